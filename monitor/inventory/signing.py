"""Who signs a form: the people in charge of an account or an area, its head, and what is known."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, case, or_, select

from monitor import db
from monitor.inventory.kinds import ACCOUNT, AREA, PERSON
from monitor.inventory.listing import AsOf
from monitor.inventory.lookup import Found, display
from monitor.inventory.relations import Designation, Headship

ROLES = ("owner", "substitute")


@dataclass(frozen=True)
class Signer:
    """A person as a form names them; None is what the register does not know."""

    id: int
    email: str
    name: str | None
    position: str | None
    phone: str | None


@dataclass(frozen=True)
class InCharge:
    """Who is in charge as owner or substitute, and the number of the designation."""

    role: str
    signer: Signer
    number: str | None


@dataclass(frozen=True)
class Place:
    """An account with its area, or an area (`account` is None), by id and by what it is called."""

    account: str | None
    area_id: int | None
    area: str | None
    area_name: str | None


def place(on: AsOf, found: Found) -> Place:
    """Return what an account, or an area, is called on the day, or was called last before it."""
    account, area = ACCOUNT.versions, AREA.versions
    if found.kind == "area":
        query = select(area.c.area_id, area.c.code, area.c.name).where(
            on.ours(area), area.c.area_id == found.id
        )
        return Place(None, *_latest(on, query, area))
    of = and_(on.current(area), area.c.area_id == account.c.area_id)
    query = (
        select(display(ACCOUNT), area.c.area_id, area.c.code, area.c.name)
        .select_from(account.outerjoin(area, of))
        .where(on.ours(account), account.c.account_id == found.id)
    )
    return Place(*_latest(on, query, account))


def accounts_of(on: AsOf, area_id: int) -> list[str]:
    """Return the accounts of an area that are not closed, by name."""
    account = ACCOUNT.versions
    there = or_(account.c.status.is_(None), account.c.status != "closed")
    query = select(display(ACCOUNT)).where(on.current(account), account.c.area_id == area_id, there)
    return [row[0] for row in on.read(query.order_by(account.c.platform, account.c.handle_key))]


def in_charge(on: AsOf, found: Found) -> list[InCharge]:
    """Return who is in charge of an account, or of a whole area: the newest of each role first.

    Of an account, its own designations come before those of its area. One whose post has ended is
    no longer in charge (ruling 18).
    """
    row, person, account = db.table(Designation), PERSON.versions, ACCOUNT.versions
    target = row.c.area_id == found.id
    if found.kind == "account":
        own = and_(on.current(account), account.c.account_id == found.id)
        area = select(account.c.area_id).where(own).scalar_subquery()
        target = or_(row.c.account_id == found.id, row.c.area_id == area)
    query = (
        select(row.c.role, row.c.number, *_signer())
        .join_from(row, person, row.c.person_id == person.c.person_id)
        .where(on.current(row), row.c.role.in_(ROLES), target, _in_post(on))
        .order_by(row.c.role, row.c.account_id.is_(None), row.c.valid_from.desc(), row.c.id)
    )
    return [InCharge(row[0], Signer(*row[2:]), row[1]) for row in map(list, on.read(query))]


def head(on: AsOf, area_id: int) -> Signer | None:
    """Return who heads an area; None: nobody, or nobody knows."""
    row, person = db.table(Headship), PERSON.versions
    query = (
        select(*_signer())
        .join_from(row, person, row.c.person_id == person.c.person_id)
        .where(on.current(row), row.c.area_id == area_id, _in_post(on))
    )
    found = on.connection.execute(query).first()
    return Signer(*found) if found else None


def signer(on: AsOf, person_id: int) -> Signer:
    """Return a person as they are on the day, or were last before it."""
    person = PERSON.versions
    query = select(*_signer()).where(on.ours(person), person.c.person_id == person_id)
    return Signer(*_latest(on, query, person))


def _signer() -> list[Any]:
    c = PERSON.versions.c
    return [c.person_id, c.email, c.name, c.position, c.phone]


def _in_post(on: AsOf) -> Any:
    person = PERSON.versions
    last = person.c.active_to
    return and_(on.current(person), or_(last.is_(None), last >= on.day))


def _latest(on: AsOf, query: Select[Any], versions: Any) -> list[Any]:
    """Return the version of the day, else the one that is nearest to it."""
    begun = case((versions.c.valid_from <= on.day, 1), else_=0)
    query = query.order_by(begun.desc(), versions.c.valid_from.desc()).limit(1)
    return list(on.connection.execute(query).one())
