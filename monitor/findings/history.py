"""What happened to findings: in one round, between two, and to one of them in all its life."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, case, select

from monitor import db
from monitor.audit.models import AuditEntry
from monitor.facts.kinds import FACTS
from monitor.findings.evaluate import STREAMED
from monitor.findings.lifecycle import OPENED, REOPENED
from monitor.findings.listing import Asking, by_subject
from monitor.findings.models import Finding, Transition
from monitor.findings.rounds import Stored
from monitor.policy.requirements import SEVERITIES
from monitor.scope import Scope


@dataclass(frozen=True)
class Happened:
    """One step in the life of a finding; `round` None where a person took it.

    `assigned_id` is to whom it was assigned in this step, None: to nobody, or another step.
    """

    what: str
    happened_on: date
    recorded_at: datetime
    by: str
    claimed: bool
    round: int | None
    code: str
    subject: str
    area: str | None
    control: str
    severity: str
    state: str
    outcome: str
    reason: str | None
    note: str | None
    assigned_id: int | None = None


def between(
    connection: Connection, scope: Scope, first: Stored, second: Stored
) -> Iterator[Happened]:
    """Yield every step after one round up to and including another, kind by kind."""
    c = db.table(Transition).c
    within = and_(c.entry > first.entry, c.entry <= second.entry)
    for kind in FACTS:
        query = _steps(Asking(connection, scope, second.as_of), kind).where(within)
        for row in connection.execute(query, execution_options=STREAMED):
            yield _happened(kind, row)


def gravest(connection: Connection, scope: Scope, stored: Stored, limit: int) -> list[Happened]:
    """Return what a round opened, or opened again: the gravest first, and no more than `limit`."""
    step, finding = db.table(Transition), db.table(Finding)
    mine = and_(step.c.round == stored.number, step.c.what.in_((OPENED, REOPENED)))
    grave = case({name: place for place, name in enumerate(SEVERITIES)}, value=finding.c.severity)
    outcome = case({"fail": 0, "unknown": 1}, value=step.c.outcome, else_=2)
    found = []
    for kind in FACTS:
        query = _steps(Asking(connection, scope, stored.as_of), kind).where(mine)
        rows = query.order_by(None).order_by(outcome, grave, finding.c.code).limit(limit)
        found += [_happened(kind, row) for row in connection.execute(rows)]
    found.sort(key=lambda each: (each.outcome != "fail", SEVERITIES.index(each.severity)))
    return found[:limit]


def life(connection: Connection, scope: Scope, day: date, kind: str, row: int) -> list[Happened]:
    """Return all that happened to one finding, given the id of its row, the oldest first."""
    c = db.table(Transition).c
    query = _steps(Asking(connection, scope, day), kind).where(c.finding_id == row)
    begins_first = case((c.what == OPENED, 0), else_=1)
    ordered = query.order_by(None).order_by(c.entry, begins_first, c.what)
    return [_happened(kind, each) for each in connection.execute(ordered)]


def _steps(asking: Asking, kind: str) -> Select[Any]:
    step, finding, named = db.table(Transition), db.table(Finding), asking.named(kind)
    entry = db.table(AuditEntry)
    return (
        select(
            step,
            finding.c.code,
            finding.c.control,
            finding.c.severity,
            named.c.ref,
            named.c.area,
            entry.c.recorded_at,
            entry.c.actor,
            entry.c.claimed,
            entry.c.details,
        )
        .select_from(_joined(step, finding, named, entry))
        .where(step.c.institution_id == asking.scope.institution_id, finding.c.subject_kind == kind)
        .order_by(*by_subject(named), finding.c.control, step.c.entry, step.c.what)
    )


def _joined(step: FromClause, finding: FromClause, named: FromClause, entry: FromClause) -> Any:
    def same(one: FromClause, other: FromClause, own: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(one.c.institution_id == other.c.institution_id, own)

    return (
        step.join(finding, same(step, finding, finding.c.id == step.c.finding_id))
        .join(named, named.c.id == finding.c.subject_id)
        .join(entry, same(step, entry, entry.c.seq == step.c.entry))
    )


def _happened(kind: str, row: Any) -> Happened:
    return Happened(
        row.what,
        row.happened_on,
        row.recorded_at,
        row.actor,
        row.claimed,
        row.round,
        row.code,
        f"{kind}:{row.ref}",
        row.area,
        row.control,
        row.severity,
        row.state,
        row.outcome,
        row.reason,
        row.note,
        json.loads(row.details).get("assigned_id") if row.what == "assigned" else None,
    )
