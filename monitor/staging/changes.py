"""What an import changes, subject by subject: for the log, and for people before they say yes."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, select

from monitor.audit.entries import Subject, digest
from monitor.staging.journal import BATCH
from monitor.staging.steps import WAS, Step


@dataclass(frozen=True)
class Change:
    """One row that is new, differs or ends: what identifies it, and each column, before and after.

    `new`: the table had no such row.
    """

    table: str
    key: dict[str, Any]
    new: bool
    fields: dict[str, tuple[Any, Any]]
    day: date | None
    personal: frozenset[str]
    salt: str | None

    def for_the_log(self) -> dict[str, Any]:
        """Return the row as the log keeps it: new values, personal ones as digests."""
        told = self.key | {name: after for name, (_before, after) in self.fields.items()}
        for name in self.personal & told.keys():
            if told[name] is not None:
                told[name] = digest(self.salt or "", name, told[name])
        return told


def by_subject(
    connection: Connection, steps: Iterable[Step]
) -> Iterator[tuple[int, Subject, list[Change]]]:
    """Yield the number, the subject and the changes of each subject, in the order of numbers."""
    streams = [_of_step(connection, step) for step in steps]
    merged = heapq.merge(*streams, key=lambda each: each[0])
    for (seq, subject), each in groupby(merged, key=lambda each: each[:2]):
        yield seq, subject, [change for _seq, _subject, change in each]


def details(changes: Iterable[Change]) -> dict[str, Any]:
    """Return what the log keeps of a subject's changes: rows by the name of their table."""
    found: dict[str, Any] = {}
    for change in changes:
        found.setdefault(change.table, []).append(change.for_the_log())
    return found


def _of_step(connection: Connection, step: Step) -> Iterator[tuple[int, Subject, Change]]:
    rows, entries, salts = step.rows, step.entries, step.salted_by
    if entries is None:
        return
    same = and_(entries.c.kind == rows.c.owner_kind, entries.c.id == rows.c.owner_id)
    source: Any = rows.join(entries, same)
    columns: list[Any] = [entries.c.seq, rows]
    if salts is not None:
        own = and_(salts.c.institution_id == step.institution_id, salts.c.id == rows.c.owner_id)
        source = source.outerjoin(salts, own)
        columns.append(salts.c.salt)
    query = select(*columns).select_from(source).order_by(entries.c.seq)
    found = connection.execute(query, execution_options={"yield_per": BATCH})
    for row in found.mappings():
        yield row["seq"], (row["owner_kind"], row["owner_id"]), _change(step, row)


def _change(step: Step, row: RowMapping) -> Change:
    fields = {
        name: (row[f"{WAS}{name}"], row[name])
        for name in step.compared
        if row[f"{WAS}{name}"] != row[name]
    }
    key = {
        name: row[name]
        for name in step.written
        if name not in fields and name not in step.compared and row[name] is not None
    }
    return Change(
        step.table.name,
        key,
        not row["was_there"],
        fields,
        row.get("valid_from"),
        step.personal,
        row.get("salt"),
    )
