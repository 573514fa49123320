"""Merging an area into another: what belonged to it goes on there, and its history stays."""

from datetime import date

from monitor.acts import accounts, areas, mailboxes, people
from monitor.audit.session import Session
from monitor.intake.faults import RefusedError
from monitor.inventory import designating
from monitor.inventory.changing import Change, Changing, day_of
from monitor.inventory.kinds import ACCOUNT, AREA, MAILBOX, PERSON
from monitor.inventory.lookup import Found
from monitor.inventory.moving import Move
from monitor.text import _

MERGED = "area:merged"

_TAKEN_OVER = (
    (MAILBOX, "area_id", mailboxes.CHANGED),
    (PERSON, "area_id", people.CHANGED),
)


def merge_areas(session: Session, code: str, into: str, on: date | None = None) -> list[Change]:
    """Record that an area became part of another from a day on, the first day without it.

    The other takes over its accounts, mailboxes, people and the areas below it, and keeps its own
    head. Who was designated for all accounts of the area stays so for those accounts, unless the
    other has somebody for all its accounts in that role.

    Raises:
        RefusedError: they are one and the same, one of them is not there on that day, or
            something is recorded of the first after it.
    """
    day = day_of(session, on)
    old, new = areas.changing(session, code, day), areas.changing(session, into, day)
    if old.id == new.id:
        raise RefusedError(into, _("An area cannot become part of itself; name another."))
    old.before()
    new.before()
    details = {"merged_into": new.id}
    session.record(MERGED, old.subject, details, happened_on=day)
    changes = [Change(old.subject, "merged_into", None, new.id), *_taken_over(old, new)]
    areas.leave(old)
    return changes


def _taken_over(old: Changing, new: Changing) -> list[Change]:
    move = Move(old.session, old.id, new.id, old.day)
    moved = move.take_over(ACCOUNT, "area_id", accounts.TRANSFERRED)
    move.spread(moved, _roles_for_all(new))
    changes = [Change(("account", each), "area_id", old.id, new.id) for each in moved]
    for kind, column, action in _TAKEN_OVER:
        taken = move.take_over(kind, column, action)
        changes += [Change((kind.kind, each), column, old.id, new.id) for each in taken]
    below = move.take_over(AREA, "parent_id", areas.CHANGED, but=new.id)
    changes += [Change(("area", each), "parent_id", old.id, new.id) for each in below]
    if new.before()["parent_id"] == old.id:  # it was below the one that ends
        above = {"parent_id": old.before()["parent_id"]}
        changes += new.change(above, areas.CHANGED).changes
    return changes


def _roles_for_all(area: Changing) -> frozenset[str]:
    target = Found("area", area.id)
    return frozenset(
        role
        for role in designating.ONE_AT_A_TIME
        if designating.in_charge(area.session, target, role, area.day)
    )
