"""What is owed: the event that sets a duty off, and whether it was discharged (rulings 45-47)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    Boolean,
    Date,
    Subquery,
    and_,
    case,
    cast,
    false,
    func,
    not_,
    null,
    or_,
    select,
)
from sqlalchemy.types import TypeEngine

from monitor import db
from monitor.duties.models import Duty
from monitor.facts import events
from monitor.facts.frame import Expression, Frame, Joined, dated
from monitor.facts.sets import Subjects

NAMES = ("event", "owed", "owed_since", "done_on", "due_on")


@dataclass(frozen=True)
class Owed:
    """The duty of one control: on record, owed, since when, last done, earliest open due day.

    `began` is the day the rule began, for the event that asks for it.
    """

    control: str
    event: str
    began: date | None = None

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return `duty:<control>:` event, owed, owed_since, done_on and due_on."""
        kinds: dict[str, TypeEngine[Any]] = {
            "event": Boolean(),
            "owed": Boolean(),
            "owed_since": Date(),
            "done_on": Date(),
            "due_on": Date(),
        }
        return {f"duty:{self.control}:{name}": kind for name, kind in kinds.items()}

    @classmethod
    def join(cls, asks: Sequence["Owed"], subjects: Subjects) -> Iterable[Joined]:
        """Join the rows of each event, and those of all duties at once, whichever there are."""
        done = recorded([ask.control for ask in asks], subjects.kind, subjects.frame)
        columns: dict[str, Expression] = {}
        for ask in asks:
            own = _Recorded.of(ask.control, done)
            happened, state = ask.event_of(subjects, own)
            state |= {"done_on": own.done_on, "due_on": own.due_on}
            columns |= {f"duty:{ask.control}:{n}": state[n] for n in NAMES}
            if happened is not None:
                yield Joined(happened, happened.c.subject_id == subjects.id, {})
        yield Joined(done, done.c.subject_id == subjects.id, columns)

    def event_of(
        self, subjects: Subjects, done: "_Recorded"
    ) -> tuple[Subquery | None, dict[str, Expression]]:
        """Return the rows of the event, if any record it, and whether it still waits."""
        if self.event == "administrator_change":
            return _changes(subjects, done)
        if self.event == "proposal":
            return _proposals(subjects, done)
        newest = self._happened(subjects)
        if newest is None:
            never: dict[str, Expression] = {
                "event": false(),
                "owed": false(),
                "owed_since": cast(null(), Date()),
            }
            return None, never
        return newest, _one_event(newest, done)

    def _happened(self, subjects: Subjects) -> Subquery | None:
        """Return the newest event of each subject, the same rows for every duty it sets off."""
        if self.event in events.NEVER_RECORDED:
            return None
        if self.event not in subjects.happened:
            subjects.happened[self.event] = (
                events.older_than(self.began, subjects)
                if self.event == "older_than_rule"
                else events.of(self.event, subjects)
            )
        return subjects.happened[self.event]


@dataclass(frozen=True)
class _Recorded:
    """What is recorded of one duty, among the rows of all: last done, and earliest open due day."""

    control: str
    rows: CTE
    done_on: Expression
    due_on: Expression

    @classmethod
    def of(cls, control: str, rows: CTE) -> "_Recorded":
        return cls(control, rows, rows.c[f"{control}:done_on"], rows.c[f"{control}:due_on"])


def recorded(controls: Sequence[str], kind: str, frame: Frame) -> CTE:
    """Return (subject_id, …:done_on, …:due_on): last discharged, and earliest due of what is open.

    Two columns for each of the controls.
    """
    row = db.table(Duty)
    done = row.c.done_on <= frame.day
    still_open = or_(row.c.done_on.is_(None), row.c.done_on > frame.day)
    days = [
        column
        for control in controls
        for column in (
            func.max(case((and_(row.c.control == control, done), row.c.done_on))).label(
                f"{control}:done_on"
            ),
            func.min(case((and_(row.c.control == control, still_open), row.c.due_on))).label(
                f"{control}:due_on"
            ),
        )
    ]
    return (
        select(row.c.subject_id, *days)
        .where(frame.ours(row), row.c.control.in_(controls), row.c.subject_kind == kind)
        .group_by(row.c.subject_id)
        .cte("duties_recorded")
    )


def _one_event(happened: Subquery, done: _Recorded) -> dict[str, Expression]:
    """Return whether the newest event of a subject still waits for its duty, and since when."""
    days = [done.done_on, *(c for c in happened.c if c.name == "answered_on")]
    discharged = or_(
        *(
            and_(day.is_not(None), or_(happened.c.since.is_(None), day >= happened.c.since))
            for day in days
        )
    )
    has_event: Expression = happened.c.subject_id.is_not(None)
    if "happened" in happened.c:
        has_event = and_(has_event, happened.c.happened)
    owed = and_(has_event, not_(discharged))
    return {"event": has_event, "owed": owed, "owed_since": case((owed, happened.c.since))}


def _changes(subjects: Subjects, done: _Recorded) -> tuple[Subquery, dict[str, Expression]]:
    """Return the changes of administrators of each account; the earliest not told judges."""
    change = events.administrator_changes(subjects)
    c, told = change.c, change.c.notified_on <= subjects.frame.day
    started = _untold(c.started_on, or_(told, done.done_on >= c.started_on))
    ended = _untold(c.ended_on, done.done_on >= c.ended_on)
    grouped = (
        select(c.subject_id, func.min(started).label("started"), func.min(ended).label("ended"))
        .select_from(change.outerjoin(done.rows, done.rows.c.subject_id == c.subject_id))
        .where(or_(c.started_on.is_not(None), c.ended_on.is_not(None)))
        .group_by(c.subject_id)
        .subquery(f"administrators_changed:{done.control}")
    )
    since = case(
        (grouped.c.started <= grouped.c.ended, grouped.c.started),
        (grouped.c.ended.is_not(None), grouped.c.ended),
        else_=grouped.c.started,
    )
    event = grouped.c.subject_id.is_not(None)
    return grouped, {"event": event, "owed": since.is_not(None), "owed_since": dated(since)}


def _proposals(subjects: Subjects, done: _Recorded) -> tuple[Subquery, dict[str, Expression]]:
    """Return the proposals of each account; the earliest not decided judges (ruling 45)."""
    proposed = events.proposals(subjects)
    c = proposed.c
    decided = or_(c.answered_on >= c.signed_on, done.done_on >= c.signed_on)
    waiting = (
        select(c.subject_id, func.min(_untold(c.signed_on, decided), type_=Date()).label("since"))
        .select_from(proposed.outerjoin(done.rows, done.rows.c.subject_id == c.subject_id))
        .group_by(c.subject_id)
        .subquery(f"proposals_waiting:{done.control}")
    )
    since, event = waiting.c.since, waiting.c.subject_id.is_not(None)
    return waiting, {"event": event, "owed": since.is_not(None), "owed_since": since}


def _untold(happened_on: Expression, told: Expression) -> Expression:
    return case((func.coalesce(told, false()).is_(False), happened_on))
