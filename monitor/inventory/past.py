"""All that was recorded of one subject over time: its versions, who was in charge, its ties."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, select

from monitor import db
from monitor.inventory.changing import DERIVED, Change, differences, or_none
from monitor.inventory.kinds import KINDS
from monitor.inventory.lookup import Found
from monitor.inventory.models import InstitutionVersion
from monitor.inventory.relations import (
    AccessSeen,
    AccountMailbox,
    Designation,
    Headship,
    LinkedAccount,
)
from monitor.scope import Scope

_ASIDE = DERIVED | {"institution_id", "valid_from", "valid_to", "entry"}


@dataclass(frozen=True)
class Happened:
    """One thing that happened: the day, the entry that recorded it, what changed, until when."""

    day: date
    entry: int | None
    change: Change
    until: date | None = None


def of_subject(connection: Connection, scope: Scope, found: Found) -> list[Happened]:
    """Return what the inventory knows of a subject's past; a few statements."""
    events = list(_versions(connection, scope, found))
    for model, column, what, value in _TIES.get(found.kind, ()):
        table = db.table(model)
        for row in _rows(connection, scope, table, column, found.id):
            change = Change((found.kind, found.id), _what(row, what), None, _value(row, value))
            events.append(Happened(row["valid_from"], row["entry"], change, row["valid_to"]))
    return events


def standing(events: Iterable[Happened], day: date) -> list[Change]:
    """Return what stands on `day`: the last that happened of each thing, if it has not ended.

    Who has access is told by the newest list, and not here.
    """
    found: dict[tuple[str, Any], Change] = {}
    for each in events:
        over = each.until is not None and each.until <= day
        if over or each.day > day or each.change.what == "access":
            continue
        several = each.change.after if each.change.what in _SEVERAL else None
        found[each.change.what, several] = each.change
    return [each for each in found.values() if each.after is not None]


_SEVERAL = frozenset({"linked_accounts", "task"})
"""What may be more than one at a time."""

_TIES: dict[str, tuple[tuple[Any, str, str, str], ...]] = {
    "account": (
        (Designation, "account_id", "role", "person_id"),
        (AccountMailbox, "account_id", "use", "mailbox_id"),
        (LinkedAccount, "account_id", "linked_accounts", "handle"),
        (AccessSeen, "account_id", "access", "identity"),
    ),
    "area": (
        (Headship, "area_id", "head", "person_id"),
        (Designation, "area_id", "role", "person_id"),
    ),
}


def _what(row: Mapping[str, Any], what: str) -> str:
    if what == "use":
        return f"{row['use']}_mailbox"
    return str(row["role"]) if what == "role" else what


def _value(row: Mapping[str, Any], column: str) -> Any:
    if column == "handle":
        return f"{row['platform']}/{row['handle_key']}"
    return or_none(row[column])


def _versions(connection: Connection, scope: Scope, found: Found) -> Iterator[Happened]:
    """Yield, column by column, what each version changed; all ends with the subject itself."""
    own: Table = KINDS[found.kind].versions if found.kind in KINDS else db.table(InstitutionVersion)
    key = KINDS[found.kind].key if found.kind in KINDS else "institution_id"
    before: dict[str, Any] = {}
    rows = list(_rows(connection, scope, own, key, found.id))
    gone = rows[-1]["valid_to"]
    for row in rows:
        told = {c: v for c, v in row.items() if c not in _ASIDE and c != key}
        changed = {c: v for c, v in told.items() if not before or v != before[c]}
        for change in differences((found.kind, found.id), before, changed):
            yield Happened(row["valid_from"], row["entry"], change, gone)
        before = dict(row)


def _rows(
    connection: Connection, scope: Scope, table: Table, column: str, subject_id: int
) -> Iterable[Mapping[str, Any]]:
    query = select(table).where(
        table.c.institution_id == scope.institution_id, table.c[column] == subject_id
    )
    return (dict(row) for row in connection.execute(query.order_by(table.c.valid_from)).mappings())
