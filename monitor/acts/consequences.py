"""What follows from what was recorded, in the same transaction and in whole sets."""

from typing import Any

from sqlalchemy import Select, select

from monitor import db
from monitor.adoption import queries as adoptions
from monitor.audit.models import AuditEntry
from monitor.audit.session import Session
from monitor.facts.present import KINDS, present
from monitor.findings import settling
from monitor.findings.models import Finding
from monitor.findings.transitions import Moment


def follow(session: Session) -> None:
    """Resolve the findings of subjects that are closed now, and end their waivers.

    Does nothing where no entry is about a subject that can be closed.
    """
    kinds = [kind for kind in KINDS if kind in session.kinds]
    if not kinds:
        return
    session.flush()  # the statements read the entries
    moment = Moment(session, session.entries[-1])
    for kind in kinds:
        closed = _of_closed(session, kind)
        if kind == "account":
            asked = _asked_of_closed(session, closed)
            closed = closed.where(db.table(Finding).c.control.not_in(asked))
        settling.resolve(moment, closed)


def _asked_of_closed(session: Session, closed: Select[Any]) -> list[str]:
    """Return the controls that judge how an account was closed; none where none was."""
    if session.connection.execute(closed.limit(1)).first() is None:
        return []
    adopted = adoptions.in_force(session.connection, session.scope, session.today)
    controls = adopted.requirements.of("account") if adopted else ()
    return [control.id for control in controls if control.phase == "closing"]


def _of_closed(session: Session, kind: str) -> Select[Any]:
    """Return the findings of subjects just recorded that nothing is asked of any more."""
    finding, entry = db.table(Finding), db.table(AuditEntry)
    recorded = (
        select(entry.c.object_id)
        .where(
            entry.c.institution_id == session.scope.institution_id,
            entry.c.seq >= session.first_seq,
            entry.c.object_kind == kind,
        )
        .distinct()
        .subquery("recorded")
    )
    (there,) = present(kind, session.scope, session.today).subquery("there").c
    rows = finding.join(recorded, recorded.c.object_id == finding.c.subject_id)
    return (
        select(finding.c.id)
        .select_from(rows.outerjoin(there.table, there == finding.c.subject_id))
        .where(
            finding.c.institution_id == session.scope.institution_id,
            finding.c.subject_kind == kind,
            there.is_(None),
        )
    )
