"""The names that the register has already, for the rows of files to be found by."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, case, func, or_, select

from monitor import db
from monitor.inventory.models import AccountVersion, AreaVersion, MailboxVersion, PersonVersion
from monitor.scope import Scope
from monitor.staging.names import Registered


def registered(connection: Connection, scope: Scope) -> Registered | None:
    """Return the names of the institution's register; None where it has no subject yet."""
    kinds = _names()
    for table, _own, _key in kinds.values():
        own = select(table.c.institution_id).where(table.c.institution_id == scope.institution_id)
        if connection.execute(own.limit(1)).first():
            break
    else:
        return None
    return Registered(
        {kind: _current(scope, kind, *each) for kind, each in kinds.items()},
        {kind: _former(scope, *each) for kind, each in kinds.items()},
        _area_names(scope),
    )


def _names() -> dict[str, tuple[Table, str, ColumnElement[str]]]:
    """Return the versions of each kind, the column of the id, and the key of the name."""
    account, area = db.table(AccountVersion), db.table(AreaVersion)
    person, mailbox = db.table(PersonVersion), db.table(MailboxVersion)
    return {
        "account": (account, "account_id", account.c.platform + "/" + account.c.handle_key),
        "area": (area, "area_id", area.c.code_key),
        "person": (person, "person_id", person.c.email_key),
        "mailbox": (mailbox, "mailbox_id", mailbox.c.address_key),
    }


def _current(
    scope: Scope, kind: str, table: Table, own: str, key: ColumnElement[str]
) -> Select[Any]:
    """Return the names in force; of accounts that share a handle, the one that is not closed."""
    found: Any = func.max(table.c[own])
    if kind == "account":
        not_closed = or_(table.c.status.is_(None), table.c.status != "closed")
        found = func.coalesce(func.max(case((not_closed, table.c[own]))), found)
    now = and_(table.c.institution_id == scope.institution_id, table.c.valid_to.is_(None))
    return select(key.label("key"), found.label("id")).where(now).group_by(key)


def _former(scope: Scope, table: Table, own: str, key: ColumnElement[str]) -> Select[Any]:
    past = and_(table.c.institution_id == scope.institution_id, table.c.valid_to.is_not(None))
    newest: Any = func.max(table.c[own]).label("id")
    return select(key.label("key"), newest).where(past).group_by(key)


def _area_names(scope: Scope) -> Select[Any]:
    area = db.table(AreaVersion)
    now = and_(area.c.institution_id == scope.institution_id, area.c.valid_to.is_(None))
    key: Any = area.c.name_key
    newest: Any = func.max(area.c.area_id).label("id")
    query = select(key.label("key"), newest).where(now, key.is_not(None))
    return query.group_by(key).having(func.count() == 1)
