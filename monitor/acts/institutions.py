"""Changing what is known of the institution itself: its name, its time zone, its calendar."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from monitor import db, history
from monitor.audit.session import Session
from monitor.history import on_day
from monitor.intake.columns import LONGEST_NAME
from monitor.intake.faults import RefusedError
from monitor.intake.typed import unwritable
from monitor.inventory.changing import Change, day_of
from monitor.inventory.models import InstitutionVersion
from monitor.policy.library import Library
from monitor.text import _
from monitor.text import day as written

CHANGED = "institution:changed"


def set_institution(
    session: Session, typed: Mapping[str, str], on: date | None = None
) -> list[Change]:
    """Record the name, time zone or calendar of the institution from a day on.

    Raises:
        RefusedError: there is no such zone or calendar, or nothing was known of it by that day.
        PolicyError: the calendar has faults, or there is none of that name.
    """
    day = day_of(session, on)
    _refuse_unknown(typed)
    before = _before(session, day)
    told = {name: value for name, value in typed.items() if before[name] != value}
    if not told:
        return []
    subject = ("institution", session.scope.institution_id)
    entry = session.record(CHANGED, subject, told, happened_on=day)
    key = {"institution_id": session.scope.institution_id}
    versions = db.table(InstitutionVersion)
    history.put(session.connection, versions, key, day, {**told, "entry": entry})
    return [Change(subject, name, before[name], value) for name, value in told.items()]


def _before(session: Session, day: date) -> Mapping[str, Any]:
    versions = db.table(InstitutionVersion)
    ours = versions.c.institution_id == session.scope.institution_id
    query = select(versions).where(ours, on_day(versions, day))
    found = session.connection.execute(query).mappings().first()
    if found is None:
        told = _("The register knew nothing of the institution on that day; give a later one.")
        raise RefusedError(written(day), told)
    return dict(found)


def _refuse_unknown(typed: Mapping[str, str]) -> None:
    for text in typed.values():
        if unwritable(text) or not text.strip() or len(text) > LONGEST_NAME:
            raise RefusedError(text, _("Write a name of at most 255 printable characters."))
    zone, calendar = typed.get("timezone"), typed.get("calendar")
    if zone is not None:
        try:
            ZoneInfo(zone)
        except (ValueError, OSError, LookupError):
            told = _("There is no such time zone; write it as in America/Mexico_City.")
            raise RefusedError(zone, told) from None
    if calendar is not None:
        Library().calendar(calendar)
