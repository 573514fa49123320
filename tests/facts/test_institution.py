"""The facts of the institution: one row, over all accounts that are not closed."""

from typing import Any

import pytest
from sqlalchemy import Connection

from tests.facts.registers import facts
from tests.oracle.records import World
from tests.oracle.sketches import ANA, BETO, DAY, account, designation, person, register, staffed


def _register(connection: Connection, world: World) -> tuple[int, int, int]:
    row = facts(connection, world, "institution")
    return row["accounts"], row["registers_ended"], row["registers_incomplete"]


def test_it_is_called_by_its_code_and_belongs_to_no_area(connection: Connection) -> None:
    row = facts(connection, register(), "institution")
    assert (row["ref"], row["area"], row["id"]) == ("iee", None, 7)


@pytest.mark.parametrize(
    ("designations", "expected"),
    [
        ((designation(ANA, "owner"), designation(BETO, "substitute")), (1, 0, 0)),
        ((designation(ANA, "owner"),), (1, 0, 1)),
        ((), (1, 0, 1)),
        ((designation(ANA, "owner"), designation(BETO, "substitute", valid_to=DAY)), (1, 1, 0)),
        ((designation(None, "owner"), designation(BETO, "substitute")), (1, 1, 0)),
        ((designation(None, "owner"),), (1, 1, 1)),
    ],
)
def test_accounts_whose_administrators_left_or_are_missing_are_counted(
    connection: Connection, designations: Any, expected: tuple[int, int, int]
) -> None:
    assert _register(connection, register(designations=designations)) == expected


@pytest.mark.parametrize("missing", ["name", "position"])
def test_one_without_a_name_or_a_position_leaves_it_incomplete(
    connection: Connection, missing: str
) -> None:
    world = staffed(people=(person(ANA, **{missing: None}), person(BETO)))
    assert _register(connection, world) == (1, 0, 1)


def test_closed_accounts_are_not_counted(connection: Connection) -> None:
    world = staffed(accounts=(account(status="closed"),))
    assert _register(connection, world) == (0, 0, 0)
