"""Changing areas: adding one, setting what is known of it, its code, its head, its end."""

from collections.abc import Mapping
from datetime import date

from monitor.acts import working
from monitor.acts.working import Typed
from monitor.audit.session import Session
from monitor.intake.faults import RefusedError
from monitor.inventory import designating
from monitor.inventory.changing import NONE, Change, Changing, Recorded, day_of, or_none
from monitor.inventory.kinds import ACCOUNT, AREA, MAILBOX, PERSON
from monitor.inventory.lookup import Found
from monitor.inventory.selecting import subjects_on
from monitor.inventory.values import columns_of
from monitor.text import _

ADDED = "area:added"
CHANGED = "area:changed"
RENAMED = "area:renamed"
HEADED = "area:headed"
CLOSED = "area:closed"


def add_area(session: Session, code: str, typed: Typed, on: date | None = None) -> list[Change]:
    """Record a new area.

    Raises:
        IntakeError: what is wrong with what was typed, or an area has that code.
    """
    day = day_of(session, on)
    values = working.read(session, "areas", {"code": code, **typed})
    told = columns_of("area", values, working.resolving(session, day))
    made = Changing.new(session, AREA, day)
    recorded = made.create(told, ADDED, _heading(made, values))
    _write_head(made, recorded)
    return recorded.changes


def set_area(session: Session, code: str, typed: Typed, on: date | None = None) -> list[Change]:
    """Record what is so of an area from a day on; what is not named stays.

    Raises:
        IntakeError: what is wrong with what was typed.
    """
    area = changing(session, code, day_of(session, on))
    values = working.read(session, "areas", typed)
    told = columns_of("area", values, working.resolving(session, area.day))
    recorded = area.change(told, CHANGED, _heading(area, values))
    _write_head(area, recorded)
    return recorded.changes


def rename_area(session: Session, code: str, new: str, on: date | None = None) -> list[Change]:
    """Record that an area has another code from a day on; the old one still finds it.

    Raises:
        RefusedError: an area has that code.
    """
    area = changing(session, code, day_of(session, on))
    values = working.read(session, "areas", {"code": new})
    told = columns_of("area", values, working.resolving(session, area.day))
    return area.change(told, RENAMED).changes


def set_head(session: Session, code: str, who: str, on: date | None = None) -> list[Change]:
    """Record who heads an area from a day on; `-` or `none`: nobody does, and that is on record.

    Raises:
        RefusedError: there is no such area or person, or the person had left.
    """
    area = changing(session, code, day_of(session, on))
    recorded = area.change({}, HEADED, _heading(area, {"head": who}))
    _write_head(area, recorded)
    return recorded.changes


def close_area(session: Session, code: str, on: date | None = None) -> list[Change]:
    """Record that an area is no more from a day on, the first day without it.

    Raises:
        RefusedError: something in the register still belongs to it.
    """
    area = changing(session, code, day_of(session, on))
    area.before()
    _refuse_owner(area)
    session.record(CLOSED, area.subject, {"closed_on": area.day}, happened_on=area.day)
    leave(area)
    return [Change(area.subject, "closed_on", None, area.day)]


def changing(session: Session, code: str, day: date) -> Changing:
    """Return the area that is called so, to be changed on `day`.

    Raises:
        RefusedError: there is none.
    """
    return Changing(session, AREA, working.subject(session, "area", code, day), day)


def leave(area: Changing) -> None:
    """Let an area, its headship and the designations for all its accounts end on a day."""
    area.end()
    designating.end_head(area.session, area.id, area.day)
    target = Found("area", area.id)
    for role in designating.ROLES:
        rows = designating.in_charge(area.session, target, role, area.day)
        if rows:
            designating.end_designations(area.session, rows, area.day)


def _heading(area: Changing, values: Mapping[str, object]) -> list[Change]:
    """Return the head that is told, where that differs from what is on record."""
    if "head" not in values:
        return []
    person_id = working.person(area.session, values["head"], area.day)
    if person_id is not None:
        designating.refuse_gone(area.session, person_id, area.day)
    before = designating.head_on(area.session, area.id, area.day)
    if before is not None and before.person_id == person_id:
        return []
    was = None if before is None else or_none(before.person_id)
    return [Change(area.subject, "head", was, or_none(person_id))]


def _write_head(area: Changing, recorded: Recorded) -> None:
    for each in recorded.changes:
        if each.what == "head" and recorded.entry is not None:
            person_id = None if each.after == NONE else each.after
            designating.set_head(area.session, area.id, person_id, area.day, recorded.entry)


def _refuse_owner(area: Changing) -> None:
    """Refuse to end an area to which accounts, mailboxes, people or areas still belong."""
    for kind in (ACCOUNT, MAILBOX, PERSON, AREA):
        column = "parent_id" if kind is AREA else "area_id"
        belongs = kind.versions.c[column] == area.id
        found = subjects_on(
            area.session.connection, area.session.scope, kind.kind, area.day, belongs
        )
        if found:
            told = _(
                "{count} in the register still belong to it, such as {first}; hand them over first,"
                " or merge the area with another: monitor area merge"
            )
            first = f"{kind.kind}:{next(iter(found.values()))}"
            raise RefusedError(area.name, told.format(count=len(found), first=first))
