"""Moving all that belongs to an area to another, in a number of statements that is fixed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    Table,
    and_,
    case,
    insert,
    literal,
    or_,
    select,
    update,
)

from monitor import db
from monitor.audit.session import Session
from monitor.history import KEPT_ASIDE, on_day
from monitor.inventory.kinds import Kind
from monitor.inventory.relations import Designation

MOVED = db.temporary(
    "moved",
    Column("id", db.ID, primary_key=True),
    Column("entry", db.ID, nullable=False),
    Column("straddles", Boolean, nullable=False),
    Column("ends", Date),
)


@dataclass(frozen=True)
class Move:
    """From which area to which (None: to none that is known), from which day on."""

    session: Session
    old_id: int
    new_id: int | None
    day: date

    def take_over(
        self, kind: Kind, column: str, action: str, but: int | None = None
    ) -> dict[int, int]:
        """Let subjects of `kind` whose `column` is the old area have the new one from the day on.

        Also those that come to the old area later; `but` is left out. Returns the entry of each.
        """
        rows = self._rows(kind, column, but)
        if not rows:
            return {}
        details = {column: self.new_id}
        moved = [{**row, "entry": self._record(action, kind, row["id"], details)} for row in rows]
        connection = self.session.connection
        MOVED.create(connection, checkfirst=False)
        connection.execute(insert(MOVED), moved)
        self._write(kind, column)
        MOVED.drop(connection, checkfirst=False)
        return {row["id"]: row["entry"] for row in moved}

    def spread(self, accounts: Mapping[int, int], roles_taken: frozenset[str]) -> None:
        """Let who was designated for all accounts of the old area stay so for those that move.

        Not where the new area has somebody for all its accounts in that role: they take over.
        `accounts` are those that move, each with the entry that says so.
        """
        row = db.table(Designation)
        query = select(row).where(
            self._ours(row), row.c.area_id == self.old_id, on_day(row, self.day)
        )
        kept = [
            dict(each)
            for each in self.session.connection.execute(query).mappings()
            if each["person_id"] is not None and each["role"] not in roles_taken
        ]
        new = [
            {**each, "id": db.new_id(), "area_id": None, "account_id": account}
            | {"valid_from": self.day, "entry": entry}
            for account, entry in accounts.items()
            for each in kept
        ]
        if new:
            self.session.connection.execute(insert(row), new)

    def _record(self, action: str, kind: Kind, subject_id: int, details: Mapping[str, Any]) -> int:
        subject = (kind.kind, subject_id)
        return self.session.record(action, subject, details, happened_on=self.day)

    def _rows(self, kind: Kind, column: str, but: int | None) -> list[dict[str, Any]]:
        """Return each subject once; with where its version that straddles the day was to end."""
        c = kind.versions.c
        query = select(c[kind.key], c.valid_from, c.valid_to).where(
            self._ours(kind.versions), c[column] == self.old_id, self._not_over(kind.versions)
        )
        found: dict[int, dict[str, Any]] = {}
        for subject_id, begun, ends in self.session.connection.execute(query.order_by(c[kind.key])):
            if subject_id == but:
                continue
            row = found.setdefault(subject_id, {"id": subject_id, "straddles": False, "ends": None})
            if begun < self.day:
                row |= {"straddles": True, "ends": ends}
        return list(found.values())

    def _write(self, kind: Kind, column: str) -> None:
        versions, connection = kind.versions, self.session.connection
        c = versions.c
        old = and_(self._ours(versions), c[column] == self.old_id, c[kind.key] == MOVED.c.id)
        straddling = and_(old, c.valid_from < self.day, self._not_over(versions))
        connection.execute(update(versions).where(straddling).values(valid_to=self.day))
        connection.execute(self._continued(kind, column, old))
        entry = case((c.valid_from == self.day, MOVED.c.entry), else_=c.entry)
        later = and_(old, c.valid_from >= self.day)
        connection.execute(
            update(versions).where(later).values({column: self.new_id, "entry": entry})
        )

    def _continued(self, kind: Kind, column: str, old: ColumnElement[bool]) -> Any:
        """Return the INSERT of what goes on under the new area where the old one ended."""
        c = kind.versions.c
        kept = [each.name for each in kind.versions.columns if each.name not in KEPT_ASIDE]
        values: dict[str, Any] = {name: c[name] for name in kept}
        values |= {
            column: literal(self.new_id, db.ID),
            "valid_from": literal(self.day),
            "valid_to": MOVED.c.ends,
            "entry": MOVED.c.entry,
        }
        ended_here = and_(old, c.valid_to == self.day, MOVED.c.straddles)
        query = select(*values.values()).select_from(kind.versions).join(MOVED, ended_here)
        return insert(kind.versions).from_select(list(values), query)

    def _ours(self, rows: Table) -> ColumnElement[bool]:
        ours: ColumnElement[bool] = rows.c.institution_id == self.session.scope.institution_id
        return ours

    def _not_over(self, rows: Table) -> ColumnElement[bool]:
        return or_(rows.c.valid_to.is_(None), rows.c.valid_to > self.day)
