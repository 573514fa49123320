"""The only unit of work: a change, its entries in the log and what follows, saved together."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date

from sqlalchemy import Connection, select

from monitor import clock, db
from monitor.acts import consequences
from monitor.acts.anchoring import anchor
from monitor.acts.registers import Register
from monitor.audit import checkpoints
from monitor.audit.entries import Actor
from monitor.audit.session import Session
from monitor.inventory.listing import AsOf
from monitor.inventory.models import InstitutionVersion
from monitor.scope import Scope


@contextmanager
def begin(register: Register, actor: Actor, scope: Scope) -> Iterator[Session]:
    """Open one unit of work; on leaving, what follows from it happens and all of it is saved.

    Its entries are written, and signed where something signs them.

    Whatever is raised inside undoes everything, the entries included.
    """
    with db.writing(register.engine) as connection:
        session = Session(connection, scope, actor, clock.now(), today(connection, scope))
        yield session
        consequences.follow(session)
        signed = checkpoints.close(session, register.sign, clock.now())
    if signed:
        anchor(register, scope)


class _OnlyTriedError(Exception):
    """Raised to undo what was only tried."""


@contextmanager
def trying(register: Register, actor: Actor, scope: Scope) -> Iterator[Session]:
    """Open one unit of work of which nothing is kept, to look at what it would change."""
    with suppress(_OnlyTriedError), begin(register, actor, scope) as session:
        yield session
        raise _OnlyTriedError


@contextmanager
def reading(register: Register, scope: Scope) -> Iterator[AsOf]:
    """Open one look at the register, of one moment, whoever else is writing."""
    with db.reading(register.engine) as connection:
        yield AsOf(connection, scope, today(connection, scope))


def today(connection: Connection, scope: Scope) -> date:
    """Return the civil date of the institution; of the installation's own chain, in UTC."""
    return clock.today(zone(connection, scope))


def zone(connection: Connection, scope: Scope) -> str:
    """Return the institution's time zone; of the installation's own chain, UTC."""
    version = db.table(InstitutionVersion)
    query = (
        select(version.c.timezone)
        .where(version.c.institution_id == scope.institution_id)
        .order_by(version.c.valid_from.desc())
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none() or "UTC"
