"""Putting people in charge: designations of accounts and whole areas, and heads of areas."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, or_, select, update

from monitor import db, history
from monitor.audit.session import Session
from monitor.history import on_day
from monitor.intake.faults import RefusedError
from monitor.inventory.kinds import PERSON
from monitor.inventory.lookup import Found
from monitor.inventory.naming import name
from monitor.inventory.relations import Designation, Headship
from monitor.text import _
from monitor.text import day as written

ROLES = ("owner", "substitute", "task")
ONE_AT_A_TIME = ("owner", "substitute")


@dataclass(frozen=True)
class Designated:
    """What a designation says: as what, who (None: nobody, on record), and its notice."""

    role: str
    person_id: int | None
    number: str | None = None
    notified_on: date | None = None

    @property
    def said(self) -> Mapping[str, Any]:
        """The columns that are told; the others stay as they are."""
        told = {"number": self.number, "notified_on": self.notified_on}
        return {column: value for column, value in told.items() if value is not None}


def in_charge(session: Session, target: Found, role: str, day: date) -> list[Row[Any]]:
    """Return the designations of that role for `target` itself that are in force on `day`."""
    row = db.table(Designation)
    query = select(row).where(_of(session, target, role), on_day(row, day))
    return list(session.connection.execute(query.order_by(row.c.valid_from, row.c.id)))


def differs(session: Session, target: Found, named: Designated, day: date) -> bool:
    """Return whether designating so on `day` would change anything."""
    open_rows = in_charge(session, target, named.role, day)
    same = [row for row in open_rows if row.person_id == named.person_id]
    return not any(
        all(getattr(row, column) == value for column, value in named.said.items()) for row in same
    )


def designate(session: Session, target: Found, named: Designated, day: date, entry: int) -> None:
    """Put somebody in charge of an account or an area from `day` on.

    Of owners and substitutes there is one for each target: the one before ends, and one who
    is recorded from a later day on takes over then. Tasks stand beside each other.
    """
    row = db.table(Designation)
    open_rows = in_charge(session, target, named.role, day)
    same = next((each for each in open_rows if each.person_id == named.person_id), None)
    if same is not None:
        if named.said:
            own = and_(_ours(session), row.c.id == same.id)
            session.connection.execute(update(row).where(own).values(**named.said))
        return
    ends = None
    if named.role in ONE_AT_A_TIME:
        end_designations(session, open_rows, day)
        later = select(func.min(row.c.valid_from)).where(
            _of(session, target, named.role), row.c.valid_from > day
        )
        ends = session.connection.execute(later).scalar_one()
    values = {**named.said, "person_id": named.person_id, "role": named.role, "entry": entry}
    whose = {f"{target.kind}_id": target.id, "institution_id": session.scope.institution_id}
    new = {**values, **whose, "id": db.new_id(), "valid_from": day, "valid_to": ends}
    session.connection.execute(insert(row), [new])


def set_head(session: Session, area_id: int, person_id: int | None, day: date, entry: int) -> None:
    """Record who heads an area from `day` on; None: nobody, on record."""
    same = {"institution_id": session.scope.institution_id, "valid_from": day}
    rows = [{"area_id": area_id, "person_id": person_id, "entry": entry}]
    history.mark(session.connection, db.table(Headship), same, "area_id", rows)


def end_head(session: Session, area_id: int, day: date) -> None:
    """End the headship of an area on `day`, the first day without it; nobody follows."""
    row = db.table(Headship)
    ours = and_(row.c.institution_id == session.scope.institution_id, row.c.area_id == area_id)
    over = or_(row.c.valid_to.is_(None), row.c.valid_to > day)
    session.connection.execute(delete(row).where(ours, row.c.valid_from >= day))
    session.connection.execute(update(row).where(ours, over).values(valid_to=day))


def head_on(session: Session, area_id: int, day: date) -> Row[Any] | None:
    """Return the headship of an area that is in force on `day`; None: nobody knows."""
    row = db.table(Headship)
    ours = row.c.institution_id == session.scope.institution_id
    query = select(row).where(ours, row.c.area_id == area_id, on_day(row, day))
    return session.connection.execute(query).first()


def refuse_gone(session: Session, person_id: int, day: date) -> None:
    """Refuse to put somebody in charge who had left the post by then (ruling 18).

    Raises:
        RefusedError: the last day of the person in the post is before `day`.
    """
    c = PERSON.versions.c
    ours = and_(c.institution_id == session.scope.institution_id, c.person_id == person_id)
    last = select(c.active_to).where(ours, on_day(PERSON.versions, day))
    left = session.connection.execute(last).scalar_one_or_none()
    if left is not None and left < day:
        about = name(session.connection, session.scope, "person", person_id)
        told = _("The last day of this person in the post was {left}; name somebody else.")
        raise RefusedError(about, told.format(left=written(left)))


def end_designations(session: Session, rows: list[Row[Any]], day: date) -> None:
    """End designations on `day`, the first day without them; begun on that day, they never were."""
    row = db.table(Designation)
    never = [each.id for each in rows if each.valid_from == day]
    ended = [each.id for each in rows if each.valid_from < day]
    session.connection.execute(delete(row).where(_ours(session), row.c.id.in_(never)))
    shorter = or_(row.c.valid_to.is_(None), row.c.valid_to != day)
    session.connection.execute(
        update(row).where(_ours(session), row.c.id.in_(ended), shorter).values(valid_to=day)
    )


def _of(session: Session, target: Found, role: str) -> ColumnElement[bool]:
    row = db.table(Designation)
    return and_(_ours(session), row.c[f"{target.kind}_id"] == target.id, row.c.role == role)


def _ours(session: Session) -> ColumnElement[bool]:
    return db.table(Designation).c.institution_id == session.scope.institution_id
