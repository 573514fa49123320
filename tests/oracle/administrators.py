"""Facts about the owner and the substitute of an account."""

from typing import Any

from tests.oracle.moment import ADMINISTRATORS, Moment
from tests.oracle.records import AccountVersion

RANKS = ("superior", "medio", "operativo")


def facts(now: Moment, account: AccountVersion) -> dict[str, Any]:
    """Return the columns about administrators; counts are of distinct active people."""
    people = [now.people[person] for person in now.administrators(account)]
    areas = [None if account.area_id is None else person.area_id for person in people]
    return {
        "administrators": len(people),
        "contractors": sum(person.employment == "contractor" for person in people),
        "employment_unknown": sum(person.employment is None for person in people),
        "admins_elsewhere": sum(area not in {None, account.area_id} for area in areas),
        "admins_area_unknown": areas.count(None),
        **_role(now, account, "owner"),
        **_role(now, account, "substitute"),
    }


def emails(now: Moment, account: AccountVersion, role: str) -> set[str]:
    """Return the addresses of the active people of a role; a fact shows one of them."""
    people = now.designees(account.account_id, account.area_id, [role])
    return {now.people[person].email for person in people}


def is_ended(now: Moment, account: AccountVersion) -> bool:
    """Return whether a role of the account has ended or is recorded as none."""
    return any(now.standing(account, role) in {"ended", "none"} for role in ADMINISTRATORS)


def is_incomplete(now: Moment, account: AccountVersion) -> bool:
    """Return whether a role was never recorded, or an active one lacks name or position."""
    people = [now.people[person] for person in now.administrators(account)]
    return any(now.standing(account, role) is None for role in ADMINISTRATORS) or any(
        person.name is None or person.position is None for person in people
    )


def _role(now: Moment, account: AccountVersion, role: str) -> dict[str, Any]:
    people = now.designees(account.account_id, account.area_id, [role])
    ranks = [now.people[person].rank for person in people]
    return {
        role: now.standing(account, role),
        f"{role}_email": min(emails(now, account, role), default=None),
        **{f"{role}_{rank}": ranks.count(rank) for rank in RANKS},
        f"{role}_rank_unknown": ranks.count(None),
    }
