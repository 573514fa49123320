"""Who is on the newest access lists, and who is missing: each as the policies see them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from monitor.checks.verdict import test
from monitor.facts.access import AccessSeenOn, absent
from monitor.facts.account import subjects_of
from monitor.facts.sets import Subjects
from monitor.inventory.kinds import AREA
from monitor.policy.requirements import Requirements
from monitor.scope import Scope

STRANGER, LEFT, NAMESAKE, UNDECIDED = "stranger", "left", "namesake", "undecided"
OTHER_HEAD, MISSING, ENTITLED = "other_head", "missing", "entitled"
WHAT = (STRANGER, LEFT, NAMESAKE, UNDECIDED, OTHER_HEAD, MISSING, ENTITLED)
"""What somebody can be found to be, in the order in which to act."""

UNMET = frozenset({STRANGER, LEFT, NAMESAKE, UNDECIDED})
"""What keeps the check `access_only` from being met: it fails, or cannot tell."""

_IS_A: Mapping[str | None, str] = {
    "other_heads": OTHER_HEAD,
    "undecided": UNDECIDED,
    None: ENTITLED,
}


@dataclass(frozen=True)
class Account:
    """The account of a list; `delegated`: people enter with logins of their own."""

    id: int
    name: str
    area: str | None
    delegated: bool


@dataclass(frozen=True)
class Compared:
    """Somebody on a list, or missing from it, and what they are: one of `WHAT`.

    `identity` is the key of who is listed, or the address of who is missing, whose role is
    `in_charge`; `by_area`: for the whole area. `lacking` is what must be recorded before it can be
    told: owner, substitute or head. Who knows the list adds the `role` it gives, and the address of
    the `person` who has that name.
    """

    what: str
    account: Account
    identity: str
    in_charge: str | None = None
    by_area: bool = False
    lacking: str | None = None
    role: str | None = None
    person: str | None = None


def entitling(requirements: Requirements, day: date) -> AccessSeenOn | None:
    """Return whom the policies entitle, as their controls ask of the facts; None: none says so.

    Where several controls do, whoever one of them does not entitle is not entitled.
    """
    asks = [
        ask
        for control in requirements.of("account")
        for ask in test(
            control, "account", day, requirements.calendar, requirements.platforms
        ).asks()
        if isinstance(ask, AccessSeenOn)
    ]
    if not asks:
        return None
    return AccessSeenOn(all(ask.heads for ask in asks), all(ask.tasks for ask in asks))


def compared(
    connection: Connection, scope: Scope, day: date, entitled: AccessSeenOn, ids: Collection[int]
) -> Iterator[Compared]:
    """Yield what everybody on the newest lists of these accounts is on a day, and who is missing.

    A fixed number of statements. What everybody is comes from the facts that the check reads
    (rulings 23 to 25). Of those who are not entitled, whoever was so some day has left.
    """
    subjects = subjects_of(scope, day, closed=True)
    accounts = {each.id: each for each in _accounts(connection, subjects, ids)}
    seen = entitled.identities(subjects).c
    on_lists = and_(seen.account_id.in_(ids), seen.identity_key.is_not(None))
    for row in connection.execute(select(*seen).where(on_lists).order_by(seen.identity_key)):
        what = _what(row)
        lacking = row.lacking if what == UNDECIDED else None
        yield Compared(what, accounts[row.account_id], row.identity_key, lacking=lacking)
    missing = absent(subjects).subquery("missing")
    query = select(missing).where(missing.c.account_id.in_(ids))
    for row in connection.execute(query.order_by(missing.c.role, missing.c.email)):
        yield Compared(MISSING, accounts[row.account_id], row.email, row.role, row.by_area)


def _what(row: Row[Any]) -> str:
    if row.is_a in _IS_A:
        return _IS_A[row.is_a]
    return LEFT if row.ever else STRANGER


def _accounts(
    connection: Connection, subjects: Subjects, ids: Collection[int]
) -> Iterator[Account]:
    accounts, area = subjects.accounts, AREA.versions
    of = and_(subjects.frame.current(area), area.c.area_id == accounts.c.area_id)
    c = accounts.c
    columns = (c.account_id, c.platform + "/" + c.handle, area.c.code, c.credential_model)
    query = select(*columns).select_from(accounts.outerjoin(area, of))
    for own, name, code, model in connection.execute(query.where(c.account_id.in_(ids))):
        yield Account(own, name, code, model == "delegated")
