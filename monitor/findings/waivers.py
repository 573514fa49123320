"""Waivers one by one: asked for, approved, ended; a finding has one at a time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from monitor import db
from monitor.audit.session import Session
from monitor.facts.kinds import FACTS
from monitor.findings.listing import Asking, by_subject
from monitor.findings.models import Finding, Waiver
from monitor.scope import Scope

ASKED, IN_FORCE, OVER = "asked", "in_force", "over"


@dataclass(frozen=True)
class Waived:
    """A waiver, what it is of, and how it stands on the day it was asked about."""

    id: int
    finding_id: int
    code: str
    subject: str
    control: str
    state: str
    reason: str
    until: date
    asked_on: date
    asked_by: str
    asked_claimed: bool
    approved_on: date | None
    approved_by: str | None
    approved_claimed: bool
    self_approved: bool
    ended_on: date | None
    ended_by: str | None
    ended_why: str | None


def every(connection: Connection, scope: Scope, day: date, *, over: bool) -> list[Waived]:
    """Return the waivers asked for and in force, with those that are `over` too; oldest first."""
    c = db.table(Waiver).c
    live = and_(c.ended_on.is_(None), c.until >= day)
    found = _waivers(connection, scope, day, *([] if over else [live]))
    return sorted(found, key=lambda each: each.id)


def of_finding(connection: Connection, scope: Scope, day: date, finding_id: int) -> list[Waived]:
    """Return every waiver a finding ever had, the oldest first."""
    found = _waivers(connection, scope, day, db.table(Waiver).c.finding_id == finding_id)
    return sorted(found, key=lambda each: each.id)


def by_id(connection: Connection, scope: Scope, day: date, waiver_id: int) -> Waived | None:
    """Return one waiver; None where there is none of that id."""
    found = _waivers(connection, scope, day, db.table(Waiver).c.id == waiver_id)
    return next(iter(found), None)


def write(session: Session, finding_id: int, reason: str, until: date, entry: int) -> int:
    """Write down that a waiver was asked for, and return its id."""
    waiver_id = db.new_id()
    session.connection.execute(
        insert(db.table(Waiver)).values(
            institution_id=session.scope.institution_id,
            id=waiver_id,
            finding_id=finding_id,
            reason=reason,
            until=until,
            asked_on=session.today,
            asked_by=session.actor.name,
            asked_claimed=session.actor.claimed,
            entry=entry,
        )
    )
    return waiver_id


def change(session: Session, waiver_id: int, entry: int, **values: Any) -> None:
    """Write down what became of a waiver."""
    waiver = db.table(Waiver)
    session.connection.execute(
        update(waiver)
        .where(waiver.c.institution_id == session.scope.institution_id, waiver.c.id == waiver_id)
        .values(entry=entry, **values)
    )


def _waivers(
    connection: Connection, scope: Scope, day: date, *conditions: ColumnElement[bool]
) -> list[Waived]:
    asking = Asking(connection, scope, day)
    return [each for kind in FACTS for each in _of_kind(asking, kind, *conditions)]


def _of_kind(asking: Asking, kind: str, *conditions: ColumnElement[bool]) -> list[Waived]:
    waiver, finding, named = db.table(Waiver), db.table(Finding), asking.named(kind)
    own = and_(
        finding.c.institution_id == waiver.c.institution_id, finding.c.id == waiver.c.finding_id
    )
    query = (
        select(waiver, finding.c.code, finding.c.control, named.c.ref)
        .select_from(waiver.join(finding, own).join(named, named.c.id == finding.c.subject_id))
        .where(
            waiver.c.institution_id == asking.scope.institution_id,
            finding.c.subject_kind == kind,
            *conditions,
        )
        .order_by(*by_subject(named))
    )
    return [_waived(kind, row, asking.day) for row in asking.connection.execute(query)]


def _waived(kind: str, row: Any, day: date) -> Waived:
    return Waived(
        row.id,
        row.finding_id,
        row.code,
        f"{kind}:{row.ref}",
        row.control,
        _state(row, day),
        row.reason,
        row.until,
        row.asked_on,
        row.asked_by,
        row.asked_claimed,
        row.approved_on,
        row.approved_by,
        row.approved_claimed,
        row.self_approved,
        row.ended_on,
        row.ended_by,
        row.ended_why,
    )


def _state(row: Any, day: date) -> str:
    if row.ended_on is not None or row.until < day:
        return OVER
    return ASKED if row.approved_on is None else IN_FORCE
