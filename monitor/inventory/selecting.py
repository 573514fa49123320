"""Which subjects of one kind there are on a day, for what is recorded of many at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from monitor.history import on_day
from monitor.inventory.kinds import ACCOUNT, KINDS, Kind
from monitor.inventory.lookup import display
from monitor.scope import Scope


def subjects_on(
    connection: Connection, scope: Scope, kind: str, day: date, *where: ColumnElement[bool]
) -> Mapping[int, str]:
    """Return the subjects of `kind` on `day` by id, each with what it is called.

    Accounts that are closed, or were opened later, are none of them (rulings 6, 16).
    """
    of = KINDS[kind]
    c = of.versions.c
    there = [c.institution_id == scope.institution_id, on_day(of.versions, day), *where]
    query = select(c[of.key], display(of)).where(*there, *_live(of, day)).order_by(c[of.key])
    return {row[0]: row[1] for row in connection.execute(query)}


def accounts_of(connection: Connection, scope: Scope, area_id: int, day: date) -> Mapping[int, str]:
    """Return the accounts of an area."""
    return subjects_on(connection, scope, "account", day, ACCOUNT.versions.c.area_id == area_id)


def with_a_password_of(
    connection: Connection, scope: Scope, area_id: int, day: date
) -> Mapping[int, str]:
    """Return the accounts of an area that have a password of their own: not the delegated ones."""
    c = ACCOUNT.versions.c
    own = or_(c.credential_model.is_(None), c.credential_model != "delegated")
    return subjects_on(connection, scope, "account", day, c.area_id == area_id, own)


def _live(of: Kind, day: date) -> list[Any]:
    if of is not ACCOUNT:
        return []
    c = of.versions.c
    begun = or_(c.opened_on.is_(None), c.opened_on <= day)
    return [func.coalesce(c.status, "open") != "closed", begun]
