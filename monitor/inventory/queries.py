"""Questions about what exists, answered as values."""

from datetime import date

from sqlalchemy import Connection, and_, func, select

from monitor import db
from monitor.history import on_day
from monitor.inventory.models import AreaVersion, MailboxVersion
from monitor.scope import Scope


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
