"""Questions to the log, answered as values, in the order in which they were recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from monitor import db
from monitor.audit.entries import Actor, Entry, Subject
from monitor.audit.models import AuditEntry


@dataclass(frozen=True)
class Wanted:
    """Which entries are asked for; None: all.

    `action` is one, or the kind of subject that stands before its colon; `actor` a name, with or
    without `os:` and the machine; `since` and `until` moments of recording, `until` left out
    itself; `last` how many, counted from the end.
    """

    subject: Subject | None = None
    action: str | None = None
    actor: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    last: int | None = None


@dataclass(frozen=True)
class Recorded:
    """An entry as it stands in the log, with the hashes that chain it."""

    entry: Entry
    prev: str
    hash: str


def recorded(connection: Connection, chain: int, wanted: Wanted) -> Iterator[Recorded]:
    """Return the entries of a chain that are asked for, read as they are used."""
    query = _query(chain, wanted).execution_options(stream_results=True)
    for row in connection.execute(query):
        yield Recorded(_entry(row), row.prev, row.hash)


def _query(chain: int, wanted: Wanted) -> Select[Any]:
    row = db.table(AuditEntry)
    query = select(row).where(row.c.institution_id == chain, *_conditions(wanted))
    if wanted.last is None:
        return query.order_by(row.c.seq)
    newest = query.order_by(row.c.seq.desc()).limit(wanted.last).subquery()
    return select(newest).order_by(newest.c.seq)


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    c = db.table(AuditEntry).c
    if wanted.subject:
        kind, subject_id = wanted.subject
        yield c.object_kind == kind
        yield c.object_id == subject_id
    if wanted.action and ":" in wanted.action:
        yield c.action == wanted.action
    elif wanted.action:
        yield c.action.startswith(f"{wanted.action}:", autoescape=True)
    if wanted.actor:
        name = wanted.actor.lower()
        of_a_machine = func.lower(c.actor).startswith(f"os:{name}@", autoescape=True)
        yield or_(func.lower(c.actor).in_([name, f"os:{name}"]), of_a_machine)
    if wanted.since:
        yield c.recorded_at >= wanted.since
    if wanted.until:
        yield c.recorded_at < wanted.until


def _entry(row: Any) -> Entry:
    happened_on: date | None = row.happened_on
    return Entry(
        row.institution_id,
        row.seq,
        row.recorded_at,
        happened_on,
        Actor(row.actor, row.claimed),
        row.action,
        (row.object_kind, row.object_id),
        row.details,
    )
