"""Facts about the newest list of who has access to an account (rulings 23 to 25)."""

from datetime import date
from typing import Any

from tests.oracle.asks import Asks
from tests.oracle.moment import ADMINISTRATORS, Moment, moment
from tests.oracle.records import AccessList, AccessSeen, AccountVersion, in_force

Rights = tuple[bool, bool]
"""Whether heads, and people designated for a task, may have access."""

KINDS = ("strangers", "lapsed", "undecided", "other_heads")


def facts(now: Moment, account: AccountVersion, asks: Asks) -> dict[str, Any]:
    """Return what is asked of the newest list: its day, and how many on it are of each kind."""
    newest = _newest(now, account.account_id)
    seen: list[AccessSeen] = []
    if newest is not None:
        rows = now.world.about("access_seen", account_id=account.account_id)
        seen = [row for row in rows if row.valid_from == newest.valid_from]
    return {
        **(_by_right(now, account, newest, seen, asks.access) if asks.access else {}),
        **(_by_area(now, account, newest, seen) if asks.by_area else {}),
    }


def _by_right(
    now: Moment,
    account: AccountVersion,
    newest: AccessList | None,
    seen: list[AccessSeen],
    rights: Rights,
) -> dict[str, Any]:
    if newest is None:
        return {"access:on": None} | {f"access:{kind}": None for kind in KINDS}
    on = newest.valid_from
    kinds = [_kind(now, account, rights, row.identity_key, on) for row in seen]
    return {"access:on": on} | {f"access:{kind}": kinds.count(kind) for kind in KINDS}


def _by_area(
    now: Moment, account: AccountVersion, newest: AccessList | None, seen: list[AccessSeen]
) -> dict[str, Any]:
    """Return how many are not of the account's own area, and of how many nobody knows.

    A stranger is of no area of ours.
    """
    if newest is None:
        return {"access:outside_area": None, "access:area_unknown": None}
    own = account.area_id
    people = [_person(now, row.identity_key) for row in seen]
    areas = [now.people[person].area_id for person in people if person is not None]
    elsewhere = sum(own is not None and area not in {None, own} for area in areas)
    return {
        "access:outside_area": people.count(None) + elsewhere,
        "access:area_unknown": len(areas) if own is None else areas.count(None),
    }


def _newest(now: Moment, account_id: int) -> AccessList | None:
    lists: list[AccessList] = now.world.about("access_lists", account_id=account_id)
    return next(iter(in_force(lists, now.day)), None)


def _person(now: Moment, identity: str) -> int | None:
    """Return who it is by the address on record that day; None: a stranger (ruling 23)."""
    persons = [row.person_id for row in now.people.values() if row.email_key == identity]
    return next(iter(persons), None)


def _kind(
    now: Moment, account: AccountVersion, rights: Rights, identity: str, observed_on: date
) -> str:
    heads, _tasks = rights
    person = _person(now, identity)
    if person is None:
        return "strangers"
    if _is_entitled(now, account, rights, person):
        return "fine"
    if heads and person in now.all_heads:
        return "other_heads"
    then = moment(now.world, observed_on)
    if _is_entitled(then, account, rights, person) or (heads and person in then.all_heads):
        return "lapsed"
    return "undecided" if _someone_unrecorded(now, account, heads=heads) else "strangers"


def _is_entitled(then: Moment, account: AccountVersion, rights: Rights, person: int) -> bool:
    heads, tasks = rights
    roles = [*ADMINISTRATORS, "task"] if tasks else ADMINISTRATORS
    entitled = then.designees(account.account_id, account.area_id, roles)
    if heads and account.area_id is not None:
        entitled = entitled | then.heads(account.area_id)
    return person in entitled


def _someone_unrecorded(now: Moment, account: AccountVersion, *, heads: bool) -> bool:
    standings = [now.standing(account, role) for role in ADMINISTRATORS]
    if heads:
        standings.append(None if account.area_id is None else now.head(account.area_id))
    return None in standings
