"""The entries of the log that are about one subject, for its history."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select

from monitor import db
from monitor.audit.entries import Subject
from monitor.audit.models import AuditEntry


def entries_about(
    connection: Connection, chain: int, subject: Subject, also: Iterable[int] = ()
) -> Mapping[int, Row[Any]]:
    """Return the entries about a subject, and those numbered `also`, by their number."""
    table = db.table(AuditEntry)
    about = and_(table.c.object_kind == subject[0], table.c.object_id == subject[1])
    query = select(table).where(
        table.c.institution_id == chain, or_(about, table.c.seq.in_(sorted(set(also))))
    )
    return {row.seq: row for row in connection.execute(query)}
