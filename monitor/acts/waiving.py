"""Waiving: one person asks for a dated exception, another one approves it, either may end it."""

from datetime import date

from monitor.acts import working
from monitor.acts.following_up import on_record, take, unresolved
from monitor.audit.session import Session
from monitor.findings import lookup, waivers, waiving
from monitor.findings.lifecycle import RESOLVED, WAIVED, Step
from monitor.findings.listing import Listed
from monitor.findings.waivers import ASKED, OVER, Waived
from monitor.intake.faults import RefusedError
from monitor.text import _
from monitor.text import day as written

REQUESTED = "waiver:requested"
APPROVED = "waiver:approved"
ENDED = "waiver:ended"
TOUCHED = "finding:touched"

BY_A_PERSON = "ended"
ID_DIGITS = 12


class NotByYourselfError(RefusedError):
    """Whoever asked for a waiver approves it, without saying that they know."""


def request(session: Session, code: str, reason: str, until: date | None) -> Listed:
    """Ask for a waiver of a finding up to and including a day.

    Raises:
        RefusedError: no such finding, a resolved one, one that has a waiver; no reason, no end,
            or one that is past; who asks claims to be somebody whom the register does not know.
    """
    _refuse_stranger(session)
    found = unresolved(session, code)
    last_day = _fit(session, code, reason, until)
    _refuse_second(session, code, found)
    entry = session.next_seq
    kept = on_record(session, found, entry)
    if found.id is None:  # its row begins with this entry, and the request follows
        session.record(TOUCHED, ("finding", kept.row), {"code": found.code})
    entry = session.next_seq
    waiver_id = waivers.write(session, kept.row, reason.strip(), last_day, entry)
    session.record(REQUESTED, ("waiver", waiver_id), {"finding": kept.row, "until": last_day})
    return found


def approve(session: Session, named: str, *, self_approved: bool = False) -> Waived:
    """Approve the waiver that was asked for of a finding; it is in force from now on.

    Raises:
        NotByYourselfError: the one who asked for it approves, and it is not `self_approved`.
        RefusedError: nothing was asked for, or its last day is past; who approves claims to be
            somebody whom the register does not know.
    """
    _refuse_stranger(session)
    waiver = _named(session, named)
    if waiver.state != ASKED:
        raise RefusedError(named, _("No waiver waits for approval here: monitor waiver list"))
    same = session.actor.name.casefold() == waiver.asked_by.casefold()
    if same and not self_approved:
        told = _(
            "You asked for this waiver yourself. Somebody else approves it; where there is nobody"
            " else, repeat with --self-approved, and every report will say so."
        )
        raise NotByYourselfError(named, told)
    details = {"finding": waiver.finding_id, "self_approved": same}
    entry = session.record(APPROVED, ("waiver", waiver.id), details)
    waivers.change(
        session,
        waiver.id,
        entry,
        approved_on=session.today,
        approved_by=session.actor.name,
        approved_claimed=session.actor.claimed,
        self_approved=same,
    )
    _cover(session, waiver, entry)
    return waiver


def end(session: Session, named: str) -> Waived:
    """End a waiver, or withdraw what was asked for; the next round opens what it covered.

    Raises:
        RefusedError: there is no waiver, or it is over.
    """
    waiver = _named(session, named)
    if waiver.ended_on is not None:
        raise RefusedError(named, _("This waiver is over: monitor waiver list --all"))
    entry = session.record(ENDED, ("waiver", waiver.id), {"finding": waiver.finding_id})
    waivers.change(
        session,
        waiver.id,
        entry,
        ended_on=session.today,
        ended_by=session.actor.name,
        ended_why=BY_A_PERSON,
    )
    return waiver


def _cover(session: Session, waiver: Waived, entry: int) -> None:
    found = lookup.find(session.connection, session.scope, session.today, waiver.code)
    if found.id == waiver.finding_id and found.state != RESOLVED:
        take(session, found, Step("waived", WAIVED), entry)


def _refuse_stranger(session: Session) -> None:
    """Refuse a claimed identity that the register does not know: nobody could answer for it."""
    if session.actor.claimed:
        working.living(session, "person", session.actor.name, session.today)


def _fit(session: Session, code: str, reason: str, until: date | None) -> date:
    """Return the last day of a waiver that may be asked for."""
    if not reason.strip():
        raise RefusedError(code, _("A waiver needs a reason."))
    if until is None:
        told = _("A waiver needs an end: the last day on which it holds, as --until {day}")
        raise RefusedError(code, told.format(day=written(session.today.replace(month=12, day=31))))
    if until < session.today:
        raise RefusedError(
            code, _("{day} is past; a waiver ends later.").format(day=written(until))
        )
    return until


def _refuse_second(session: Session, code: str, found: Listed) -> None:
    """Refuse where a waiver is in force or asked for; one whose last day is past is ended."""
    if found.id is None:
        return
    for each in waivers.of_finding(session.connection, session.scope, session.today, found.id):
        if each.state != OVER:
            told = _("It has a waiver, or one was asked for; end that one first: {command}")
            raise RefusedError(code, told.format(command=f"monitor waiver end {found.code}"))
        if each.ended_on is None:
            waivers.change(
                session,
                each.id,
                session.next_seq,
                ended_on=session.today,
                ended_why=waiving.EXPIRED,
            )


def _named(session: Session, named: str) -> Waived:
    """Return the waiver of that id, or the newest of the finding of that code."""
    connection, scope, today = session.connection, session.scope, session.today
    if named.isdecimal() and len(named) > ID_DIGITS:
        waiver = waivers.by_id(connection, scope, today, int(named))
        every = [waiver] if waiver else []
    else:
        found = lookup.find(connection, scope, today, named)
        every = waivers.of_finding(connection, scope, today, found.id) if found.id else []
    if not every:
        raise RefusedError(named, _("It has no waiver: monitor waiver list"))
    return every[-1]
