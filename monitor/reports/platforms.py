"""The social networks as monitor knows them: each fact with where it is from, and since when."""

from collections.abc import Iterator, Sequence

from monitor.intake import sheets
from monitor.intake.faults import RefusedError
from monitor.policy.library import Library
from monitor.policy.platforms import Platform
from monitor.policy.problems import nearest, unknown
from monitor.reports.recorded import shown
from monitor.reports.tables import Table, Value
from monitor.text import N_, _

FACTS = {
    "handle": N_("how a handle is written"),
    "profiles": N_("address of a profile"),
    "second_factor": N_("second factors it offers"),
    "credential_models": N_("how people get in"),
}


def networks() -> Table:
    """Return the networks, one a row, by their names."""
    rows: list[list[Value]] = [
        [
            name,
            each.title,
            "; ".join(each.second_factor) or "none",
            "; ".join(each.credential_models),
            min(fact.checked_on for fact in each.checked().values()),
        ]
        for name, each in sorted(Library().platforms().by_name.items())
    ]
    columns = {
        "platform": sheets.display("accounts", "platform").capitalize(),
        "title": _("Name"),
        "second_factor": _("Second factors it offers"),
        "credential_models": _("How people get in"),
        "checked_on": _("Checked on"),
    }
    words = {
        "second_factor": lambda value: _kinds("second_factor", str(value).split("; ")),
        "credential_models": lambda value: _kinds("credential_model", str(value).split("; ")),
    }
    return Table(_("Social networks"), columns, rows, words, ("title",))


def network(name: str) -> Table:
    """Return what is known of one network: each fact, since when, and where it is from.

    Raises:
        RefusedError: there is no such network; names the nearest.
    """
    platforms = Library().platforms()
    found = platforms.find(name)
    if found is None:
        spelt = nearest(name.casefold(), platforms.spellings)
        raise RefusedError(name, unknown(name, [spelt] if spelt else platforms.by_name))
    each = platforms.by_name[found]
    rows: list[list[Value]] = [
        [key, _value(each, key), fact.checked_on, fact.source]
        for key, fact in each.checked().items()
    ]
    if each.note:
        rows.append(["note", each.note, None, None])
    columns = {
        "fact": _("What"),
        "value": _("What is so"),
        "checked_on": _("Checked on"),
        "source": _("Where it is from"),
    }
    words = {"fact": lambda value: _(FACTS[str(value)]) if value in FACTS else _("note")}
    return Table(each.title, columns, rows, words, ("source",), ("value", "source"))


def _value(each: Platform, key: str) -> str:
    if key == "handle":
        length = _("{least} to {most} characters")
        return length.format(least=each.handle.min, most=each.handle.max)
    if key == "profiles":
        return ", ".join(_addresses(each))
    if key == "second_factor":
        return _kinds("second_factor", each.second_factor) or _("none")
    return _kinds("credential_model", each.credential_models)


def _addresses(each: Platform) -> Iterator[str]:
    for host in each.hosts or ("HOST",):
        yield from (f"{host}{path}" for path in each.profiles)


def _kinds(column: str, values: Sequence[str]) -> str:
    """Return choices of a column of the accounts as people write them."""
    return ", ".join(str(shown("account", column, value)) for value in values)
