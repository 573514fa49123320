"""Upgrading: the tables of a register made, brought to this release, kept in order; and told."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine

from monitor import clock, db
from monitor.audit import checkpoints, protection
from monitor.audit.entries import Actor
from monitor.audit.models import INSTALLATION
from monitor.audit.session import Session
from monitor.migrations import revisions, running
from monitor.scope import Scope
from monitor.sealing import Signer

Sign = Callable[[], Signer] | None
"""What signs the end of the log, as after every act; None: nothing does."""

UPGRADED = "register:upgraded"
PROTECTED = "register:protected"


def upgrade(engine: Engine, actor: Actor, sign: Sign = None) -> bool:
    """Bring the tables of an empty or older register to this release, all of it or nothing.

    Returns whether it was this process that did it: another one may have been quicker.

    Raises:
        StoreError: another process is writing, or the database refuses.
    """
    with engine.connect() as connection:
        before = revisions.revision(connection)
    with db.writing(engine) as connection:
        done = running.upgrade(connection)
        if done:
            details = {"from": before, "to": revisions.known()[-1]}
            tell(connection, actor, UPGRADED, details, sign)
    return done


def tend(engine: Engine, actor: Actor, sign: Sign = None) -> None:
    """Bring back what a register of this release should have: the log's guard, and statistics."""
    with db.writing(engine) as connection:
        lacking = protection.missing(connection)
        if lacking:
            protection.protect(connection)
            tell(connection, actor, PROTECTED, {"lacked": lacking}, sign)
        db.refresh_statistics(connection)


def tell(
    connection: Connection, actor: Actor, action: str, details: Mapping[str, Any], sign: Sign
) -> None:
    """Write one entry into the chain of the installation, in the caller's transaction."""
    now = clock.now()
    session = Session(connection, Scope(INSTALLATION), actor, now, now.date())
    session.record(action, ("register", INSTALLATION), details)
    checkpoints.close(session, sign, now)
