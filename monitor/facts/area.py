"""The facts of areas: one row per area in the register, as of a day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import CTE, Select, and_, case, func, or_, select, true

from monitor import db
from monitor.facts import administrators
from monitor.facts.frame import Expression, Frame, Joined, any_row, joined, zero_if_none
from monitor.facts.sets import Ask, Subjects, joined_sets
from monitor.inventory.models import AreaVersion, PersonVersion
from monitor.inventory.relations import Headship
from monitor.scope import Scope


def area(scope: Scope, day: date, asks: Iterable[Ask] = ()) -> Select[tuple[object, ...]]:
    """Return the facts SELECT of areas, with the sets that the controls in force ask for."""
    frame = Frame(scope, day)
    accounts = frame.accounts()
    designated = administrators.designations(frame, accounts)
    people = administrators.people_in_charge(frame, designated)
    in_charge = administrators.by_account(people)
    version = db.table(AreaVersion)
    areas = select(version).where(frame.current(version)).cte("areas_of_the_day")
    subjects = Subjects("area", frame, areas.c.area_id, accounts, designated, people, in_charge)
    parts = [
        _owned(accounts, areas),
        _head(frame, areas),
        *_in_all(areas, accounts),
        *joined_sets(asks, subjects),
    ]
    columns: dict[str, Expression] = {
        "id": areas.c.area_id,
        "ref": areas.c.code_key,
        "area": areas.c.code,
        "kind": areas.c.kind,
        "role": areas.c.role,
    }
    rows, asked = joined(areas, parts)
    columns |= asked
    query = select(*(column.label(name) for name, column in columns.items())).select_from(rows)
    if scope.area_ids is not None:
        query = query.where(areas.c.area_id.in_(scope.area_ids))
    return query


def _in_all(areas: CTE, accounts: CTE) -> tuple[Joined, Joined]:
    """Return what is the same for every area: whether one of them has the office, all accounts."""
    every = areas.alias("every_area")
    office = any_row(every.c.role == "communications").label("named")
    named = select(office).select_from(every).subquery("communications_office")
    counted = select(func.count().label("accounts")).select_from(accounts).subquery("all_accounts")
    return (
        Joined(named, true(), {"communications_named": named.c.named}),
        Joined(counted, true(), {"all_accounts": counted.c.accounts}),
    )


def _owned(accounts: CTE, areas: CTE) -> Joined:
    owned = (
        select(accounts.c.area_id, func.count().label("accounts"))
        .group_by(accounts.c.area_id)
        .subquery("owned")
    )
    same = owned.c.area_id == areas.c.area_id
    return Joined(owned, same, {"accounts": zero_if_none(owned.c.accounts)})


def _head(frame: Frame, areas: CTE) -> Joined:
    """Return the state of the head: active, ended, recorded as none; NULL never recorded."""
    head, person = db.table(Headship), db.table(PersonVersion).alias("head_of_area")
    in_force = or_(head.c.valid_to.is_(None), head.c.valid_to > frame.day)
    in_post = or_(person.c.active_to.is_(None), person.c.active_to >= frame.day)
    state = case(
        (any_row(and_(in_force, head.c.person_id.is_not(None), in_post)) == 1, "active"),
        (any_row(and_(in_force, head.c.person_id.is_(None))) == 1, "none"),
        else_="ended",
    )
    same_person = and_(frame.current(person), person.c.person_id == head.c.person_id)
    heads = (
        select(head.c.area_id, state.label("state"))
        .select_from(head.outerjoin(person, same_person))
        .where(frame.known(head))
        .group_by(head.c.area_id)
        .subquery("heads")
    )
    return Joined(heads, heads.c.area_id == areas.c.area_id, {"head": heads.c.state})
