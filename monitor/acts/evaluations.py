"""Opening the evaluation of a half-year, and closing it once every account has been evaluated.

The controls ask that each account be evaluated once in each half of the year, with a result of its
own (reading 30; `evaluation.semiannual`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row

from monitor import db
from monitor.acts import duties
from monitor.acts.checking import in_force
from monitor.audit.session import Session
from monitor.duties import changing as on_file
from monitor.duties.changing import DutyDone
from monitor.evaluations import changing, queries
from monitor.evaluations.questions import CONTROL, questions
from monitor.evaluations.semesters import Semester, parse, semester_of
from monitor.findings.owing import bound
from monitor.intake.faults import RefusedError
from monitor.inventory.changing import Change
from monitor.policy.requirements import Requirements
from monitor.text import _, ngettext
from monitor.text import day as written

OPENED = "evaluation:opened"
CLOSED = "evaluation:closed"

SHOWN = 10
"""How many of the accounts that are missing are named when a campaign cannot be closed."""


def open_campaign(session: Session, semester: str | None = None) -> list[Change]:
    """Open the campaign of a half-year, else of the one that today lies in, with its questions.

    One that is open already stays as it is. The questions are those of the policies in force now,
    and stay as they are worded now.

    Raises:
        NothingAdoptedError: no policy is in force.
        RefusedError: no policy in force asks for it; the half-year has not begun; its campaign was
            closed.
    """
    requirements = _asking(session)
    meant = _meant(session, semester)
    for each in queries.campaigns(session.connection, session.scope):
        if each.semester == str(meant):
            refuse_closed(each)
            return []
    asked = questions(requirements)
    campaign, own = db.new_id(), ("institution", session.scope.institution_id)
    details = {"semester": str(meant), "questions": len(asked)}
    entry = session.record(OPENED, ("evaluation", campaign), details, happened_on=session.today)
    changing.open_campaign(session, campaign, meant, asked, entry)
    return [
        Change(own, "evaluation", None, str(meant)),
        Change(own, "questions", None, len(asked)),
    ]


def close_campaign(session: Session, semester: str | None = None) -> list[Change]:
    """Close a campaign; each account was evaluated on the day its answers were signed.

    Accounts that are no longer asked on the day it is closed need no answers; signed ones count.

    Raises:
        NothingAdoptedError: no policy is in force.
        RefusedError: there is no such campaign, or it is closed; accounts have no signed answers.
    """
    requirements = _asking(session)
    campaign = queries.campaign(session.connection, session.scope, semester)
    refuse_closed(campaign)
    asked = bound(session.connection, requirements, session.scope, session.today, CONTROL)
    signed = queries.signatures(session.connection, session.scope, campaign.id)
    _refuse_missing(campaign, asked, signed)
    own = ("institution", session.scope.institution_id)
    details = {"semester": campaign.semester, "accounts": len(signed)}
    session.record(CLOSED, ("evaluation", campaign.id), details, happened_on=session.today)
    changing.close_campaign(session, campaign.id)
    told = _discharge(session, parse(campaign.semester), signed)
    return [Change(own, "evaluation_closed", None, campaign.semester), *told]


def refuse_closed(campaign: Row[Any]) -> None:
    """Refuse to change anything of a campaign that is closed.

    Raises:
        RefusedError: it is.
    """
    if campaign.closed_on is not None:
        told = _("This evaluation was closed on {day}.")
        raise RefusedError(campaign.semester, told.format(day=written(campaign.closed_on)))


def _discharge(
    session: Session, semester: Semester, signed: Mapping[int, Row[Any]]
) -> list[Change]:
    """Record each account as evaluated, late where it was signed after the half-year."""
    known, changes, done = on_file.duties_of(session, "account", CONTROL), list[Change](), []
    for account, signature in signed.items():
        own, day, about = known.get(account, {}), signature.signed_on, ("account", account)
        due_on = _due(own, semester)
        before = own.get(due_on)
        if before is not None and before.done_on is not None:
            continue
        entry = duties.log_done(session, about, CONTROL, (due_on, day), own)
        done.append(DutyDone(account, due_on, day, entry, before is not None))
        changes += duties.told(about, CONTROL, due_on, day)
    on_file.record_done(session, "account", CONTROL, done)
    return changes


def _due(known: duties.Days, semester: Semester) -> date:
    """Return the day set for the evaluation of an account, if one was; else the half-year's last.

    A day that is set may be earlier, never later (ruling 46).
    """
    still_open = [due for due, each in known.items() if each.done_on is None]
    return min([*still_open, semester.last])


def _asking(session: Session) -> Requirements:
    requirements = in_force(session).requirements
    if CONTROL not in {each.id for each in requirements.controls}:
        told = _("No policy in force asks that accounts be evaluated. To see them: {command}")
        raise RefusedError(CONTROL, told.format(command="monitor policy list"))
    return requirements


def _meant(session: Session, semester: str | None) -> Semester:
    if semester is None:
        return semester_of(session.today)
    try:
        meant = parse(semester)
    except ValueError as error:
        raise RefusedError(semester, str(error)) from None
    if meant.first > session.today:
        told = _("This half-year begins on {day}; it cannot be evaluated before.")
        raise RefusedError(semester, told.format(day=written(meant.first)))
    return meant


def _refuse_missing(
    campaign: Row[Any], asked: Mapping[int, str], signed: Mapping[int, Row[Any]]
) -> None:
    missing = sorted(name for account, name in asked.items() if account not in signed)
    if not missing:
        return
    told = ngettext(
        "{count} account of {all} has no signed answers: {names}. To see them: {command}",
        "{count} accounts of {all} have no signed answers: {names}. To see them: {command}",
        len(missing),
    )
    names = ", ".join([*missing[:SHOWN], *(["…"] if len(missing) > SHOWN else [])])
    command = f"monitor evaluation show --semester {campaign.semester} --missing"
    reason = told.format(count=len(missing), all=len(asked), names=names, command=command)
    raise RefusedError(campaign.semester, reason)
