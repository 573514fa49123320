"""Recording that a duty was done, in time or late, and taking that back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from monitor.acts import working
from monitor.acts.controls import kinds_answered_by
from monitor.adoption import queries as adoptions
from monitor.audit.about import entries_about
from monitor.audit.session import Session
from monitor.duties import changing
from monitor.duties.changing import DutyDone, OnRecord
from monitor.findings.owing import Wanted, owed
from monitor.intake.faults import RefusedError
from monitor.inventory.changing import Change, day_of
from monitor.inventory.lookup import Found
from monitor.text import _
from monitor.text import day as written

DONE = "duty:done"
UNDONE = "duty:undone"

Days = Mapping[date, OnRecord]
"""The duties of one subject on record, by their due days."""


@dataclass(frozen=True)
class Done:
    """What was done: the duty of which control, the day it was due if several are, its number."""

    control: str
    due_on: date | None = None
    number: str | None = None
    note: str | None = None


def discharge(session: Session, done: Done, subject: str, on: date | None = None) -> list[Change]:
    """Record that a duty about a subject was done on a day, and by how many days it was late.

    Of duties with a row that is open the earliest is meant, or the one due on the day given. Where
    there is none, what set the duty off says when it was due (rulings 45 to 47), by the policies
    of that day or the first adopted after it; what nothing set off, or has no term, is recorded as
    due on the day it was done.

    Raises:
        RefusedError: that control is no such duty, or it does not ask such subjects; there is no
            such subject; the day has not come yet; the duty due on that day was done before.
    """
    day = day_of(session, on)
    if done.number is not None:
        working.read(session, "duties", {"number": done.number})
    note = working.words(done.note)
    found = _about(session, done.control, subject, day)
    known = changing.duties_of(session, found.kind, done.control, found.id).get(found.id, {})
    if done.due_on is None and any(each.done_on == day for each in known.values()):
        return []
    due_on = done.due_on or meant(known, day, _set_off(session, done.control, found, day))
    _refuse_done(known, due_on)
    entry = log_done(session, (found.kind, found.id), done.control, (due_on, day), known)
    duty = DutyDone(found.id, due_on, day, entry, due_on in known, done.number, note)
    changing.record_done(session, found.kind, done.control, [duty])
    return told((found.kind, found.id), done.control, due_on, day)


def undo(session: Session, control: str, subject: str, on: date | None = None) -> list[Change]:
    """Take back that a duty was done, the last time or on a day; the log keeps both.

    Raises:
        RefusedError: as `discharge`; or nobody recorded that it was done, other than by an import.
    """
    found = _about(session, control, subject, on or session.today)
    about = (found.kind, found.id)
    row = changing.last_done(session, about, control, on)
    if row is None:
        raise RefusedError(subject, _("Nothing on record says that this duty was done."))
    entries = entries_about(session.connection, session.scope.institution_id, about, [row.entry])
    recorded = entries.get(row.entry)
    if recorded is None or recorded.action != DONE:
        told_so = _("This was brought in by an import; correct the file, or see: {command}")
        raise RefusedError(subject, told_so.format(command="monitor undo"))
    details = {"control": control, "due_on": row.due_on, "done_on": row.done_on}
    entry = session.record(UNDONE, about, details, happened_on=session.today)
    before = json.loads(recorded.details)
    if before["was_open"]:
        changing.reopen(session, row.id, before["number_before"], entry)
    else:
        changing.forget(session, row.id)
    return [Change(about, control, row.done_on, None)]


def meant(known: Days, day: date, set_off: date | None) -> date:
    """Return the due day of the duty that is done on a day: the earliest open one on record.

    With none open, the day on which what set it off falls due; else the day it is done. A due day
    that is on record as done is not used again, unless it would hide that this one is late.
    """
    still_open = [due for due, each in known.items() if each.done_on is None]
    if still_open:
        return min(still_open)
    if set_off is None or (set_off in known and set_off >= day):
        return day
    return set_off


def log_done(
    session: Session, about: tuple[str, int], control: str, days: tuple[date, date], known: Days
) -> int:
    """Write into the log that a duty due on the first of two days was done on the second."""
    due_on, done_on = days
    before = known.get(due_on)
    details = {
        "control": control,
        "due_on": due_on,
        "done_on": done_on,
        "was_open": before is not None,
        "number_before": before.number if before else None,
    }
    return session.record(DONE, about, details, happened_on=done_on)


def told(about: tuple[str, int], control: str, due_on: date, done_on: date) -> list[Change]:
    """Return what people are told of a duty that was done: of one that is late, how late."""
    changes = [Change(about, control, None, done_on)]
    if due_on < done_on:
        changes.append(Change(about, "due_on", None, due_on))
        changes.append(Change(about, "days_late", None, (done_on - due_on).days))
    return changes


def _about(session: Session, control: str, subject: str, day: date) -> Found:
    kinds = kinds_answered_by("duty_met", control)
    found = working.subject_among(session, kinds, subject, day)
    working.refuse_before_it_existed(session, [found], day)
    return found


def _set_off(session: Session, control: str, found: Found, day: date) -> date | None:
    """Return when the duty falls due that stands open on a day; None where none does.

    The register may know of the subject only since later, and yet of what set the duty off: then
    what is open today tells, if it was set off by that day.
    """
    wanted = Wanted(control, subject=(found.kind, found.id))
    for asked_on in dict.fromkeys((day, session.today)):
        adopted = adoptions.nearest(session.connection, session.scope, asked_on)
        if adopted is None:
            continue
        for each in owed(session.connection, adopted.requirements, session.scope, asked_on, wanted):
            if asked_on == day or (each.since is not None and each.since <= day):
                return each.due_on
    return None


def _refuse_done(known: Days, due_on: date) -> None:
    before = known.get(due_on)
    if before is not None and before.done_on is not None:
        told_so = _("The duty due on that day was done on {day}; give another due day.")
        raise RefusedError(written(due_on), told_so.format(day=written(before.done_on)))
