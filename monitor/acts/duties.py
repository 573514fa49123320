"""Recording that a duty was done, or that one is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from monitor.acts import working
from monitor.acts.controls import kinds_answered_by
from monitor.audit.session import Session
from monitor.duties import changing
from monitor.intake.faults import RefusedError
from monitor.inventory.changing import Change, day_of
from monitor.text import _
from monitor.text import day as written

DONE = "duty:done"


@dataclass(frozen=True)
class Done:
    """What was done: the duty of which control, the day it was due if several are, its number."""

    control: str
    due_on: date | None = None
    number: str | None = None


def discharge(session: Session, done: Done, subject: str, on: date | None = None) -> list[Change]:
    """Record that a duty about a subject was done on a day.

    Of duties that are still open the earliest is meant, or the one due on the day given; where
    there is none, it is recorded as one that is done.

    Raises:
        RefusedError: that control is no such duty, or it does not ask such subjects; there is no
            such subject; the day has not come yet; the duty due on that day was done before.
    """
    day = day_of(session, on)
    if done.number is not None:
        working.read(session, "duties", {"number": done.number})
    kinds = kinds_answered_by("duty_met", done.control)
    found = working.subject_among(session, kinds, subject, day)
    working.refuse_before_it_existed(session, [found], day)
    about = (found.kind, found.id)
    known = changing.duties_of(session, about, done.control)
    if done.due_on is None and day in known.values():
        return []
    due_on = _meant(known, done, day)
    details = {"control": done.control, "due_on": due_on, "done_on": day}
    entry = session.record(DONE, about, details, happened_on=day)
    duty = changing.DutyDone(done.control, due_on, day, done.number, entry)
    changing.record_done(session, about, duty, was_open=due_on in known)
    return [Change(about, done.control, None, day)]


def _meant(known: Mapping[date, date | None], done: Done, day: date) -> date:
    """Return the due day of the duty that is meant: one that is open, or a new one's."""
    still_open = [due for due, done_on in known.items() if done_on is None]
    due_on = done.due_on or min(still_open, default=day)
    done_on = known.get(due_on)
    if done_on is not None:
        told = _("The duty due on that day was done on {day}; give another due day.")
        raise RefusedError(written(due_on), told.format(day=written(done_on)))
    return due_on
