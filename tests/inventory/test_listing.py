"""Lists of what exists: of the day asked for, everybody in charge, one statement each."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event

from monitor.acts import accounts, areas, designations, mailboxes, people
from monitor.inventory import listing
from monitor.inventory.listing import AsOf, names_beginning
from tests.acts.small_register import ANA, BEA, BEGUN, CARLA, TODAY, Living, small

MAY = date(2026, 5, 4)


@pytest.fixture
def living(engine: Engine) -> Living:
    return small(engine)


def rows(living: Living, of: Any, day: date = TODAY, **asked: Any) -> list[tuple[Any, ...]]:
    with living.engine.connect() as connection:
        return [tuple(row) for row in of(AsOf(connection, living.scope, day), **asked)]


def test_accounts_show_who_is_in_charge_by_any_designation(living: Living) -> None:
    living.act(accounts.add_account, "x/central", {"area": "CS", "name": "Central"}, BEGUN)
    living.act(designations.set_designations, ("area", "JD01"), {"owner": CARLA}, BEGUN)
    who = {"owner": ANA, "substitute": "none"}
    living.act(designations.set_designations, ("account", "x/ieejemplo"), who, MAY)
    central = ("x/central", "CS", "Central", "open", None, None)
    before = [central, ("x/ieejemplo", "JD01", None, "open", CARLA, None)]
    assert rows(living, listing.accounts, date(2026, 5, 3)) == before
    found = rows(living, listing.accounts)
    assert found[0] == central
    assert set(found[1][4].split("; ")) == {ANA, CARLA}
    assert found[1][5] == "-"


def test_who_is_named_twice_is_listed_once(living: Living) -> None:
    for target in (("area", "JD01"), ("account", "x/ieejemplo")):
        living.act(designations.set_designations, target, {"owner": ANA}, BEGUN)
    assert [row[4] for row in rows(living, listing.accounts)] == [ANA]


def test_accounts_are_limited_as_asked(living: Living) -> None:
    living.act(accounts.add_account, "facebook/ieejemplo", {"area": "CS"}, MAY)
    living.act(accounts.close_account, "x/ieejemplo", date(2026, 6, 1))
    assert [row[0] for row in rows(living, listing.accounts)] == ["facebook/ieejemplo"]
    assert len(rows(living, listing.accounts, closed=True)) == 2
    assert len(rows(living, listing.accounts, MAY)) == 2
    assert len(rows(living, listing.accounts, MAY, platform="x")) == 1
    assert rows(living, listing.accounts, date(2026, 1, 9)) == []


def test_areas_show_heads_and_count_their_accounts(living: Living) -> None:
    living.act(areas.set_head, "JD01", CARLA, MAY)
    assert rows(living, listing.areas) == [
        ("CS", "Comunicación Social", None, None, None, None, 0),
        ("JD01", "Junta 01", None, None, "CS", CARLA, 1),
    ]
    assert [row[5] for row in rows(living, listing.areas, date(2026, 5, 3))] == [None, None]


def test_people_who_have_left_are_listed_when_asked(living: Living) -> None:
    living.act(people.close_person, BEA, MAY)
    assert [row[0] for row in rows(living, listing.people)] == [ANA, CARLA]
    assert [row[0] for row in rows(living, listing.people, MAY)] == [ANA, BEA, CARLA]
    assert rows(living, listing.people, gone=True)[1][6] == MAY


def test_mailboxes_count_the_accounts_that_use_them(living: Living) -> None:
    living.act(mailboxes.set_mailbox, "prensa@iee.example", {"holder": ANA}, MAY)
    assert rows(living, listing.mailboxes) == [
        ("prensa@iee.example", None, None, ANA, "JD01", 0),
        ("redes@iee.example", None, None, None, "JD01", 1),
    ]


@pytest.fixture
def counted(living: Living) -> list[str]:
    statements: list[str] = []
    event.listen(living.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    return statements


def test_a_list_is_one_statement(living: Living, counted: list[str]) -> None:
    for of in (listing.accounts, listing.areas, listing.people, listing.mailboxes):
        counted.clear()
        rows(living, of)
        assert len([each for each in counted if each.startswith("SELECT")]) == 1


def test_names_that_begin_so_whatever_their_case(living: Living) -> None:
    with living.engine.connect() as connection:
        found = names_beginning(connection, living.scope, "account", "X/IEE", 10)
        assert found == ["x/ieejemplo"]
        assert names_beginning(connection, living.scope, "person", "", 2) == [ANA, BEA]
        assert names_beginning(connection, living.scope, "area", "%", 10) == []
