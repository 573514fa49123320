"""Lists of who is in charge and who has access: on the day, of the newest list only."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from monitor.acts import access_lists, accounts, areas, designations
from monitor.inventory import listing_ties
from monitor.inventory.listing import AsOf
from tests.acts.small_register import ANA, BEA, BEGUN, CARLA, TODAY, Living, small

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)
ACCOUNT = ("account", "x/ieejemplo")


@pytest.fixture
def living(engine: Engine) -> Living:
    return small(engine)


def rows(living: Living, of: Any, *asked: Any, day: date = TODAY, **more: Any) -> list[Any]:
    with living.engine.connect() as connection:
        return [tuple(row) for row in of(AsOf(connection, living.scope, day), *asked, **more)]


def test_designations_are_those_in_force_unless_all_are_asked_for(living: Living) -> None:
    living.act(designations.set_designations, ACCOUNT, {"owner": ANA}, MAY)
    living.act(designations.set_designations, ACCOUNT, {"owner": "none"}, JUNE)
    living.act(designations.set_designations, ("area", "JD01"), {"owner": BEA}, MAY)
    now = rows(living, listing_ties.designations)
    assert [row[:3] for row in now] == [
        ("account:x/ieejemplo", "owner", "-"),
        ("area:JD01", "owner", BEA),
    ]
    assert [row[2] for row in rows(living, listing_ties.designations, day=MAY)] == [ANA, BEA]
    assert len(rows(living, listing_ties.designations, ended=True)) == 3


def test_one_account_shows_those_for_it_and_for_its_area(living: Living) -> None:
    living.act(designations.set_designations, ACCOUNT, {"owner": ANA}, MAY)
    living.act(designations.set_designations, ("area", "JD01"), {"substitute": CARLA}, MAY)
    living.act(designations.set_designations, ("area", "CS"), {"owner": BEA}, MAY)
    [(account, *_)] = living.rows(accounts_table(), "account_id")
    found = rows(living, listing_ties.in_charge_of, account)
    assert [row[:2] + row[3:4] for row in found] == [
        ("owner", ANA, "account:x/ieejemplo"),
        ("substitute", CARLA, "area:JD01"),
    ]


def accounts_table() -> Any:
    from monitor.inventory.models import AccountVersion

    return AccountVersion


def test_access_is_that_of_the_newest_list_of_the_day(living: Living) -> None:
    living.act(access_lists.record_access, "x/ieejemplo", [(ANA, None), (BEA, "editora")], MAY)
    living.act(access_lists.record_access, "x/ieejemplo", [(ANA, None)], JUNE)
    assert rows(living, listing_ties.access) == [("x/ieejemplo", ANA, None, JUNE)]
    assert len(rows(living, listing_ties.access, day=MAY)) == 2
    assert rows(living, listing_ties.access, day=BEGUN) == []


def test_a_mailbox_shows_the_accounts_that_use_it(living: Living) -> None:
    living.act(areas.add_area, "JD02", {}, BEGUN)
    [box] = {row[0] for row in living.rows(_links(), "mailbox_id")}
    assert rows(living, listing_ties.accounts_using, box) == [("x/ieejemplo", "login", BEGUN)]
    living.act(accounts.set_account, "x/ieejemplo", {"login_mailbox": "-"}, MAY)
    assert rows(living, listing_ties.accounts_using, box) == []


def _links() -> Any:
    from monitor.inventory.relations import AccountMailbox

    return AccountMailbox
