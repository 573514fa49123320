"""What an import would change, as a list for people: whose, what, before and now."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from monitor.intake.sheets import display, sheet_title
from monitor.inventory.changing import DERIVED, NONE, NONE_FLAGS
from monitor.reports import called
from monitor.reports.recorded import shown, word
from monitor.reports.tables import Table, Value
from monitor.text import _, day, printable

# The sheet whose columns the versions of a table are told by.
_SHEETS = {
    "account_version": "accounts",
    "area_version": "areas",
    "person_version": "people",
    "mailbox_version": "mailboxes",
}
_ROLES = {"owner": "owner", "substitute": "substitute"}
Row = Mapping[str, Any]


def changes_table(title: str, found: Iterable[tuple[str, str, str | None, Any, Any]]) -> Table:
    """Return the list of changes; each is subject, table, column, and the values before and now.

    Where `column` is None rows as a whole are meant: "before" holds the columns of the one that
    was, "now" of the one that is; None where there is none.
    """
    columns = {
        "subject": _("Subject"),
        "field": _("What"),
        "before": _("Now in the register"),
        "after": _("After the import"),
    }
    words = dict.fromkeys(("subject", "before", "after"), called.subject)
    return Table(title, columns, _rows(found), words)


def _rows(found: Iterable[tuple[str, str, str | None, Any, Any]]) -> Iterator[list[Value]]:
    for subject, table, column, before, after in found:
        if column is None:
            yield [subject, *_whole(table, before, after)]
        elif column in NONE_FLAGS:
            none = _field(table, NONE_FLAGS[column])
            yield [subject, none, NONE if before else None, NONE if after else None]
        elif column not in DERIVED:
            pair = (_value(_told(table, column, each)) for each in (before, after))
            yield [subject, _field(table, column), *pair]


def _whole(table: str, before: Row | None, after: Row | None) -> list[Value]:
    """Return what a row is called, and the one value that says what it was and is."""
    if table in _SHEETS:
        return [_("new"), None, None]
    label, value = _ROWS[table]
    was = _value(value(before)) if before else None
    if after is None and before:
        until = _("no longer, from {day}").format(day=day(before["valid_to"]))
        return [label(before), was, until]
    return [label(after or {}), was, _value(value(after or {}))]


def _field(table: str, column: str) -> str:
    sheet = _SHEETS.get(table)
    name = column.removesuffix("_id")
    if table == "institution_version":
        return word("institution", column)
    if sheet:
        return display(sheet, name)
    return _ROWS[table][0]({}) if table in _ROWS else name


def _told(table: str, column: str, value: Any) -> Any:
    """Return a value as people write it: a choice in the language in use, the rest as it is."""
    told = shown(table.removesuffix("_version"), column, value)
    return value if told is None else told


def _value(value: Any) -> Value:
    return (
        value if isinstance(value, (int, float, date)) or value is None else printable(str(value))
    )


def _column(sheet: str, column: str) -> Callable[[Row], str]:
    return lambda _row: display(sheet, column)


def _sheet(sheet: str) -> Callable[[Row], str]:
    return lambda _row: sheet_title(sheet)


def _of(table: str, *names: str) -> Callable[[Row], str]:
    def told(row: Row) -> str:
        there = [name for name in names if row.get(name) is not None]
        return " ".join(str(_told(table, name, row[name])) for name in there)

    return told


def _designation(row: Row) -> str:
    role = row.get("role")
    return display("accounts", role) if role in _ROLES else sheet_title("designations")


def _mailbox_use(row: Row) -> str:
    return display("accounts", f"{row.get('use', 'login')}_mailbox")


_ROWS: Mapping[str, tuple[Callable[[Row], str], Callable[[Row], Any]]] = {
    "designation": (_designation, lambda row: row.get("person_id", "-")),
    "headship": (_column("areas", "head"), lambda row: row.get("person_id", "-")),
    "account_mailbox": (_mailbox_use, lambda row: row.get("mailbox_id", "-")),
    "linked_account": (
        _column("accounts", "linked_accounts"),
        _of("linked_account", "platform", "handle_key"),
    ),
    "access_list": (_sheet("access"), _of("access_list", "valid_from")),
    "access_seen": (_sheet("access"), _of("access_seen", "identity", "role")),
    "portal_list": (_sheet("portal"), _of("portal_list", "valid_from")),
    "portal_seen": (_sheet("portal"), _of("portal_seen", "platform", "handle")),
    "password_change": (_column("accounts", "password_changed_on"), lambda row: row["valid_from"]),
    "factor": (_column("accounts", "second_factor"), _of("factor", "method", "level")),
    "document": (_sheet("documents"), _of("document", "kind", "number", "signed_on")),
    "attestation": (_sheet("attestations"), _of("attestation", "control", "answer", "valid_from")),
    "duty": (_sheet("duties"), _of("duty", "control", "due_on", "done_on")),
    "institution_version": (
        lambda _row: word("institution", "name"),
        _of("institution_version", "name"),
    ),
}
