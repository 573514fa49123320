"""Numbering the subjects that an import changes, and keeping what they were, to take it back."""

import json
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Row,
    Select,
    String,
    Table,
    and_,
    func,
    insert,
    literal,
    select,
)

from monitor import db
from monitor.audit.session import Session
from monitor.staging.models import ImportBefore
from monitor.staging.steps import Step

BATCH = 2000

CHANGED = db.temporary(
    "changed_subjects",
    Column("kind", String, primary_key=True),
    Column("id", db.ID, primary_key=True),
    Column("seq", db.ID, nullable=False),
    Column("known", Boolean, nullable=False),
)

_KEPT = db.temporary(
    "kept_subjects",
    Column("of_table", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("id", db.ID, primary_key=True),
    Column("step", db.ID, nullable=False),
)


@dataclass
class Journal:
    """The numbers of the subjects that one import changes, and their rows as they were.

    `known` selects the kind and the id of the subjects that the register had before.
    """

    session: Session
    known: Select[Any]
    changed: Table = CHANGED
    count: int = 0
    _steps: int = field(default=0)

    def open(self) -> None:
        """Make the temporary tables."""
        for table in (CHANGED, _KEPT):
            table.create(self.session.connection)

    def _forget_the_last(self) -> None:
        """Forget what the import before this one kept: only the last can be taken back."""
        before = db.table(ImportBefore)
        own = before.c.institution_id == self.session.scope.institution_id
        self.session.connection.execute(before.delete().where(own))

    def close(self) -> None:
        """Drop the temporary tables."""
        for table in (CHANGED, _KEPT):
            table.drop(self.session.connection)

    def number(self, step: Step) -> None:
        """Number the subjects of a step that have no number yet; keep their rows of its table."""
        rows, known = step.rows, self.known.subquery("known")
        staged = select(rows.c.owner_kind, rows.c.owner_id).distinct().subquery("staged")
        kind, own = staged.c.owner_kind, staged.c.owner_id
        place = func.row_number().over(order_by=(kind, own))
        first = literal(self.session.next_seq + self.count - 1, db.ID)
        source = staged.outerjoin(CHANGED, and_(CHANGED.c.kind == kind, CHANGED.c.id == own))
        source = source.outerjoin(known, and_(known.c.kind == kind, known.c.id == own))
        query = (
            select(kind, own, first + place, known.c.id.is_not(None))
            .select_from(source)
            .where(CHANGED.c.id.is_(None))
        )
        names = ["kind", "id", "seq", "known"]
        if not self._steps:
            self._forget_the_last()
        self.count += db.rows_written(
            self.session.connection, insert(CHANGED).from_select(names, query)
        )
        self._steps += 1
        self._keep(step)

    def _keep(self, step: Step) -> None:
        rows, name = step.rows, literal(step.table.name)
        pair = (CHANGED.c.kind == rows.c.owner_kind, CHANGED.c.id == rows.c.owner_id)
        kept = (
            _KEPT.c.of_table == name,
            _KEPT.c.kind == CHANGED.c.kind,
            _KEPT.c.id == CHANGED.c.id,
        )
        source = rows.join(CHANGED, and_(*pair)).outerjoin(_KEPT, and_(*kept))
        query = (
            select(name, CHANGED.c.kind, CHANGED.c.id, literal(self._steps))
            .distinct()
            .select_from(source)
            .where(CHANGED.c.known, _KEPT.c.id.is_(None))
        )
        names = ["of_table", "kind", "id", "step"]
        if db.rows_written(self.session.connection, insert(_KEPT).from_select(names, query)):
            self._keep_rows(step)

    def _keep_rows(self, step: Step) -> None:
        table, session = step.table, self.session
        kind, own = step.owner(dict(table.c.items()))
        match = and_(
            table.c.institution_id == session.scope.institution_id,
            kind == _KEPT.c.kind,
            own == _KEPT.c.id,
        )
        query = (
            select(_KEPT.c.kind, _KEPT.c.id, table)
            .select_from(_KEPT.outerjoin(table, match))
            .where(_KEPT.c.step == self._steps)
        )
        found = session.connection.execute(query, execution_options={"yield_per": BATCH})
        rows = (self._before(table, row) for row in found)
        while batch := list(islice(rows, BATCH)):
            session.connection.execute(insert(db.table(ImportBefore)), batch)

    def _before(self, table: Table, row: Row[Any]) -> dict[str, Any]:
        kind, own, *values = tuple[Any, ...](row)
        content: dict[str, Any] = dict(
            zip((column.name for column in table.columns), values, strict=True)
        )
        there = content["institution_id"] is not None
        return {
            "institution_id": self.session.scope.institution_id,
            "id": db.new_id(),
            "of_table": table.name,
            "subject_kind": kind,
            "subject_id": own,
            "content": json.dumps(content, default=date.isoformat) if there else None,
        }
