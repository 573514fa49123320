"""Questions about what exists, answered as values."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, and_, func, select

from monitor import db
from monitor.history import on_day
from monitor.inventory.kinds import KINDS
from monitor.inventory.lookup import UnknownSubjectError, find, find_among
from monitor.inventory.models import AreaVersion, Institution, InstitutionVersion, MailboxVersion
from monitor.policy import schema
from monitor.scope import Scope

__all__ = [
    "UnknownSubjectError",
    "area_names",
    "find",
    "find_among",
    "mailbox_domains",
    "own_file",
    "references",
]


def mailbox_domains(connection: Connection, scope: Scope, day: date) -> dict[str, int]:
    """Return how many mailboxes of the day are of each domain, the most common first."""
    box = db.table(MailboxVersion)
    query = (
        select(box.c.domain, func.count())
        .where(and_(box.c.institution_id == scope.institution_id, on_day(box, day)))
        .group_by(box.c.domain)
        .order_by(func.count().desc(), box.c.domain)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def area_names(connection: Connection, scope: Scope, day: date) -> dict[str, str | None]:
    """Return the name of each area of the day by its code; None where it was never recorded."""
    area = db.table(AreaVersion)
    query = select(area.c.code, area.c.name).where(
        area.c.institution_id == scope.institution_id, on_day(area, day)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def own_file(connection: Connection, scope: Scope, day: date) -> schema.Institution:
    """Return who the institution is on a day, as its own file says it (the first version before).

    Policies and what tailors them are not here: they are adopted.
    """
    own, version = db.table(Institution), db.table(InstitutionVersion)
    query = (
        select(own.c.code, version.c.name, version.c.timezone, version.c.calendar)
        .join_from(own, version, version.c.institution_id == own.c.id)
        .where(own.c.id == scope.institution_id)
        .order_by((version.c.valid_from <= day).desc(), version.c.valid_from.desc())
        .limit(1)
    )
    row = connection.execute(query).one()
    return schema.Institution(
        code=row.code, name=row.name, timezone=row.timezone, calendar=row.calendar
    )


def institution_codes(connection: Connection) -> list[str]:
    """Return the codes of all institutions of a register: the one question without a scope."""
    table = db.table(Institution)
    return list(connection.scalars(select(table.c.code).order_by(table.c.code_key)))


def institutions(connection: Connection) -> dict[int, str]:
    """Return the code of every institution of a register by its id: as little of a scope."""
    table = db.table(Institution)
    return {row.id: row.code for row in connection.execute(select(table.c.id, table.c.code))}


def references(connection: Connection, scope: Scope, ids: Iterable[int]) -> dict[int, str]:
    """Return the reference of each subject by its id: as it is called now, or was called last."""
    found: dict[int, str] = {}
    wanted = list(ids)
    for kind in KINDS.values():
        c = kind.versions.c
        query = (
            select(c[kind.key], *(c[name] for name in _SHOWN[kind.kind]))
            .where(c.institution_id == scope.institution_id, c[kind.key].in_(wanted))
            .order_by(c.valid_from)
        )
        for own, *parts in connection.execute(query):
            found[own] = f"{kind.kind}:{'/'.join(parts)}"
    return found


_SHOWN = {
    "account": ("platform", "handle_key"),
    "area": ("code",),
    "person": ("email",),
    "mailbox": ("address",),
}
