"""The log as it is stored, read for verifying: nothing of it is believed, nothing stops it."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select, type_coerce, union
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import NullType
from sqlmodel import SQLModel

from monitor import db
from monitor.audit.entries import START, chained, moment
from monitor.audit.models import AuditEntry, AuditHead, Checkpoint


@dataclass(frozen=True)
class StoredEntry:
    """An entry as it is stored, nothing of it believed; `seq` None: it cannot even be read."""

    seq: int | None
    fields: tuple[str, ...] | None = None
    prev: str = ""
    hash: str = ""

    def follows(self, prev: str) -> bool:
        """Tell whether its hash is what its fields and the entry before give."""
        return bool(self.fields) and self.prev == prev and _hash(self.fields, prev) == self.hash


def _hash(fields: tuple[str, ...] | None, prev: str) -> str | None:
    try:
        return chained(fields or (), prev)
    except UnicodeEncodeError:  # half a character is nothing that we recorded
        return None


def chains(connection: Connection) -> set[int]:
    """Return the chains that the database has anything of."""
    models: list[type[SQLModel]] = [AuditEntry, AuditHead, Checkpoint]
    found = union(*(select(db.table(model).c.institution_id) for model in models))
    return {chain for chain in connection.execute(found).scalars() if isinstance(chain, int)}


def entries(connection: Connection, chain: int) -> Generator[StoredEntry, None, None]:
    """Return the entries of a chain by their number; the last one may be unreadable."""
    entry = db.table(AuditEntry)
    stored = _as_stored(entry).where(entry.c.institution_id == chain).order_by(entry.c.seq)
    for row in _readable(connection, stored):
        yield StoredEntry(None) if row is None else _row(row)


def _readable(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """Return rows one by one; None stands for the first that cannot be read, and is the last."""
    # SQLite always reads row by row; told to stream, SQLAlchemy would read ahead and lose the place
    ahead = db.by_engine(connection, sqlite=False, postgresql=True)
    with connection.execute(query.execution_options(stream_results=ahead)) as found:
        rows = iter(found)
        while True:
            try:
                row = next(rows, None)
            except DBAPIError:  # bytes that are no letters
                yield None
                return
            if row is None:
                return
            yield row


def _as_stored(entry: Table) -> Select[Any]:
    """Select entries without the conversions that stop at what they cannot read."""
    columns: list[Any] = [type_coerce(column, NullType()) for column in entry.c]
    return select(*columns)


def _row(row: Any) -> StoredEntry:
    chain, seq, recorded_at, happened_on, *texts, prev, own = row
    actor, claimed, action, kind, subject, details = texts
    fields = (
        chain,
        seq,
        _moment(recorded_at),
        _day(happened_on),
        actor,
        int(claimed) if isinstance(claimed, bool) else claimed,
        action,
        kind,
        subject,
        details,
    )
    if not all(isinstance(value, str | int) for value in (*fields, prev, own)):
        return StoredEntry(seq if isinstance(seq, int) else None)
    return StoredEntry(seq if isinstance(seq, int) else None, tuple(map(str, fields)), prev, own)


def _moment(value: object) -> object:
    if isinstance(value, datetime):
        return moment(value)
    date_, space, time = str(value).partition(" ")  # as SQLite keeps it
    return f"{date_}T{time}Z" if space else None


def _day(value: object) -> object:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else value or None


def checkpoints(connection: Connection, chain: int) -> Generator[tuple[int, str], None, None]:
    """Return the checkpoints of a chain, as text, by the number of entries they are of."""
    note = db.table(Checkpoint)
    query = (
        select(note.c.seq, note.c.text).where(note.c.institution_id == chain).order_by(note.c.seq)
    )
    last = 0
    for row in _readable(connection, query):
        if row is None:
            newer = note.c.institution_id == chain, note.c.seq > last
            yield connection.execute(select(func.min(note.c.seq)).where(*newer)).scalar_one(), ""
        elif isinstance(row.seq, int):
            last = row.seq
            yield last, str(row.text)


def end(connection: Connection, chain: int) -> tuple[int, str]:
    """Return how many entries a chain has, and how it ends, as it says itself."""
    head = db.table(AuditHead)
    query = select(head.c.seq, head.c.hash).where(head.c.institution_id == chain)
    found = connection.execute(query).first()
    return (found.seq, found.hash) if found else (0, START)
