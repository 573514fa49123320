"""Following up on findings: somebody has seen them, somebody sees to them."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import insert, update

from monitor import db
from monitor.acts import working
from monitor.acts.checking import in_force
from monitor.audit.session import Session
from monitor.findings import lookup
from monitor.findings.judged import Finding as Judgement
from monitor.findings.lifecycle import ACKNOWLEDGED, RESOLVED, WAIVED, Step
from monitor.findings.listing import Listed
from monitor.findings.models import Finding, Transition
from monitor.findings.now import now
from monitor.findings.transitions import Moment, begin
from monitor.intake.faults import RefusedError
from monitor.text import _

FINDING_ACKNOWLEDGED = "finding:acknowledged"
FINDING_ASSIGNED = "finding:assigned"


def acknowledge(session: Session, codes: Sequence[str], note: str) -> list[Listed]:
    """Record that somebody has seen these findings, and what they say to it.

    It holds until a finding gets worse; an acknowledged finding still counts as not met.

    Raises:
        RefusedError: a code names no finding, or one that is waived or resolved.
    """
    found = [_open(session, code) for code in dict.fromkeys(codes)]
    for each in found:
        kept = on_record(session, each, session.next_seq)
        entry = session.record(FINDING_ACKNOWLEDGED, ("finding", kept.row), {"code": each.code})
        take(session, kept, Step("acknowledged", ACKNOWLEDGED), entry, note=note)
    return found


def assign(session: Session, codes: Sequence[str], to: str) -> list[Listed]:
    """Record who sees to these findings; `-`, `none`, `nobody`: nobody in particular.

    Raises:
        RefusedError: a code names no finding or a resolved one; nobody in the register is called
            so.
    """
    person = working.person(session, to, session.today)
    found = [unresolved(session, code) for code in dict.fromkeys(codes)]
    for each in found:
        kept = on_record(session, each, session.next_seq)
        entry = session.record(FINDING_ASSIGNED, ("finding", kept.row), {"assigned_id": person})
        take(session, kept, Step("assigned", each.state), entry)
        _change(session, kept, assigned_id=person)
    return found


def unresolved(session: Session, code: str) -> Listed:
    """Return the finding that a code names, which is not resolved.

    Raises:
        RefusedError: it names none, or a resolved one.
    """
    found = lookup.find(session.connection, session.scope, session.today, code)
    if found.state == RESOLVED:
        raise RefusedError(code, _("This finding is resolved; there is nothing left to do."))
    return found


def on_record(session: Session, found: Listed, entry: int) -> Listed:
    """Return a finding that has a row; what is merely not known gets its row now."""
    if found.id is not None:
        return found
    requirements = in_force(session).requirements
    subject = (found.kind, found.subject_id)
    judged = now(session.connection, requirements, session.scope, session.today, subject)
    seen = [each for each in judged.findings if each.control.id == found.control] if judged else []
    if not seen:
        raise RefusedError(found.code, _("It is no longer asked for; run: monitor check"))
    row = begin(Moment(session, entry), _as_listed(seen[0], found), found.subject_id)
    return replace(found, id=row)


def take(session: Session, found: Listed, step: Step, entry: int, note: str | None = None) -> None:
    """Write down one step that a person takes with a finding, and take it."""
    row = Moment(session, entry).transition(found.row, step, found.outcome)
    session.connection.execute(insert(db.table(Transition)).values(**row, note=note))
    _change(session, found, state=step.state, entry=entry)


def _open(session: Session, code: str) -> Listed:
    found = unresolved(session, code)
    if found.state == WAIVED:
        raise RefusedError(code, _("A waiver covers this finding; it needs no acknowledgement."))
    return found


def _as_listed(seen: Judgement, found: Listed) -> Judgement:
    """Return the finding as the last round left it, with the evidence of now."""
    return replace(seen, outcome=found.outcome, subject=found.subject)


def _change(session: Session, found: Listed, **values: object) -> None:
    finding = db.table(Finding)
    session.connection.execute(
        update(finding)
        .where(finding.c.institution_id == session.scope.institution_id, finding.c.id == found.row)
        .values(**values)
    )
