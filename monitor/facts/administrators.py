"""Who is in charge of each account on the day, by designation on it or on its whole area."""

from sqlalchemy import CTE, Select, and_, case, func, or_, select, true

from monitor import db
from monitor.facts.frame import Expression, Frame, any_row, count_rows
from monitor.inventory.models import PersonVersion
from monitor.inventory.relations import Designation

ROLES = ("owner", "substitute")
RANKS = ("superior", "medio", "operativo")


def designations(frame: Frame, accounts: CTE, roles: tuple[str, ...] = ROLES) -> CTE:
    """Return every designation known on the day, once per account it is for (ruling 19).

    Columns: account_id, area_id (of the account), id, role, person_id, number, notified_on,
    valid_from, valid_to, in_force.
    """
    direct = _spread(frame, accounts, roles, by_area=False)
    by_area = _spread(frame, accounts, roles, by_area=True)
    return direct.union_all(by_area).cte("designations_of_accounts")


def _spread(
    frame: Frame, accounts: CTE, roles: tuple[str, ...], *, by_area: bool
) -> Select[object]:
    row = db.table(Designation)
    own = (
        row.c.area_id == accounts.c.area_id
        if by_area
        else row.c.account_id == accounts.c.account_id
    )
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
    `<role>_none` (1 or 0), active, and what is known of the person.
    """
    person = db.table(PersonVersion).alias("administrator")
    in_post = or_(person.c.active_to.is_(None), person.c.active_to >= frame.day)
    active = and_(designated.c.in_force == 1, designated.c.person_id.is_not(None), in_post)
    none = and_(designated.c.in_force == 1, designated.c.person_id.is_(None))
    flags = [
        any_row(and_(designated.c.role == role, condition)).label(f"{role}_{word}")
        for role in ROLES
        for word, condition in (("seen", true()), ("active", active), ("none", none))
    ]
    known = [
        func.max(person.c[name]).label(name)
        for name in ("email", "name", "position", "rank", "employment")
    ]
    same = and_(frame.current(person), person.c.person_id == designated.c.person_id)
    query = (
        select(
            designated.c.account_id,
            designated.c.person_id,
            func.max(designated.c.area_id).label("account_area_id"),
            func.max(person.c.area_id).label("person_area_id"),
            any_row(active).label("active"),
            *flags,
            *known,
        )
        .select_from(designated.outerjoin(person, same))
        .group_by(designated.c.account_id, designated.c.person_id)
    )
    return query.cte("people_in_charge")


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
        )
        .group_by(c.account_id)
        .cte("administrators")
    )


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
