"""Questions about passwords and second factors, answered as rows; never a secret."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from monitor import db
from monitor.credentials.models import Factor, PasswordChange
from monitor.scope import Scope


def password_changes(
    connection: Connection, scope: Scope, about: tuple[str, int]
) -> Iterable[Row[Any]]:
    """Return every change of a password that was recorded, in order."""
    row = db.table(PasswordChange)
    query = select(row).where(
        row.c.institution_id == scope.institution_id,
        row.c.kind == about[0],
        row.c.subject_id == about[1],
    )
    return connection.execute(query.order_by(row.c.valid_from))


def changes_before(
    connection: Connection, scope: Scope, subjects: Iterable[int]
) -> dict[tuple[int, date], date]:
    """Return, by subject and day of each password change, the day of the change before it."""
    row = db.table(PasswordChange)
    query = select(row.c.subject_id, row.c.valid_to, row.c.valid_from).where(
        row.c.institution_id == scope.institution_id,
        row.c.subject_id.in_(list(subjects)),
        row.c.valid_to.is_not(None),
    )
    return {(own, day): before for own, day, before in connection.execute(query)}


def factors(connection: Connection, scope: Scope, about: tuple[str, int]) -> Iterable[Row[Any]]:
    """Return how a second factor was seen to stand, each time, in order."""
    row = db.table(Factor)
    query = select(row).where(
        row.c.institution_id == scope.institution_id,
        row.c.kind == about[0],
        row.c.subject_id == about[1],
    )
    return connection.execute(query.order_by(row.c.valid_from))
