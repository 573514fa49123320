"""What a round settles in whole sets: ended waivers, dropped controls, subjects that are gone.

Each is a fixed number of statements: first the step is written down for every finding that it
takes, then the findings are brought to the state it leads to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    and_,
    case,
    false,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    update,
)

from monitor import db
from monitor.checks.verdict import NO_ROW
from monitor.findings import waiving
from monitor.findings.evaluate import Plan
from monitor.findings.lifecycle import (
    CLOSED,
    NO_LONGER_REQUIRED,
    OPEN,
    REOPENED,
    RESOLVED,
    WAIVED,
    WAIVER_ENDED,
    Step,
)
from monitor.findings.lifecycle import SETTLED as SETTLED_STEP
from monitor.findings.models import Finding, Transition
from monitor.findings.standing import WORDS
from monitor.findings.transitions import Moment
from monitor.policy.requirements import Requirements

_KEPT = (
    "institution_id",
    "finding_id",
    "entry",
    "what",
    "round",
    "happened_on",
    "state",
    "outcome",
    "reason",
)


SETTLED = db.temporary(
    "finding_settled", Column("id", db.ID, primary_key=True, autoincrement=False)
)
"""The findings that are being resolved together."""


@dataclass(frozen=True)
class _Settling:
    """One step that is taken by all findings of a set."""

    made: Step
    which: ColumnElement[bool]


def reopen_where_waivers_ended(moment: Moment) -> None:
    """End waivers whose last day is past, and open again what no waiver covers any more."""
    waiving.end_what_is_over(moment.session, moment.entry)
    finding = db.table(Finding)
    covered = waiving.covering(moment.session.scope, moment.session.today).subquery("cover")
    uncovered = and_(finding.c.state == WAIVED, finding.c.id.not_in(select(covered.c.finding_id)))
    _take(moment, _Settling(Step(REOPENED, OPEN, WAIVER_ENDED), uncovered))


def resolve_what_nobody_asks_for(moment: Moment, plans: Sequence[Plan]) -> None:
    """Resolve the findings of controls that no longer judge subjects of their kind."""
    finding = db.table(Finding)
    asked = or_(
        false(),
        *(
            and_(
                finding.c.subject_kind == plan.kind,
                finding.c.control.in_([tested.control.id for tested in plan.tests]),
            )
            for plan in plans
        ),
    )
    dropped = select(finding.c.id).where(_ours(moment), not_(asked))
    _resolve(moment, NO_LONGER_REQUIRED, dropped)


def resolve_what_is_gone(moment: Moment, plans: Sequence[Plan]) -> None:
    """Resolve the findings of subjects that this round no longer found: closed, or ended.

    So, too, what a closed account is no longer asked, where it still has rows under other controls.
    """
    finding = db.table(Finding)
    same = and_(finding.c.subject_kind == WORDS.c.kind, finding.c.subject_id == WORDS.c.id)
    gone = (
        select(finding.c.id)
        .select_from(finding.outerjoin(WORDS, same))
        .where(_ours(moment), or_(WORDS.c.id.is_(None), _no_row(plans)))
    )
    _resolve(moment, CLOSED, gone)


def _no_row(plans: Sequence[Plan]) -> ColumnElement[bool]:
    """Return whether the word of a subject has no row under the control of its finding."""
    finding = db.table(Finding)
    places = {
        tested.control.id: place + 1
        for plan in plans
        if plan.closed_too
        for place, tested in enumerate(plan.tests)
    }
    if not places:
        return false()
    letter = func.substr(WORDS.c.word, case(places, value=finding.c.control), 1)
    return and_(finding.c.subject_kind == "account", letter == NO_ROW)


def resolve(moment: Moment, which: Select[Any]) -> None:
    """Resolve the findings whose ids a SELECT gives, because their subjects are closed."""
    _resolve(moment, CLOSED, which)


def restamp(moment: Moment, requirements: Requirements) -> None:
    """Give findings the severity and strength that their controls have now."""
    finding = db.table(Finding)
    if not requirements.controls:
        return
    severity = _by_control({each.id: each.severity for each in requirements.controls})
    strength = _by_control({each.id: each.strength for each in requirements.controls})
    differs = or_(finding.c.severity != severity, finding.c.strength != strength)
    moment.session.connection.execute(
        update(finding)
        .where(_ours(moment), finding.c.state != RESOLVED, differs)
        .values(severity=severity, strength=strength, entry=moment.entry)
    )


def _by_control(values: Mapping[str, str]) -> ColumnElement[str]:
    return case(values, value=db.table(Finding).c.control)


def _resolve(moment: Moment, reason: str, which: Select[Any]) -> None:
    """Resolve the findings whose ids a SELECT gives, and end the waivers of all of them.

    The SELECT runs once, into a temporary table: what follows asks for its ids three times.
    """
    finding, connection = db.table(Finding), moment.session.connection
    SETTLED.create(connection)
    connection.execute(insert(SETTLED).from_select(["id"], which))
    db.measure(connection, SETTLED)
    every = select(SETTLED.c.id)
    waiving.end_of_findings(moment.session, moment.entry, every, reason)
    unresolved = and_(finding.c.state != RESOLVED, finding.c.id.in_(every))
    _take(moment, _Settling(Step(SETTLED_STEP, RESOLVED, reason), unresolved))
    SETTLED.drop(connection)


def _take(moment: Moment, settling: _Settling) -> None:
    """Write the step down for each finding of the set, then take it."""
    finding, made = db.table(Finding), settling.made
    which = and_(_ours(moment), settling.which)
    steps = select(
        finding.c.institution_id,
        finding.c.id,
        literal(moment.entry, BigInteger),
        literal(made.what, String),
        literal(moment.round, Integer),
        literal(moment.session.today, Date),
        literal(made.state, String),
        finding.c.outcome,
        literal(made.reason, String),
    ).where(which)
    connection = moment.session.connection
    connection.execute(insert(db.table(Transition)).from_select(list(_KEPT), steps))
    connection.execute(
        update(finding)
        .where(which)
        .values(
            state=made.state,
            reason=made.reason if made.state == RESOLVED else None,
            entry=moment.entry,
        )
    )


def _ours(moment: Moment) -> ColumnElement[bool]:
    return db.table(Finding).c.institution_id == moment.session.scope.institution_id
