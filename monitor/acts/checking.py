"""Checking: a round is stored, and the findings follow what it found."""

from monitor.acts.registers import Register
from monitor.acts.unit_of_work import trying
from monitor.adoption import queries
from monitor.adoption.queries import Adopted, NothingAdoptedError
from monitor.audit.entries import Actor
from monitor.audit.session import Session
from monitor.findings import rounds
from monitor.findings.rounds import Stored
from monitor.reports.data import Changes
from monitor.reports.making import changes_of
from monitor.scope import Scope

STORED = "round:stored"


def store_round(session: Session) -> Stored:
    """Judge the register by the policies in force today, and keep what was found.

    Raises:
        NothingAdoptedError: no policy is in force.
    """
    adopted = in_force(session)
    stored = rounds.store(session, adopted, session.next_seq)
    session.record(
        STORED, ("round", stored.number), _details(adopted, stored), happened_on=session.today
    )
    return stored


def try_round(register: Register, actor: Actor, scope: Scope) -> tuple[Stored, Changes]:
    """Store a round, look at what it changed, and undo it all.

    Raises:
        NothingAdoptedError: no policy is in force.
    """
    with trying(register, actor, scope) as session:
        stored = store_round(session)
        return stored, changes_of(session.connection, scope, stored)


def in_force(session: Session) -> Adopted:
    """Return the policies in force today.

    Raises:
        NothingAdoptedError: there are none.
    """
    adopted = queries.in_force(session.connection, session.scope, session.today)
    if adopted is None:
        raise NothingAdoptedError
    return adopted


def _details(adopted: Adopted, stored: Stored) -> dict[str, object]:
    return {
        "policies": adopted.digest,
        "outcomes": dict(stored.tally.outcomes),
        "waived": stored.tally.waived.total(),
        "opened": stored.opened,
        "reopened": stored.reopened,
        "resolved": stored.resolved,
    }
