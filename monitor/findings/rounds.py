"""A stored round: every subject judged, and what differs since the last one made to follow."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from monitor import db
from monitor.adoption import queries as adoptions
from monitor.adoption.models import PolicyAdoption
from monitor.adoption.queries import Adopted
from monitor.audit.session import Session
from monitor.findings import codes, counts, evaluate, settling, standing, transitions, waiving
from monitor.findings.evaluate import Plan
from monitor.findings.judged import Tally
from monitor.findings.lifecycle import OPENED, REOPENED, SETTLED, WAIVED
from monitor.findings.models import Finding, Round, Transition
from monitor.findings.transitions import Moment
from monitor.intake.faults import RefusedError
from monitor.scope import Scope
from monitor.text import _


@dataclass(frozen=True)
class Stored:
    """A round on record: its number, the day it judged, and what it made of findings."""

    number: int
    as_of: date
    recorded_at: datetime
    adoption_id: int
    packs: str
    tally: Tally
    opened: int
    reopened: int
    resolved: int
    entry: int


def store(session: Session, adopted: Adopted, entry: int) -> Stored:
    """Judge everything by the policies adopted, and let findings follow; `entry` will record it.

    The number of statements does not depend on how many subjects there are, but for batches.
    """
    connection, scope = session.connection, session.scope
    plans = list(evaluate.plans(adopted.requirements, scope, session.today))
    newest = last(connection, scope)
    moment = Moment(session, entry, newest.number + 1 if newest else 1)
    standing.judge(connection, plans)
    standing.compare(connection, scope, _anew(session, plans, newest, adopted))
    transitions.follow(moment, plans)
    codes.tell_apart(moment)
    settling.reopen_where_waivers_ended(moment)
    settling.resolve_what_nobody_asks_for(moment, plans)
    settling.resolve_what_is_gone(moment, plans)
    settling.restamp(moment, adopted.requirements)
    found = standing.counted(connection, plans)
    found.waived.update(_waived(connection, scope))
    standing.keep(connection, scope)
    standing.let_go(connection)
    _write(moment, adopted, found)
    return by_number(connection, scope, moment.round or 0)


def last(connection: Connection, scope: Scope) -> Stored | None:
    """Return the last round on record; None where there was none."""
    row = connection.execute(_rounds(scope).limit(1)).first()
    return _stored(row) if row else None


def every(connection: Connection, scope: Scope) -> list[Stored]:
    """Return every round on record, the newest first."""
    return [_stored(row) for row in connection.execute(_rounds(scope))]


def before(connection: Connection, scope: Scope, stored: Stored) -> Stored | None:
    """Return the round before one; None where that was the first."""
    query = _rounds(scope).where(db.table(Round).c.number < stored.number)
    row = connection.execute(query.limit(1)).first()
    return _stored(row) if row else None


def by_number(connection: Connection, scope: Scope, number: int) -> Stored:
    """Return one round.

    Raises:
        RefusedError: there is none of that number.
    """
    row = connection.execute(_rounds(scope).where(db.table(Round).c.number == number)).first()
    if row is None:
        told = _("There is no round of this number. To see them: {command}")
        raise RefusedError(str(number), told.format(command="monitor round list"))
    return _stored(row)


def waived_now(connection: Connection, scope: Scope, day: date) -> dict[tuple[str, int], set[str]]:
    """Return the controls that a waiver covers on a day, by kind and id of their subject."""
    finding = db.table(Finding)
    cover = waiving.covering(scope, day).subquery("cover")
    query = select(finding.c.subject_kind, finding.c.subject_id, finding.c.control).join_from(
        cover,
        finding,
        (finding.c.institution_id == cover.c.institution_id) & (finding.c.id == cover.c.finding_id),
    )
    found: dict[tuple[str, int], set[str]] = {}
    for kind, subject_id, control in connection.execute(query):
        found.setdefault((kind, subject_id), set()).add(control)
    return found


def _anew(
    session: Session, plans: Sequence[Plan], newest: Stored | None, adopted: Adopted
) -> list[str]:
    """Return the kinds whose letters stand for other controls than in the round before."""
    if newest is None or newest.adoption_id == adopted.id:
        return []
    old = adoptions.by_id(session.connection, session.scope, newest.adoption_id, session.today)
    return [
        plan.kind
        for plan in plans
        if [each.id for each in old.requirements.of(plan.kind)]
        != [tested.control.id for tested in plan.tests]
    ]


def _waived(connection: Connection, scope: Scope) -> Counter[tuple[str, str, str]]:
    finding = db.table(Finding)
    columns = (finding.c.control, finding.c.subject_kind, finding.c.outcome)
    query = (
        select(*columns, func.count())
        .where(finding.c.institution_id == scope.institution_id, finding.c.state == WAIVED)
        .group_by(*columns)
    )
    return Counter({(row[0], row[1], row[2]): row[3] for row in connection.execute(query)})


def _write(moment: Moment, adopted: Adopted, found: Tally) -> None:
    session, step = moment.session, db.table(Transition)
    query = (
        select(step.c.what, func.count())
        .where(step.c.institution_id == session.scope.institution_id, step.c.round == moment.round)
        .group_by(step.c.what)
    )
    made = {row[0]: row[1] for row in session.connection.execute(query)}
    session.connection.execute(
        insert(db.table(Round)).values(
            institution_id=session.scope.institution_id,
            number=moment.round,
            recorded_at=session.recorded_at,
            as_of=session.today,
            adoption_id=adopted.id,
            counts=counts.dump(found),
            opened=made.get(OPENED, 0),
            reopened=made.get(REOPENED, 0),
            resolved=made.get(SETTLED, 0),
            entry=moment.entry,
        )
    )


def _rounds(scope: Scope) -> Select[Any]:
    stored, adoption = db.table(Round), db.table(PolicyAdoption)
    return (
        select(stored, adoption.c.packs)
        .join_from(
            stored,
            adoption,
            (adoption.c.institution_id == stored.c.institution_id)
            & (adoption.c.id == stored.c.adoption_id),
        )
        .where(stored.c.institution_id == scope.institution_id)
        .order_by(stored.c.number.desc())
    )


def _stored(row: Any) -> Stored:
    return Stored(
        row.number,
        row.as_of,
        row.recorded_at,
        row.adoption_id,
        row.packs,
        counts.load(row.counts),
        row.opened,
        row.reopened,
        row.resolved,
        row.entry,
    )
