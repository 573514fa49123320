"""Facts about duties: whether one is owed, since when, done when, due when (rulings 45-47)."""

from datetime import date
from typing import Any

from tests.oracle import events
from tests.oracle.events import Event, Subject
from tests.oracle.kleene import Truth, all_of, any_of, no
from tests.oracle.moment import Moment
from tests.oracle.records import Duty


def facts(
    now: Moment, control: str, subject: Subject, event: str, began: date | None = None
) -> dict[str, Any]:
    """Return the five columns of a duty of one subject."""
    rows: list[Duty] = now.world.about(
        "duties", control=control, subject_kind=subject[0], subject_id=subject[1]
    )
    done = [row.done_on for row in rows if row.done_on is not None and row.done_on <= now.day]
    found = events.of(now, event, subject, began)
    owed = [_is_owed(one, done) for one in found]
    still_open = [one for one, is_so in zip(found, owed, strict=True) if is_so is True]
    return {
        f"duty:{control}:event": any_of(*(one.happened for one in found)),
        f"duty:{control}:owed": any_of(*owed),
        f"duty:{control}:owed_since": _earliest(still_open),
        f"duty:{control}:done_on": max(done, default=None),
        f"duty:{control}:due_on": _earliest_open(rows, now.day),
    }


def _is_owed(event: Event, done: list[date]) -> Truth:
    discharged = event.told or any(event.day is None or day >= event.day for day in done)
    return all_of(event.happened, no(discharged))


def _earliest(owed: list[Event]) -> date | None:
    """Return the day of the earliest event; an undated one is earlier than all (ruling 45)."""
    days = [one.day for one in owed if one.day is not None]
    return min(days) if owed and len(days) == len(owed) else None


def _earliest_open(rows: list[Duty], day: date) -> date | None:
    still_open = [row.due_on for row in rows if row.done_on is None or row.done_on > day]
    return min(still_open, default=None)
