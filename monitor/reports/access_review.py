"""A review of access as a list: what everybody on it is, what to do, and the command to type."""

import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from monitor.findings.access import (
    ENTITLED,
    LEFT,
    MISSING,
    NAMESAKE,
    OTHER_HEAD,
    STRANGER,
    UNDECIDED,
    Compared,
)
from monitor.reports.recorded import word
from monitor.reports.tables import Table, Value
from monitor.text import N_, _
from monitor.text import day as written

_WHAT = {
    STRANGER: N_("stranger"),
    LEFT: N_("has left"),
    NAMESAKE: N_("same name"),
    UNDECIDED: N_("cannot be told"),
    OTHER_HEAD: N_("heads another area"),
    MISSING: N_("missing"),
    ENTITLED: N_("in order"),
}

_TO_DO = {
    STRANGER: N_(
        "The policy does not give them access: take it away, change the password, and record the"
        " change."
    ),
    LEFT: N_(
        "They were entitled and no longer are: take the access away, change the password, and"
        " record the change."
    ),
    NAMESAKE: N_("{person} has this name: if they are the same person, compare by names."),
    UNDECIDED: N_("Nobody recorded who is {lacking}: record it, and compare again."),
    OTHER_HEAD: N_(
        "They head another area: ask whether the access is right; if not, take it away. A waiver"
        " keeps the reason why it is."
    ),
    MISSING: N_(
        "In charge as {in_charge}, and not on the list: give them access, or record that they are"
        " no longer in charge."
    ),
}

_TO_DO_WITH_OWN_LOGINS = {
    STRANGER: N_("The policy does not give them access: take it away, and record the new list."),
    LEFT: N_(
        "They were entitled and no longer are: take the access away, and record the new list."
    ),
}
"""What to do of accounts that people enter with logins of their own: no password is shared."""


@dataclass(frozen=True)
class Again:
    """How to review the same list once more: the command as it was typed, without --record."""

    plain: str

    @property
    def by_names(self) -> str:
        """The command that takes names for the people who have them."""
        return f"{self.plain} --match-names"

    @property
    def recording(self) -> str:
        """The command that records the list."""
        return f"{self.plain} --record"


def table(day: date, found: Iterable[Compared], again: Again) -> Table:
    """Return what a review found, in the order in which to act."""
    columns = {
        "what": _("What"),
        "identity": _("Who"),
        "person": _("Person"),
        "role": _("As what"),
        "account": _("Account"),
        "do": _("What to do"),
        "command": _("Then type"),
    }
    rows = (list(_row(each, again)) for each in found)
    return Table(
        _("Access compared on {day}").format(day=written(day)),
        columns,
        rows,
        {"what": lambda value: _(_WHAT[str(value)])},
        minor=("role", "person", "account"),
        flowing=("do", "command"),
    )


def _row(found: Compared, again: Again) -> Iterator[Value]:
    yield from (found.what, found.identity, found.person, found.role, found.account.name)
    yield _to_do(found)
    yield _command(found, again)


def _to_do(found: Compared) -> str | None:
    own = _TO_DO_WITH_OWN_LOGINS if found.account.delegated else {}
    told = own.get(found.what) or _TO_DO.get(found.what)
    if told is None:
        return None
    return _(told).format(
        person=found.person,
        in_charge=_office(found.in_charge),
        lacking=_office(found.lacking),
    )


def _office(role: str | None) -> str:
    """Return what an office is called: owner, substitute, head."""
    return word("area" if role == "head" else "account", role) if role else ""


def _command(found: Compared, again: Again) -> str | None:
    """Return what to type once it is done; words in capitals are to be filled in."""
    command = _COMMANDS.get(found.what)
    return command(found, shlex.quote(found.account.name), again) if command else None


def _taken_away(found: Compared, account: str, again: Again) -> str:
    return again.recording if found.account.delegated else f"monitor password changed {account}"


def _recorded(found: Compared, account: str, _again: Again) -> str:
    """Return what records who is owner, substitute or head; an account may have no area yet."""
    if found.lacking != "head":
        return f"monitor designation set {account} --{found.lacking} EMAIL"
    if found.account.area is None:
        return f"monitor account transfer {account} AREA"
    return f"monitor area set {shlex.quote(found.account.area)} --head EMAIL"


def _ended(found: Compared, account: str, _again: Again) -> str:
    target = f"--area {shlex.quote(str(found.account.area))}" if found.by_area else account
    return f"monitor designation end {target} --{found.in_charge}"


_COMMANDS: Mapping[str, Callable[[Compared, str, Again], str]] = {
    STRANGER: _taken_away,
    LEFT: _taken_away,
    NAMESAKE: lambda _found, _account, again: again.by_names,
    UNDECIDED: _recorded,
    OTHER_HEAD: lambda _found, account, _again: f"monitor finding list --subject {account}",
    MISSING: _ended,
}
