"""Facts about the owner and the substitute of an account."""

from typing import Any

from tests.oracle.asks import Asks
from tests.oracle.moment import ADMINISTRATORS, Moment
from tests.oracle.records import AccountVersion, PersonVersion

RANKS = ("superior", "medio", "operativo")


def facts(now: Moment, account: AccountVersion, asks: Asks) -> dict[str, Any]:
    """Return the columns about administrators; counts are of distinct active people."""
    people = _known(now, now.administrators(account))
    employments = [person and person.employment for person in people]
    areas = [None if account.area_id is None else person and person.area_id for person in people]
    return {
        "administrators": len(people),
        "contractors": employments.count("contractor"),
        "employment_unknown": employments.count(None),
        "admins_elsewhere": sum(area not in {None, account.area_id} for area in areas),
        "admins_area_unknown": areas.count(None),
        **_role(now, account, "owner"),
        **_role(now, account, "substitute"),
        **(_outside_communications(now, people) if asks.outside_communications else {}),
    }


def _outside_communications(
    now: Moment, people: list[PersonVersion | None]
) -> dict[str, int | None]:
    """Return how many are of another area than the communications office (ruling 21).

    Where no area is known to be that office, nobody can tell.
    """
    offices = {area.area_id for area in now.areas.values() if area.role == "communications"}
    areas = [person.area_id for person in people if person and person.area_id is not None]
    count = sum(area not in offices for area in areas) if offices else None
    return {"admins_outside_communications": count}


class OneOf(frozenset[str]):
    """Values of which a fact shows one, whichever it is."""


def is_ended(now: Moment, account: AccountVersion) -> bool:
    """Return whether a role of the account has ended or is recorded as none."""
    return any(now.standing(account, role) in {"ended", "none"} for role in ADMINISTRATORS)


def is_incomplete(now: Moment, account: AccountVersion) -> bool:
    """Return whether a role was never recorded, or an active one lacks name or position."""
    people = _known(now, now.administrators(account))
    return any(now.standing(account, role) is None for role in ADMINISTRATORS) or any(
        person is None or person.name is None or person.position is None for person in people
    )


def _role(now: Moment, account: AccountVersion, role: str) -> dict[str, Any]:
    people = _known(now, now.designees(account.account_id, account.area_id, [role]))
    ranks = [person and person.rank for person in people]
    return {
        role: now.standing(account, role),
        f"{role}_email": OneOf(person.email for person in people if person) or None,
        **{f"{role}_{rank}": ranks.count(rank) for rank in RANKS},
        f"{role}_rank_unknown": ranks.count(None),
    }


def _known(now: Moment, people: set[int]) -> list[PersonVersion | None]:
    """Return what is known of each person; None of one of whom nothing is known that day."""
    return [now.people.get(person) for person in people]
