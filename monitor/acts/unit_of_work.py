"""The only unit of work: a change, its entries in the log and what follows, saved together."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Connection, select

from monitor import clock, db
from monitor.acts.registers import Register
from monitor.audit.entries import Actor
from monitor.audit.session import Session
from monitor.inventory.models import InstitutionVersion
from monitor.scope import Scope


@contextmanager
def begin(register: Register, actor: Actor, scope: Scope) -> Iterator[Session]:
    """Open one unit of work; on leaving, its entries are written and all of it is saved.

    Whatever is raised inside undoes everything, the entries included.
    """
    with db.writing(register.engine) as connection:
        session = Session(connection, scope, actor, clock.now(), _today(connection, scope))
        yield session
        session.flush()


def _today(connection: Connection, scope: Scope) -> date:
    """Return the civil date of the institution; of the installation's own chain, in UTC."""
    version = db.table(InstitutionVersion)
    query = (
        select(version.c.timezone)
        .where(version.c.institution_id == scope.institution_id)
        .order_by(version.c.valid_from.desc())
        .limit(1)
    )
    return clock.today(connection.execute(query).scalar_one_or_none() or "UTC")
