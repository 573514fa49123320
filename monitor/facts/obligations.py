"""What is owed: the event that sets a duty off, and whether it was discharged (rulings 45-47)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    FromClause,
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


@dataclass(frozen=True)
class Owed:
    """The duty of one control: on record, owed, since when, last done, earliest open due day."""

    control: str
    event: str

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

    def join(self, subjects: Subjects) -> Joined:
        """Join the rows of the duty and of its event to each subject, whichever there are."""
        done = recorded(self.control, subjects.kind, subjects.frame)
        rows, state = self._with_event(subjects, done)
        same = rows.c.subject_id == subjects.id
        names = ("event", "owed", "owed_since", "done_on", "due_on")
        return Joined(rows, same, {f"duty:{self.control}:{n}": state[n] for n in names})

    def _with_event(
        self, subjects: Subjects, done: Subquery
    ) -> tuple[FromClause, dict[str, Expression]]:
        if self.event == "administrator_change":
            return _changes(subjects, done)
        happened = events.of(self.event, subjects)
        if happened is None:
            no_event: dict[str, Expression] = {"event": false(), "owed": false()}
            dates = {
                "owed_since": cast(null(), Date()),
                "done_on": done.c.done_on,
                "due_on": done.c.due_on,
            }
            return done, {**no_event, **dates}
        return _one_event(happened, done)


def recorded(control: str, kind: str, frame: Frame) -> Subquery:
    """Return (subject_id, done_on, due_on): last discharged, and earliest due of what is open."""
    row = db.table(Duty)
    done = row.c.done_on <= frame.day
    still_open = or_(row.c.done_on.is_(None), row.c.done_on > frame.day)
    return (
        select(
            row.c.subject_id,
            func.max(case((done, row.c.done_on))).label("done_on"),
            func.min(case((still_open, row.c.due_on))).label("due_on"),
        )
        .where(frame.ours(row), row.c.control == control, row.c.subject_kind == kind)
        .group_by(row.c.subject_id)
        .subquery(f"recorded:{control}")
    )


def _one_event(happened: Subquery, done: Subquery) -> tuple[FromClause, dict[str, Expression]]:
    """Join the newest event of each subject to what is recorded of the duty."""
    ids = select(happened.c.subject_id).union(select(done.c.subject_id)).subquery()
    discharged = and_(
        done.c.done_on.is_not(None),
        or_(happened.c.since.is_(None), done.c.done_on >= happened.c.since),
    )
    has_event = happened.c.subject_id.is_not(None)
    owed = and_(has_event, not_(discharged))
    rows = (
        select(
            ids.c.subject_id,
            has_event.label("event"),
            owed.label("owed"),
            case((owed, happened.c.since)).label("owed_since"),
            done.c.done_on,
            done.c.due_on,
        )
        .select_from(
            ids.outerjoin(happened, happened.c.subject_id == ids.c.subject_id).outerjoin(
                done, done.c.subject_id == ids.c.subject_id
            )
        )
        .subquery()
    )
    return rows, _absent_is_no(rows)


def _changes(subjects: Subjects, done: Subquery) -> tuple[FromClause, dict[str, Expression]]:
    """Join the changes of administrators of each account; the earliest not told judges."""
    change = events.administrator_changes(subjects)
    told = or_(change.c.notified_on <= subjects.frame.day, done.c.done_on >= change.c.happened_on)
    still_owed = func.coalesce(told, false()).is_(False)
    grouped = (
        select(
            change.c.subject_id,
            func.max(case((still_owed, 1), else_=0)).label("owed"),
            func.min(case((still_owed, change.c.happened_on))).label("owed_since"),
        )
        .select_from(change.outerjoin(done, done.c.subject_id == change.c.subject_id))
        .group_by(change.c.subject_id)
        .subquery()
    )
    ids = select(grouped.c.subject_id).union(select(done.c.subject_id)).subquery()
    rows = (
        select(
            ids.c.subject_id,
            grouped.c.subject_id.is_not(None).label("event"),
            (func.coalesce(grouped.c.owed, 0) == 1).label("owed"),
            dated(grouped.c.owed_since).label("owed_since"),
            done.c.done_on,
            done.c.due_on,
        )
        .select_from(
            ids.outerjoin(grouped, grouped.c.subject_id == ids.c.subject_id).outerjoin(
                done, done.c.subject_id == ids.c.subject_id
            )
        )
        .subquery()
    )
    return rows, _absent_is_no(rows)


def _absent_is_no(rows: FromClause) -> dict[str, Expression]:
    """Return the columns of a duty; no row at all says that nothing set it off, on record."""
    known = {name: func.coalesce(rows.c[name], false()) for name in ("event", "owed")}
    return {**known, **{name: rows.c[name] for name in ("owed_since", "done_on", "due_on")}}
