"""Designating who is in charge of an account, or of all accounts of an area, and ending that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from monitor.acts import working
from monitor.audit.session import Session
from monitor.intake.faults import RefusedError
from monitor.inventory import designating
from monitor.inventory.changing import ENDED, Change, day_of, or_none
from monitor.inventory.designating import Designated
from monitor.inventory.lookup import Found
from monitor.text import _

DESIGNATED = "designation:set"
END = "designation:ended"


@dataclass(frozen=True)
class Notice:
    """The number of a designation, and the day on which it was notified."""

    number: str | None = None
    notified_on: date | None = None


def set_designations(
    session: Session,
    target: tuple[str, str],
    who: Mapping[str, str],
    on: date | None = None,
    notice: Notice = Notice(),
) -> list[Change]:
    """Put people in charge from a day on: `who` by role (owner, substitute, task).

    `target` is the kind (account or area) and what was typed; `-` or `none` says that nobody is.

    Raises:
        RefusedError: there is no such account, area or person; the person had left; a day that
            has not come yet.
    """
    day = day_of(session, on)
    day_of(session, notice.notified_on)
    if notice.number is not None:
        working.read(session, "designations", {"number": notice.number})
    found = _target(session, target, day)
    wanted = [_designated(session, role, text, day, notice) for role, text in who.items()]
    new = [named for named in wanted if designating.differs(session, found, named, day)]
    if not new:
        return []
    changes = [_change(session, found, named, day) for named in new]
    details = {named.role: or_none(named.person_id) for named in new} | dict(new[0].said)
    entry = session.record(DESIGNATED, (found.kind, found.id), details, happened_on=day)
    for named in new:
        designating.designate(session, found, named, day, entry)
    return changes


def end_designations(
    session: Session, target: tuple[str, str], who: Mapping[str, str | None], on: date | None = None
) -> list[Change]:
    """End designations on a day, the first without them; it may lie ahead.

    `who` has the roles, each with the person meant; None: whoever has that role.

    Raises:
        RefusedError: nobody has that role on that day.
    """
    day = on or session.today
    found = _target(session, target, min(day, session.today))
    ended = []
    for role, text in who.items():
        person_id = None if text is None else working.subject(session, "person", text, day)
        rows = [
            row
            for row in designating.in_charge(session, found, role, day)
            if row.person_id is not None and (text is None or row.person_id == person_id)
        ]
        if not rows:
            raise RefusedError(target[1], _("Nobody is recorded with that role on that day."))
        ended += [(role, row) for row in rows]
    details = {f"{role}_ended_on": day for role, _row in ended}
    session.record(END, (found.kind, found.id), details, happened_on=day)
    designating.end_designations(session, [row for _role, row in ended], day)
    own = (found.kind, found.id)
    return [Change(own, role, row.person_id, ENDED) for role, row in ended]


def _target(session: Session, target: tuple[str, str], day: date) -> Found:
    kind, text = target
    found = Found(kind, working.subject(session, kind, text, day))
    working.refuse_before_it_existed(session, [found], day)
    working.refuse_ended(session, kind, found.id)
    return found


def _designated(session: Session, role: str, text: str, day: date, notice: Notice) -> Designated:
    person_id = working.person(session, text, day)
    if person_id is not None:
        designating.refuse_gone(session, person_id, day)
    return Designated(role, person_id, notice.number, notice.notified_on)


def _change(session: Session, found: Found, named: Designated, day: date) -> Change:
    before = designating.in_charge(session, found, named.role, day)
    replaced = before if named.role in designating.ONE_AT_A_TIME else []
    was = or_none(replaced[0].person_id) if replaced else None
    return Change((found.kind, found.id), named.role, was, or_none(named.person_id))
