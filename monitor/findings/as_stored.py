"""A past round as it was stored: what was not met then, with the evidence of its moment.

Fails, warnings and what a person had touched are read from the transitions up to the round; what
was merely not known is spelled out for the newest round only, whose words still stand.
"""

import heapq
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    case,
    func,
    or_,
    select,
    true,
)

from monitor import db
from monitor.checks.judgement import Because
from monitor.facts.kinds import FACTS
from monitor.facts.present import present
from monitor.findings import evidence, rounds, waiving
from monitor.findings.evaluate import STREAMED
from monitor.findings.judged import Finding as Judgement
from monitor.findings.judged import Judged, OnRecord
from monitor.findings.lifecycle import OPENED, REOPENED, RESOLVED, WAIVED, WAIVER_ENDED
from monitor.findings.listing import Asking, Listed, by_subject, note_of, order, waiver_columns
from monitor.findings.models import Finding, Transition
from monitor.findings.rounds import Stored
from monitor.findings.unknowns import unknown
from monitor.policy.requirements import Control, Requirements
from monitor.scope import Scope

Seen = tuple[Because | None, Any]
"""Why, and the facts as JSON."""


def subjects(
    connection: Connection, scope: Scope, stored: Stored, requirements: Requirements
) -> Iterator[Judged]:
    """Yield every subject of which something was not met in a round, in the order of reports."""
    asking = Asking(connection, scope, stored.as_of)
    controls = {control.id: control for control in requirements.controls}
    streams = [_as_left(asking, kind, stored, controls) for kind in FACTS]
    last = rounds.last(connection, scope)
    if last and last.number == stored.number:
        streams += [((each, (None, None)) for each in stream) for stream in unknown(asking)]
    ordered = heapq.merge(*streams, key=lambda pair: order(pair[0]))
    for _subject, group in groupby(ordered, key=lambda pair: order(pair[0])[:2]):
        yield _judged(list(group), controls)


def _judged(found: list[tuple[Listed, Seen]], controls: dict[str, Control]) -> Judged:
    first = found[0][0]
    judged = tuple(
        _judgement(each, seen, controls[each.control].of(each.kind)) for each, seen in found
    )
    ref = first.subject.partition(":")[2]
    closed = first.closed
    return Judged(first.kind, first.subject_id, ref, first.area, None, judged, closed)


def _judgement(each: Listed, seen: Seen, control: Control) -> Judgement:
    because, observed = seen
    on_record = OnRecord(each.code, each.state, each.opened_on, each.waiver)
    facts = evidence.load(observed)
    return Judgement(control, each.subject, each.outcome, because, facts, on_record)


def _as_left(
    asking: Asking, kind: str, stored: Stored, controls: dict[str, Control]
) -> Iterator[tuple[Listed, Seen]]:
    found = asking.connection.execute(_left(asking, kind, stored), execution_options=STREAMED)
    for _subject, rows in groupby(found, key=lambda row: row.subject_id):
        known = [_pair(kind, row, controls[row.control]) for row in rows if row.control in controls]
        yield from sorted(known, key=lambda pair: order(pair[0]))


def _pair(kind: str, row: Any, control: Control) -> tuple[Listed, Seen]:
    listed = Listed(
        id=row.id,
        code=row.code,
        kind=kind,
        subject_id=row.subject_id,
        subject=f"{kind}:{row.ref}",
        area=row.area,
        control=control.id,
        outcome=row.outcome,
        state=row.state,
        reason=None,
        severity=control.severity,
        strength=control.strength,
        opened_on=row.begun,
        assigned_id=None,
        waiver=note_of(row) if row.state == WAIVED else None,
        closed=kind == "account" and row.there is None,
    )
    because = Because(true(), row.message, row.fill) if row.message else None
    return listed, (because, row.observed)


def _left(asking: Asking, kind: str, stored: Stored) -> Select[Any]:
    """Return each finding of a kind that the round left unresolved, and what was seen of it."""
    finding, named = db.table(Finding), asking.named(kind)
    state, seen, begun = _state(asking, stored), _seen(asking, stored), _begun(asking, stored)
    cover = waiving.covering(asking.scope, stored.as_of).subquery("cover")
    there = present("account", asking.scope, stored.as_of).subquery("there")
    rows = finding.join(state, and_(state.c.finding_id == finding.c.id, state.c.place == 1))
    for part in (
        (seen, and_(seen.c.finding_id == finding.c.id, seen.c.place == 1)),
        (begun, begun.c.finding_id == finding.c.id),
        (cover, cover.c.finding_id == finding.c.id),
        (there, there.c.account_id == finding.c.subject_id),
    ):
        rows = rows.outerjoin(*part)
    return (
        select(
            finding.c.id,
            finding.c.code,
            finding.c.subject_id,
            finding.c.control,
            state.c.state,
            state.c.outcome,
            begun.c.begun,
            seen.c.message,
            seen.c.fill,
            seen.c.observed,
            named.c.ref,
            named.c.area,
            there.c.account_id.label("there"),
            *waiver_columns(cover),
        )
        .select_from(rows.join(named, named.c.id == finding.c.subject_id))
        .where(
            finding.c.institution_id == asking.scope.institution_id,
            finding.c.subject_kind == kind,
            state.c.state != RESOLVED,
        )
        .order_by(*by_subject(named), finding.c.subject_id)
    )


def _state(asking: Asking, stored: Stored) -> Subquery:
    """Return the last step of each finding; of two at once, a waiver's end comes last."""
    return _last(asking, stored, "state")


def _seen(asking: Asking, stored: Stored) -> Subquery:
    """Return the last step of each finding that has evidence."""
    return _last(asking, stored, "seen", db.table(Transition).c.observed.is_not(None))


def _last(asking: Asking, stored: Stored, name: str, *conditions: ColumnElement[bool]) -> Subquery:
    step = db.table(Transition)
    begins = case((step.c.what == OPENED, 1), else_=0)  # what was touched began just before
    newest_first = (step.c.entry.desc(), begins, step.c.what.desc())
    place = func.row_number().over(partition_by=step.c.finding_id, order_by=newest_first)
    return (
        select(step, place.label("place")).where(_until(asking, stored), *conditions).subquery(name)
    )


def _begun(asking: Asking, stored: Stored) -> Subquery:
    """Return the day each finding was opened, or failed again."""
    c = db.table(Transition).c
    again = and_(c.what == REOPENED, c.reason.is_distinct_from(WAIVER_ENDED))
    return (
        select(c.finding_id, func.max(c.happened_on).label("begun"))
        .where(_until(asking, stored), or_(c.what == OPENED, again))
        .group_by(c.finding_id)
        .subquery("begun")
    )


def _until(asking: Asking, stored: Stored) -> ColumnElement[bool]:
    c = db.table(Transition).c
    return and_(c.institution_id == asking.scope.institution_id, c.entry <= stored.entry)
