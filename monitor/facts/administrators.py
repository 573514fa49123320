"""Who is in charge of each account on the day, by designation on it or on its whole area."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, Integer, Select, Subquery, and_, case, func, or_, select, true
from sqlalchemy.types import TypeEngine

from monitor import db
from monitor.facts.frame import (
    Expression,
    Frame,
    Joined,
    any_row,
    count_rows,
    in_key_order,
    zero_if_none,
)
from monitor.facts.sets import OneByOne, Subjects
from monitor.inventory.models import AreaVersion, PersonVersion
from monitor.inventory.relations import Designation

ROLES = ("owner", "substitute")
RANKS = ("superior", "medio", "operativo")


def designations(
    frame: Frame,
    accounts: CTE,
    roles: tuple[str, ...] = ROLES,
    name: str = "designations_of_accounts",
) -> CTE:
    """Return every designation known on the day, once per account it is for (ruling 19).

    Columns: account_id, area_id (of the account), id, role, person_id, number, notified_on,
    valid_from, valid_to, in_force.
    """
    direct = _spread(frame, accounts, roles, by_area=False)
    by_area = _spread(frame, accounts, roles, by_area=True)
    return direct.union_all(by_area).cte(name)


def _spread(
    frame: Frame, accounts: CTE, roles: tuple[str, ...], *, by_area: bool
) -> Select[object]:
    row = db.table(Designation)
    direct = and_(row.c.account_id == accounts.c.account_id, in_key_order(row.c.account_id))
    own = row.c.area_id == accounts.c.area_id if by_area else direct
    in_force = or_(row.c.valid_to.is_(None), row.c.valid_to > frame.day)
    return select(
        accounts.c.account_id,
        accounts.c.area_id,
        row.c.id,
        row.c.role,
        row.c.person_id,
        row.c.number,
        row.c.notified_on,
        row.c.valid_from,
        row.c.valid_to,
        case((in_force, 1), else_=0).label("in_force"),
    ).join_from(accounts, row, and_(own, frame.known(row), row.c.role.in_(roles)))


def people_in_charge(frame: Frame, designated: CTE) -> CTE:
    """Return one row per account and person ever designated, with what they are on the day.

    A person whose post has ended counts as ended (ruling 18). The row whose person is NULL stands
    for "recorded as none". Columns: account_id, person_id, `<role>_seen`, `<role>_active`,
    `<role>_none` (1 or 0), active, `designated_on` (the newest day), what is known of the person.
    """
    held = _held(designated)
    person = db.table(PersonVersion).alias("administrator")
    in_post = or_(person.c.active_to.is_(None), person.c.active_to >= frame.day)
    named = and_(held.c.person_id.is_not(None), in_post)
    flags = [
        column
        for role in ROLES
        for column in (
            held.c[f"{role}_seen"],
            case((named, held.c[f"{role}_held"]), else_=0).label(f"{role}_active"),
            case((held.c.person_id.is_(None), held.c[f"{role}_held"]), else_=0).label(
                f"{role}_none"
            ),
        )
    ]
    query = select(
        held.c.account_id,
        held.c.person_id,
        held.c.account_area_id,
        held.c.designated_on,
        person.c.area_id.label("person_area_id"),
        case((named, held.c.held), else_=0).label("active"),
        *flags,
        *(person.c[name] for name in ("email", "name", "position", "rank", "employment")),
    )
    same = and_(frame.current(person), person.c.person_id == held.c.person_id)
    return query.select_from(held.outerjoin(person, same)).cte("people_in_charge")


def _held(designated: CTE) -> Subquery:
    """Return one row per account and person ever designated: which role was seen, which is held.

    Who the person is joins it afterwards: a GROUP BY carries all its columns through a sort.
    """
    c = designated.c
    roles = [
        any_row(condition).label(f"{role}_{word}")
        for role in ROLES
        for word, condition in (
            ("seen", c.role == role),
            ("held", and_(c.role == role, c.in_force == 1)),
        )
    ]
    held = func.max(c.in_force).label("held")
    area = func.max(c.area_id).label("account_area_id")
    named = case((c.person_id.is_not(None), c.valid_from))
    day = func.max(named).label("designated_on")
    query = select(c.account_id, c.person_id, area, day, held, *roles)
    return query.group_by(c.account_id, c.person_id).subquery("designated_once")


def by_account(people: CTE) -> CTE:
    """Return one row per account: the state of each role, and counts over active administrators."""
    c = people.c
    active = c.active == 1
    elsewhere = and_(active, c.person_area_id != c.account_area_id)
    area_unknown = and_(active, or_(c.person_area_id.is_(None), c.account_area_id.is_(None)))
    unnamed = and_(active, or_(c.name.is_(None), c.position.is_(None)))
    roles = [column for role in ROLES for column in _role(people, role)]
    return (
        select(
            c.account_id,
            *roles,
            count_rows(active).label("administrators"),
            count_rows(and_(active, c.employment == "contractor")).label("contractors"),
            count_rows(and_(active, c.employment.is_(None))).label("employment_unknown"),
            count_rows(elsewhere).label("admins_elsewhere"),
            count_rows(area_unknown).label("admins_area_unknown"),
            count_rows(unnamed).label("unnamed"),
            func.max(c.designated_on).label("designated_on"),
        )
        .group_by(c.account_id)
        .cte("administrators")
    )


@dataclass(frozen=True)
class OutsideCommunications(OneByOne):
    """How many of each account's administrators are not of the communications area (reading 46)."""

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return `admins_outside_communications`, NULL where no area has that role."""
        return {"admins_outside_communications": Integer()}

    def join_alone(self, subjects: Subjects) -> Iterable[Joined]:
        """Join the count of each account."""
        area, people = db.table(AreaVersion), subjects.people
        offices = (
            select(area.c.area_id)
            .where(subjects.frame.current(area), area.c.role == "communications")
            .subquery("communications")
        )
        there = select(func.count().label("offices")).select_from(offices).subquery("there")
        known = and_(people.c.active == 1, people.c.person_area_id.is_not(None))
        counted = (
            select(
                people.c.account_id,
                count_rows(and_(known, offices.c.area_id.is_(None))).label("outside"),
            )
            .select_from(people.outerjoin(offices, offices.c.area_id == people.c.person_area_id))
            .group_by(people.c.account_id)
            .subquery("outside_communications")
        )
        told = case((there.c.offices > 0, zero_if_none(counted.c.outside)))
        yield Joined(there, true(), {})
        columns = {"admins_outside_communications": told}
        yield Joined(counted, counted.c.account_id == subjects.id, columns)


def _role(people: CTE, role: str) -> list[Expression]:
    c = people.c
    seen, active, none = (c[f"{role}_{word}"] for word in ("seen", "active", "none"))
    state = case(
        (func.max(active) == 1, "active"),
        (func.max(none) == 1, "none"),
        (func.max(seen) == 1, "ended"),
    )
    of_rank = [
        count_rows(and_(active == 1, c.rank == rank)).label(f"{role}_{rank}") for rank in RANKS
    ]
    unranked = count_rows(and_(active == 1, c.rank.is_(None))).label(f"{role}_rank_unknown")
    email = func.min(case((active == 1, c.email))).label(f"{role}_email")
    return [state.label(role), email, *of_rank, unranked]
