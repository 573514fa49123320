"""Findings as people ask for them: those on record, and what is merely not known.

Both are read kind by kind, one statement each, in the order of area and subject; what is not
known is spelled out from the standing words of the last round.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    case,
    func,
    or_,
    select,
)

from monitor import db
from monitor.facts.names import names
from monitor.facts.responsible import answered_for
from monitor.findings import waiving
from monitor.findings.evaluate import STREAMED
from monitor.findings.judged import WaiverNote
from monitor.findings.lifecycle import OPENED, REOPENED, RESOLVED
from monitor.findings.models import Finding, Transition
from monitor.policy.requirements import SEVERITIES
from monitor.scope import Scope


@dataclass(frozen=True)
class Wanted:
    """Which findings are asked for; None wants all. Without a state, all but resolved ones.

    `area` is a code as the register writes it, `subject` (kind, id), `person` the id of whom it
    is assigned to, else of who answers for it; `new_in` wants what a round opened, or reopened.
    """

    area: str | None = None
    control: str | None = None
    severity: str | None = None
    state: str | None = None
    outcome: str | None = None
    person: int | None = None
    subject: tuple[str, int] | None = None
    new_in: int | None = None


@dataclass(frozen=True)
class Listed:
    """One finding; `id` None: it is merely not known, and nobody has touched it."""

    id: int | None
    code: str
    kind: str
    subject_id: int
    subject: str
    area: str | None
    control: str
    outcome: str
    state: str
    reason: str | None
    severity: str
    strength: str
    opened_on: date | None
    assigned_id: int | None
    waiver: WaiverNote | None
    closed: bool = False

    @property
    def row(self) -> int:
        """Return the id of its row, which it has."""
        return cast("int", self.id)


@dataclass(frozen=True)
class Asking:
    """A question about the findings of an institution on a day."""

    connection: Connection
    scope: Scope
    day: date
    wanted: Wanted = Wanted()

    def on_record(self, kind: str) -> Iterator[Listed]:
        """Yield the findings wanted of a kind that have a row, in order."""
        c = db.table(Finding).c
        live = c.state == self.wanted.state if self.wanted.state else c.state != RESOLVED
        return self.by(kind, live, *self._of_findings(kind))

    def by(self, kind: str, *conditions: ColumnElement[bool]) -> Iterator[Listed]:
        """Yield the findings of a kind that meet conditions on their rows, in order."""
        query = self._query(kind).where(*conditions)
        found = self.connection.execute(query, execution_options=STREAMED)
        return (_listed(row) for row in found)

    def named(self, kind: str) -> FromClause:
        """Return what the subjects of a kind are called."""
        return names(kind, self.scope, self.day).subquery("named")

    def of_subjects(
        self, kind: str, subject_id: ColumnElement[int], named: FromClause
    ) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions on the subjects wanted, but for the person they are assigned to."""
        if self.wanted.area is not None:
            yield named.c.area == self.wanted.area
        if self.wanted.subject is not None:
            yield subject_id == self.wanted.subject[1]
        if self.wanted.subject is not None and self.wanted.subject[0] != kind:
            yield subject_id.is_(None)

    def answered_for(self, kind: str, subject_id: ColumnElement[int]) -> ColumnElement[bool]:
        """Return the condition that the person wanted answers for a subject."""
        person = self.wanted.person or 0
        return subject_id.in_(answered_for(kind, self.scope, self.day, person))

    def _query(self, kind: str) -> Select[Any]:
        finding, named = db.table(Finding), self.named(kind)
        cover = waiving.covering(self.scope, self.day).subquery("cover")
        rows = finding.join(named, named.c.id == finding.c.subject_id).outerjoin(
            cover, cover.c.finding_id == finding.c.id
        )
        return (
            select(finding, named.c.ref, named.c.area, *waiver_columns(cover))
            .select_from(rows)
            .where(
                finding.c.institution_id == self.scope.institution_id,
                finding.c.subject_kind == kind,
                *self.of_subjects(kind, finding.c.subject_id, named),
            )
            .order_by(*by_subject(named), *_by_gravity(finding))
        )

    def _of_findings(self, kind: str) -> Iterator[ColumnElement[bool]]:
        c, wanted = db.table(Finding).c, self.wanted
        for column, value in (
            (c.control, wanted.control),
            (c.severity, wanted.severity),
            (c.outcome, wanted.outcome),
        ):
            if value is not None:
                yield column == value
        if wanted.person is not None:
            answers = and_(c.assigned_id.is_(None), self.answered_for(kind, c.subject_id))
            yield or_(c.assigned_id == wanted.person, answers)
        if wanted.new_in is not None:
            yield c.id.in_(_opened_in(self.scope, wanted.new_in))


def in_order(streams: list[Iterator[Listed]]) -> Iterator[Listed]:
    """Merge streams that are each in the order of area, subject, severity and control."""
    return heapq.merge(*streams, key=order)


def order(each: Listed) -> tuple[str, str, int, str]:
    """Return what findings are ordered by, in every list and report."""
    return each.area or "", each.subject, SEVERITIES.index(each.severity), each.control


def by_subject(named: FromClause) -> Iterator[ColumnElement[str]]:
    """Yield what orders rows by area and subject, the same on both engines and in Python."""
    yield db.in_byte_order(func.coalesce(named.c.area, ""))
    yield db.in_byte_order(named.c.ref)


def waiver_columns(cover: FromClause) -> list[Any]:
    """Return the columns of a waiver of which `note_of` makes a note."""
    return [
        cover.c.reason.label("waived_why"),
        cover.c.until,
        cover.c.approved_by,
        cover.c.asked_claimed,
        cover.c.approved_claimed,
        cover.c.self_approved,
    ]


def note_of(row: Any) -> WaiverNote | None:
    """Return the waiver of a row that has its columns; None where none is in force."""
    if row.until is None:
        return None
    claimed = row.asked_claimed or row.approved_claimed
    return WaiverNote(row.waived_why, row.until, row.approved_by, claimed, row.self_approved)


def _by_gravity(finding: FromClause) -> Iterator[ColumnElement[Any]]:
    places = {name: place for place, name in enumerate(SEVERITIES)}
    yield case(places, value=finding.c.severity)
    yield db.in_byte_order(finding.c.control)


def _opened_in(scope: Scope, number: int) -> Select[Any]:
    step = db.table(Transition)
    return select(step.c.finding_id).where(
        step.c.institution_id == scope.institution_id,
        step.c.round == number,
        step.c.what.in_((OPENED, REOPENED)),
    )


def _listed(row: Any) -> Listed:
    return Listed(
        row.id,
        row.code,
        row.subject_kind,
        row.subject_id,
        f"{row.subject_kind}:{row.ref}",
        row.area,
        row.control,
        row.outcome,
        row.state,
        row.reason,
        row.severity,
        row.strength,
        row.opened_on,
        row.assigned_id,
        note_of(row) if row.state != RESOLVED else None,
    )
