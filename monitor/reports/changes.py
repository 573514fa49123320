"""What an import would change, as a list for people: whose, what, before and now."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from monitor.intake.sheets import display, sheet_title
from monitor.inventory.changing import DERIVED, NONE, NONE_FLAGS
from monitor.reports.recorded import word
from monitor.reports.tables import Table, Value
from monitor.text import _, printable

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

    Where `column` is None the row as a whole is new, and "now" holds its columns.
    """
    columns = {
        "subject": _("Subject"),
        "field": _("What"),
        "before": _("Now in the register"),
        "after": _("After the import"),
    }
    return Table(title, columns, _rows(found))


def _rows(found: Iterable[tuple[str, str, str | None, Any, Any]]) -> Iterator[list[Value]]:
    for subject, table, column, before, after in found:
        if column is None:
            field, value = _new(table, after)
            yield [subject, field, None, value]
        elif column in NONE_FLAGS:
            none = _field(table, NONE_FLAGS[column])
            yield [subject, none, NONE if before else None, NONE if after else None]
        elif column not in DERIVED:
            yield [subject, _field(table, column), _value(before), _value(after)]


def _new(table: str, row: Row) -> tuple[str, Value]:
    """Return what a new row is called, and the one value that says what it is."""
    if table in _SHEETS:
        return _("new"), None
    label, value = _NEW[table]
    return label(row), _value(value(row))


def _field(table: str, column: str) -> str:
    sheet = _SHEETS.get(table)
    name = column.removesuffix("_id")
    if table == "institution_version":
        return word("institution", column)
    if sheet:
        return display(sheet, name)
    if column == "valid_to":
        return _("ends")
    return _NEW[table][0]({}) if table in _NEW else name


def _value(value: Any) -> Value:
    return (
        value if isinstance(value, (int, float, date)) or value is None else printable(str(value))
    )


def _column(sheet: str, column: str) -> Callable[[Row], str]:
    return lambda _row: display(sheet, column)


def _sheet(sheet: str) -> Callable[[Row], str]:
    return lambda _row: sheet_title(sheet)


def _of(*names: str) -> Callable[[Row], str]:
    return lambda row: " ".join(str(row[name]) for name in names if row.get(name) is not None)


def _designation(row: Row) -> str:
    role = row.get("role")
    return display("accounts", role) if role in _ROLES else sheet_title("designations")


def _mailbox_use(row: Row) -> str:
    return display("accounts", f"{row.get('use', 'login')}_mailbox")


_NEW: Mapping[str, tuple[Callable[[Row], str], Callable[[Row], Any]]] = {
    "designation": (_designation, lambda row: row.get("person_id", "-")),
    "headship": (_column("areas", "head"), lambda row: row.get("person_id", "-")),
    "account_mailbox": (_mailbox_use, lambda row: row.get("mailbox_id", "-")),
    "linked_account": (_column("accounts", "linked_accounts"), _of("platform", "handle_key")),
    "access_list": (_sheet("access"), _of("valid_from")),
    "access_seen": (_sheet("access"), _of("identity", "role")),
    "portal_list": (_sheet("portal"), _of("valid_from")),
    "portal_seen": (_sheet("portal"), _of("platform", "handle")),
    "password_change": (_column("accounts", "password_changed_on"), lambda row: row["valid_from"]),
    "factor": (_column("accounts", "second_factor"), _of("method", "level")),
    "document": (_sheet("documents"), _of("kind", "number", "signed_on")),
    "attestation": (_sheet("attestations"), _of("control", "answer", "valid_from")),
    "duty": (_sheet("duties"), _of("control", "due_on", "done_on")),
    "institution_version": (lambda _row: word("institution", "name"), _of("name")),
}
