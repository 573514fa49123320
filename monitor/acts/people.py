"""Changing people: adding one, setting what is known, and the last day in the post."""

from datetime import date, timedelta

from monitor.acts import working
from monitor.acts.working import Typed
from monitor.audit.session import Session
from monitor.intake import typed as typing
from monitor.inventory.changing import Change, Changing, day_of
from monitor.inventory.kinds import PERSON
from monitor.inventory.values import columns_of

ADDED = "person:added"
CHANGED = "person:changed"
LEFT = "person:left"


def add_person(session: Session, email: str, typed: Typed, on: date | None = None) -> list[Change]:
    """Record a new person.

    Raises:
        IntakeError: what is wrong with what was typed, or somebody has that address.
    """
    day = day_of(session, on)
    values = working.read(session, "people", {"email": email, **typed})
    typing.check("people", values)
    told = columns_of("person", values, working.resolving(session, day))
    return Changing.new(session, PERSON, day).create(told, ADDED).changes


def set_person(session: Session, email: str, typed: Typed, on: date | None = None) -> list[Change]:
    """Record what is so of a person from a day on; what is not named stays.

    Raises:
        IntakeError: what is wrong with what was typed.
    """
    person = _person(session, email, day_of(session, on))
    values = working.read(session, "people", typed)
    typing.check("people", {**person.before(), **values})
    told = columns_of("person", values, working.resolving(session, person.day))
    return person.change(told, CHANGED).changes


def close_person(session: Session, email: str, on: date | None = None) -> list[Change]:
    """Record the last day of a person in the post, past or to come (ruling 2).

    It is known from the first day on which it matters, so that a past day is judged by it.

    Raises:
        IntakeError: there is no such person, or the day is before the first in the post.
    """
    last = on or session.today
    person = _person(session, email, session.today)
    before = person.before()
    typing.check("people", {**before, "active_to": last})
    planned = before["active_to"]
    matters = min(each for each in (last, planned, session.today) if each is not None)
    if matters < session.today:
        matters += timedelta(days=1)
    known = Changing(session, PERSON, person.id, max(matters, person.first_day()))
    return known.change({"active_to": last}, LEFT).changes


def _person(session: Session, email: str, day: date) -> Changing:
    return Changing(session, PERSON, working.subject(session, "person", email, day), day)
