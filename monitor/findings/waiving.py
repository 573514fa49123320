"""Which waivers are in force, and what ends them: always in whole sets, never by a verdict."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, update

from monitor import db
from monitor.audit.session import Session
from monitor.findings.models import Waiver
from monitor.scope import Scope

EXPIRED = "expired"


def covering(scope: Scope, day: date) -> Select[Any]:
    """Return the findings (`finding_id`) that a waiver covers on a day, with that waiver's row."""
    waiver = db.table(Waiver)
    return select(waiver).where(waiver.c.institution_id == scope.institution_id, in_force(day))


def in_force(day: date) -> ColumnElement[bool]:
    """Return the condition that a waiver holds on a day: approved by then, and not ended."""
    c = db.table(Waiver).c
    not_ended = or_(c.ended_on.is_(None), c.ended_on > day)
    return and_(c.approved_on <= day, c.until >= day, not_ended)


def end_what_is_over(session: Session, entry: int) -> None:
    """End the waivers, approved or only asked for, whose last day is past."""
    waiver = db.table(Waiver)
    _end(session, entry, waiver.c.until < session.today, EXPIRED)


def end_of_findings(session: Session, entry: int, findings: Select[Any], why: str) -> None:
    """End the waivers of the findings whose ids a SELECT gives."""
    _end(session, entry, db.table(Waiver).c.finding_id.in_(findings), why)


def _end(session: Session, entry: int, which: ColumnElement[bool], why: str) -> None:
    waiver = db.table(Waiver)
    ours = waiver.c.institution_id == session.scope.institution_id
    session.connection.execute(
        update(waiver)
        .where(ours, waiver.c.ended_on.is_(None), which)
        .values(ended_on=session.today, ended_why=why, entry=entry)
    )
