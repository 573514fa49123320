"""Facts about the newest list of who has access to an account (rulings 23 to 25)."""

from datetime import date
from typing import Any

from tests.oracle.asks import Asks
from tests.oracle.moment import ADMINISTRATORS, Moment, moment
from tests.oracle.records import AccessList, AccountVersion, in_force

KINDS = ("strangers", "lapsed", "undecided", "other_heads")


def facts(now: Moment, account: AccountVersion, asks: Asks) -> dict[str, Any]:
    """Return the day of the newest list and how many identities on it are of each kind."""
    newest = _newest(now, account.account_id)
    if newest is None:
        return {"access:on": None} | {f"access:{kind}": None for kind in KINDS}
    seen = [
        _kind(now, account, asks, row.identity_key, newest.valid_from)
        for row in now.world.about("access_seen", account_id=account.account_id)
        if row.valid_from == newest.valid_from
    ]
    return {"access:on": newest.valid_from} | {f"access:{kind}": seen.count(kind) for kind in KINDS}


def _newest(now: Moment, account_id: int) -> AccessList | None:
    lists: list[AccessList] = now.world.about("access_lists", account_id=account_id)
    return next(iter(in_force(lists, now.day)), None)


def _kind(
    now: Moment, account: AccountVersion, asks: Asks, identity: str, observed_on: date
) -> str:
    persons = [row.person_id for row in now.people.values() if row.email_key == identity]
    if not persons:
        return "strangers"
    person = persons[0]
    if _is_entitled(now, account, asks, person):
        return "fine"
    if asks.heads and person in now.all_heads:
        return "other_heads"
    then = moment(now.world, observed_on)
    if _is_entitled(then, account, asks, person) or (asks.heads and person in then.all_heads):
        return "lapsed"
    return "undecided" if _someone_unrecorded(now, account, asks) else "strangers"


def _is_entitled(then: Moment, account: AccountVersion, asks: Asks, person: int) -> bool:
    roles = [*ADMINISTRATORS, "task"] if asks.tasks else ADMINISTRATORS
    entitled = then.designees(account.account_id, account.area_id, roles)
    if asks.heads and account.area_id is not None:
        entitled = entitled | then.heads(account.area_id)
    return person in entitled


def _someone_unrecorded(now: Moment, account: AccountVersion, asks: Asks) -> bool:
    standings = [now.standing(account, role) for role in ADMINISTRATORS]
    if asks.heads:
        standings.append(None if account.area_id is None else now.head(account.area_id))
    return None in standings
