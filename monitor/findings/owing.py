"""What is owed on a day, duty by duty: set off by what happened, due on a schedule, or on record.

No second bookkeeping: the duties are the controls in force that `duty_met` judges, over the same
facts and with the same letters as a round; one SELECT per kind of subject.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    case,
    false,
    func,
    or_,
    true,
)

from monitor.checks.verdict import FAIL, NO_ROW, NOT_APPLICABLE, UNKNOWN, WARN, Test
from monitor.facts.responsible import answered_for, headed
from monitor.findings.evaluate import STREAMED, Plan, plans
from monitor.findings.judged import Finding, Judged, Reader
from monitor.findings.recorded import Register
from monitor.policy.requirements import Control, Requirements
from monitor.scope import Scope

ADMINISTRATORS, AREA_HEAD = "administrators", "area-head"
"""The offices that each account, or area, has of its own; all others are the institution's."""

Headed = Mapping[str, str | None]
"""The areas that a person heads, by their codes, with the office that each has, if any."""

LATE, DUE_SOON, OPEN, UNTOLD, DONE = "late", "due_soon", "open", "untold", "done"


@dataclass(frozen=True)
class Wanted:
    """Which duties are asked for; None wants all. `area` is a code, `person` who owes them.

    `everything`: those done, too; else only what is still to be done.
    """

    control: str | None = None
    area: str | None = None
    subject: tuple[str, int] | None = None
    person: int | None = None
    everything: bool = False


@dataclass(frozen=True)
class Owed:
    """One duty of one subject on a day; `people` are its administrators, where it has any."""

    finding: Finding
    kind: str
    subject_id: int
    area: str | None
    day: date
    is_open: bool
    owed_by: tuple[str, ...]
    owed_to: tuple[str, ...]
    people: tuple[str, ...]

    @property
    def control(self) -> Control:
        """Return the control whose duty it is."""
        return self.finding.control

    @property
    def since(self) -> date | None:
        """Return the day from which it is owed; of a schedule, the day it was last done."""
        recurs = "every" in self.control.params
        since: date | None = self.finding.observed["done_on" if recurs else "since"]
        return since

    @property
    def due_on(self) -> date | None:
        """Return its last day; None where the text gives no term, or nobody knows it."""
        due: date | None = self.finding.observed["due_on"]
        return due

    @property
    def statutory_days_only(self) -> bool:
        """Return whether its last day was counted without the institution's own days off."""
        return bool(self.finding.observed.get("statutory_days_only"))

    @property
    def days_late(self) -> int:
        """Return by how many days it is late: counted from what happened, not from its record."""
        is_late = self.is_open and self.due_on is not None and self.due_on < self.day
        return (self.day - self.due_on).days if is_late and self.due_on else 0

    @property
    def state(self) -> str:
        """Return late, due_soon, open, untold (nobody can tell whether it is owed) or done."""
        if not self.is_open:
            return DONE
        if self.days_late:
            return LATE
        if self.finding.outcome == "warn":
            return DUE_SOON
        return UNTOLD if self.finding.observed["owed"] is None and not self.due_on else OPEN


def owed(
    connection: Connection,
    requirements: Requirements,
    scope: Scope,
    day: date,
    wanted: Wanted = Wanted(),
) -> Iterator[Owed]:
    """Yield the duties wanted, kind by kind, in the order of area and subject."""
    headed_by = _headed(connection, scope, day, wanted.person)
    for plan in plans(_duties_only(requirements, wanted), scope, day):
        if wanted.subject is None or wanted.subject[0] == plan.kind:
            yield from _Reading(
                connection, requirements, scope, day, plan, wanted, headed_by
            ).owed()


def bound(
    connection: Connection, requirements: Requirements, scope: Scope, day: date, control: str
) -> dict[int, str]:
    """Return the accounts that a control binds on a day, each by its id with its name."""
    for plan in plans(_duties_only(requirements, Wanted(control)), scope, day):
        if plan.kind == "account":
            query = plan.words().add_columns(plan.facts.c.ref).order_by(plan.facts.c.ref)
            rows = connection.execute(query, execution_options=STREAMED)
            return {row.id: row.ref for row in rows if row.word not in {NOT_APPLICABLE, NO_ROW}}
    return {}


@dataclass(frozen=True)
class _Reading:
    """The duties of subjects of one kind, as one statement finds them."""

    connection: Connection
    requirements: Requirements
    scope: Scope
    day: date
    plan: Plan
    wanted: Wanted
    headed: Headed

    def owed(self) -> Iterator[Owed]:
        marked = self.plan.marked_details(self._marks)
        rows = self.connection.execute(marked, execution_options=STREAMED).mappings()
        reader = Reader(self.plan)
        people: dict[int, tuple[str, ...]] = {}

        def judged() -> Iterator[Judged]:
            for row in rows:
                people[row["id"]] = _people(row)
                yield self._judged(reader, row)

        for subject in Register(self.connection, self.scope, self.day).joined(judged()):
            own = people.pop(subject.id)
            for finding in subject.findings:
                yield self._one(subject, finding, own)

    def _judged(self, reader: Reader, row: RowMapping) -> Judged:
        """Return a subject with the duties that its marks name, whether each is open said of it."""
        found = [
            _told(reader.finding(row, place), is_open=bool(row[f"open_{place}"]))
            for place in range(len(self.plan.tests))
            if row[f"wanted_{place}"]
        ]
        return Judged(self.plan.kind, row["id"], row["ref"], row["area"], None, tuple(found))

    def _one(self, subject: Judged, finding: Finding, people: tuple[str, ...]) -> Owed:
        by, to = parties(self.requirements, finding.control)
        return Owed(
            finding,
            subject.kind,
            subject.id,
            subject.area,
            self.day,
            bool(finding.observed["open"]),
            by,
            to,
            people,
        )

    def _marks(self, judged: CTE) -> dict[str, ColumnElement[bool]]:
        """Return, by place, whether a duty is open, and whether it is wanted."""
        limits, holders = and_(true(), *self._limits(judged)), self._holders(judged)
        marks: dict[str, ColumnElement[bool]] = {}
        for place, tested in enumerate(self.plan.tests):
            letter = func.substr(judged.c.word, place + 1, 1)
            is_open = case(
                (letter.in_((NOT_APPLICABLE, NO_ROW)), false()),
                (letter.in_((WARN, FAIL, UNKNOWN)), true()),
                (_stands_open(tested, judged), true()),
                else_=false(),
            )
            applies = letter.not_in((NOT_APPLICABLE, NO_ROW))
            kept = applies if self.wanted.everything else is_open
            by, _to = parties(self.requirements, tested.control)
            whose = true() if holders is None else or_(false(), *(holders(role) for role in by))
            marks[f"wanted_{place}"] = and_(kept, limits, whose)
            marks[f"open_{place}"] = and_(is_open, marks[f"wanted_{place}"])
        return marks

    def _limits(self, judged: CTE) -> Iterator[ColumnElement[bool]]:
        if self.wanted.area is not None:
            yield judged.c.area == self.wanted.area
        if self.wanted.subject is not None:
            yield judged.c.id == self.wanted.subject[1]

    def _holders(self, judged: CTE) -> Callable[[str], ColumnElement[bool]] | None:
        """Return what says whether the person wanted holds an office for a subject, if one is."""
        if self.wanted.person is None:
            return None
        own = answered_for(self.plan.kind, self.scope, self.day, self.wanted.person)
        theirs = judged.c.id.in_(list(self.connection.execute(own).scalars()))
        holds = {ADMINISTRATORS: theirs, AREA_HEAD: judged.c.area.in_(list(self.headed))}
        return lambda role: holds.get(role, true() if role in self.headed.values() else false())


def _headed(connection: Connection, scope: Scope, day: date, person: int | None) -> Headed:
    if person is None:
        return {}
    found = connection.execute(headed(scope, day, person))
    return {row.code: row.role for row in found}


def parties(
    requirements: Requirements, control: Control
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the offices that owe the duty of a control, and those they owe it to.

    Those that the document names come before those that hold for every document.
    """
    stated = requirements.definitions[control.id].owed
    by, to = control.params.get("owed_by"), control.params.get("recipients")
    return (
        by if isinstance(by, tuple) else tuple(stated.by if stated else ()),
        to if isinstance(to, tuple) else tuple(stated.to if stated else ()),
    )


def _duties_only(requirements: Requirements, wanted: Wanted) -> Requirements:
    duties = tuple(
        control
        for control in requirements.controls
        if wanted.control in {None, control.id}
        and any(use.check == "duty_met" for use in control.checks)
    )
    return replace(requirements, controls=duties)


def _stands_open(tested: Test, judged: CTE) -> ColumnElement[bool]:
    """Return whether the duty of a control stands open, by those of its checks that tell."""
    told = [(getattr(use.check, "stands_open", None), use.given) for use in tested.uses]
    return or_(false(), *(tells(judged, given) for tells, given in told if tells))


def _told(finding: Finding, *, is_open: bool) -> Finding:
    return replace(finding, observed={**finding.observed, "open": is_open})


def _people(row: Any) -> tuple[str, ...]:
    found = (row.get("owner_email"), row.get("substitute_email"))
    return tuple(dict.fromkeys(email for email in found if email))
