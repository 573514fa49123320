"""Merging what files tell into the register: only what differs is written, late news included.

Each `Told` is staged in a temporary table of its own, with what was there before beside it; its
subjects are numbered, one entry of the log each; then it is written. A preview keeps no log and
numbers nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    and_,
    insert,
    literal,
    or_,
    select,
    true,
)

from monitor import db
from monitor.history import on_day
from monitor.staging import writing
from monitor.staging.journal import Journal
from monitor.staging.steps import WAS, Step, make
from monitor.staging.told import Told

Rivals = Callable[[FromClause], ColumnElement[bool]]
"""Says, of a table under an alias, which of its rows are meant."""


@dataclass
class Merging:
    """One import into one institution; `journal` numbers subjects (None in a preview)."""

    connection: Connection
    institution_id: int
    journal: Journal | None
    steps: list[Step] = field(default_factory=list)

    def versions(self, told: Told) -> None:
        """Write what holds from a day on: it ends what held before; later changes stay."""
        before = told.table.alias("before")
        same = (before.c[name] == value for name, value in told.keys.items())
        step = self._stage(told, before, and_(true(), *same, on_day(before, told.day)))
        if step:
            writing.begin_before_the_next(self.connection, step, tuple(told.keys))
            writing.carry_forward(self.connection, step)
            writing.end_what_held(self.connection, step)
            writing.write(self.connection, step)

    def events(self, told: Told, *, each_ends_the_last: bool = False) -> None:
        """Write what happened on a day, or is on file; a row that is there already is corrected."""
        before, columns = told.table.alias("before"), told.columns
        same = (_is_same(before.c[name], columns[name]) for name in told.found_by)
        step = self._stage(told, before, and_(true(), *same))
        if step:
            writing.replace_same(self.connection, step)
            writing.write(self.connection, step)
            if each_ends_the_last:
                writing.end_at_the_next(self.connection, step, tuple(told.keys))

    def relations(self, told: Told, same: Rivals, rival: Rivals | None) -> None:
        """Write that something is tied to a subject from a day on.

        `same` are the rows that say so already; `rival` those that end that day because of it.
        """
        old, before = told.table.alias("old"), told.table.alias("before")
        ending = None
        if rival:
            ending = self._stage_endings(told, old, and_(rival(old), on_day(old, told.day)))
        step = self._stage(told, before, and_(same(before), on_day(before, told.day)))
        if step:
            writing.begin_before_the_next(self.connection, step, told.group)
        if ending:
            writing.end(self.connection, ending)
        if step:
            writing.write(self.connection, step)

    def endings(self, told: Told, ended: Rivals) -> None:
        """Write that what `ended` says, of the table under an alias, ends on the day told."""
        old = told.table.alias("old")
        ending = self._stage_endings(told, old, and_(ended(old), on_day(old, told.day)))
        if ending:
            writing.end(self.connection, ending)

    def _stage(self, told: Told, before: Any, match: ColumnElement[bool]) -> Step | None:
        own = and_(before.c.institution_id == self.institution_id, match)
        there = before.c.institution_id.is_not(None)
        columns = {**told.row(before), "was_there": there}
        columns |= {f"{WAS}{name}": before.c[name] for name in told.compared}
        if "valid_to" in before.c:
            columns |= {"ends": before.c.valid_to, f"{WAS}valid_from": before.c.valid_from}
        source = told.source.outerjoin(before, own)
        where = (*told.where, or_(before.c.institution_id.is_(None), told.differs(before)))
        return self._kept(told, columns, source, where)

    def _stage_endings(self, told: Told, old: Any, match: ColumnElement[bool]) -> Step | None:
        own = and_(old.c.institution_id == self.institution_id, match)
        columns = {
            column.name: old.c[column.name]
            for column in told.table.columns
            if column.name not in {"institution_id", "entry", "valid_to"}
        }
        columns |= {"valid_to": told.day, f"{WAS}valid_to": old.c.valid_to}
        columns |= {"was_there": literal(value=True), f"{WAS}valid_from": old.c.valid_from}
        source = told.source.join(old, own)
        return self._kept(told, columns, source, told.where, ending=True)

    def _kept(
        self,
        told: Told,
        columns: dict[str, Any],
        source: FromClause,
        where: tuple[Any, ...],
        *,
        ending: bool = False,
    ) -> Step | None:
        """Fill the temporary table of a step; None where there is nothing in it."""
        entries = self.journal.changed if self.journal else None
        step = make(told, len(self.steps), self.institution_id, entries, ending=ending)
        kind, owner = told.owner({**columns, "institution_id": literal(self.institution_id)})
        columns |= {"owner_kind": kind, "owner_id": owner}
        query = select(*columns.values()).select_from(source).where(*where)
        if ending:
            query = query.distinct()
        step.rows.create(self.connection)
        if not db.rows_written(
            self.connection, insert(step.rows).from_select(list(columns), query)
        ):
            step.rows.drop(self.connection)
            return None
        db.measure(self.connection, step.rows)
        self.steps.append(step)
        if self.journal:
            self.journal.number(step)
        return step


def _is_same(column: Column[Any], value: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return whether a column has a value; PostgreSQL finds rows fast only by a plain `=`."""
    return column.is_not_distinct_from(value) if column.nullable else column == value
