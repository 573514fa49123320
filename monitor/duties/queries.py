"""Questions about what is on file and attested, answered as rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from monitor import db
from monitor.duties.models import Attestation, Document, Duty
from monitor.scope import Scope


def documents(
    connection: Connection,
    scope: Scope,
    day: date,
    *,
    about: tuple[str, int] | None = None,
    expired: bool = False,
) -> Iterable[Row[Any]]:
    """Return the documents signed by a day, the newest first; only those in force unless asked."""
    row = db.table(Document)
    query = select(row).where(row.c.institution_id == scope.institution_id, row.c.signed_on <= day)
    if not expired:
        query = query.where(or_(row.c.valid_until.is_(None), row.c.valid_until >= day))
    if about is not None:
        query = query.where(row.c.subject_kind == about[0], row.c.subject_id == about[1])
    return connection.execute(query.order_by(row.c.signed_on.desc(), row.c.id.desc()))


def answers(connection: Connection, scope: Scope, about: tuple[str, int]) -> Iterable[Row[Any]]:
    """Return all that was ever attested of a subject, in order."""
    row = db.table(Attestation)
    query = select(row).where(
        row.c.institution_id == scope.institution_id,
        row.c.subject_kind == about[0],
        row.c.subject_id == about[1],
    )
    return connection.execute(query.order_by(row.c.valid_from, row.c.control))


def duties(
    connection: Connection,
    scope: Scope,
    about: tuple[str, int] | None = None,
    *,
    open_on: date | None = None,
) -> Iterable[Row[Any]]:
    """Return the duties on record, in order of their due days; `open_on`: not done by that day."""
    row = db.table(Duty)
    query = select(row).where(row.c.institution_id == scope.institution_id)
    if about is not None:
        query = query.where(row.c.subject_kind == about[0], row.c.subject_id == about[1])
    if open_on is not None:
        query = query.where(or_(row.c.done_on.is_(None), row.c.done_on > open_on))
    return connection.execute(query.order_by(row.c.due_on, row.c.control))
