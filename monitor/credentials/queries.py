"""Questions about passwords and second factors, answered as rows; never a secret."""

from collections.abc import Iterable
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


def factors(connection: Connection, scope: Scope, about: tuple[str, int]) -> Iterable[Row[Any]]:
    """Return how a second factor was seen to stand, each time, in order."""
    row = db.table(Factor)
    query = select(row).where(
        row.c.institution_id == scope.institution_id,
        row.c.kind == about[0],
        row.c.subject_id == about[1],
    )
    return connection.execute(query.order_by(row.c.valid_from))
