"""Who is in charge of an account: by designation on it or on its area (rulings 18, 19, 21)."""

from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.facts.administrators import OutsideCommunications
from monitor.history import ALWAYS
from tests.facts.registers import AFTER, BEFORE, facts
from tests.oracle.records import AreaVersion, World
from tests.oracle.sketches import (
    ANA,
    AREA,
    BETO,
    CARLA,
    DANIEL,
    DAY,
    OTHER_AREA,
    account,
    designation,
    person,
    register,
    staffed,
)


def _roles(connection: Connection, world: World, **asked: Any) -> tuple[Any, Any, int]:
    row = facts(connection, world, **asked)
    return row["owner"], row["substitute"], row["administrators"]


def test_ruling_18_active_to_is_the_last_day_in_the_post(connection: Connection) -> None:
    world = staffed(people=(person(ANA, active_to=DAY), person(BETO)))
    assert _roles(connection, world) == ("active", "active", 2)
    assert _roles(connection, world, day=AFTER) == ("ended", "active", 1)


def test_ruling_18_ended_on_is_the_first_day_without(connection: Connection) -> None:
    world = register(designations=(designation(ANA, "owner", valid_to=DAY),))
    assert _roles(connection, world, day=BEFORE) == ("active", None, 1)
    assert _roles(connection, world) == ("ended", None, 0)


def test_ruling_2_on_the_day_of_a_handover_there_are_two_not_three(
    connection: Connection,
) -> None:
    rows = (
        designation(ANA, "owner", valid_to=DAY),
        designation(CARLA, "owner", valid_from=DAY),
        designation(BETO, "substitute"),
    )
    row = facts(connection, register(designations=rows))
    assert (row["administrators"], row["owner_email"]) == (2, "p3@ine.mx")


def test_ruling_19_never_recorded_recorded_as_none_and_ended_differ(
    connection: Connection,
) -> None:
    assert _roles(connection, register()) == (None, None, 0)


def test_ruling_19_none_on_record_is_none(connection: Connection) -> None:
    world = register(designations=(designation(None, "owner"), designation(BETO, "substitute")))
    assert _roles(connection, world) == ("none", "active", 1)


def test_ruling_19_none_that_ended_is_ended(connection: Connection) -> None:
    world = register(designations=(designation(None, "owner", valid_to=DAY),))
    assert _roles(connection, world) == ("ended", None, 0)


def test_ruling_19_a_designation_for_the_area_is_for_all_its_accounts(
    connection: Connection,
) -> None:
    both = (
        designation(ANA, "owner", area_id=AREA),
        designation(BETO, "substitute", area_id=OTHER_AREA),
    )
    assert _roles(connection, register(designations=both)) == ("active", None, 1)


def test_ruling_19_a_task_never_counts(connection: Connection) -> None:
    world = register(designations=(designation(ANA, "task"),))
    assert _roles(connection, world) == (None, None, 0)


def test_ruling_19_different_people_are_counted_once_each(connection: Connection) -> None:
    rows = (
        designation(ANA, "owner"),
        designation(ANA, "substitute"),
        designation(ANA, "owner", area_id=AREA, id=91),
        designation(CARLA, "owner", id=92),
        designation(DANIEL, "substitute", id=93),
    )
    assert _roles(connection, register(designations=rows)) == ("active", "active", 3)


def test_ruling_1_a_designation_that_begins_later_is_not_known_yet(
    connection: Connection,
) -> None:
    world = register(designations=(designation(ANA, "owner", valid_from=AFTER),))
    assert _roles(connection, world) == (None, None, 0)
    assert _roles(connection, world, day=AFTER) == ("active", None, 1)


@pytest.mark.parametrize(
    ("area_id", "elsewhere", "unknown"), [(AREA, 0, 0), (OTHER_AREA, 1, 0), (None, 0, 1)]
)
def test_ruling_21_administrators_belong_to_the_area_to_another_or_to_none_on_record(
    connection: Connection, area_id: int | None, elsewhere: int, unknown: int
) -> None:
    world = staffed(people=(person(ANA, area_id=area_id), person(BETO)))
    row = facts(connection, world)
    assert (row["admins_elsewhere"], row["admins_area_unknown"]) == (elsewhere, unknown)


def test_ruling_21_who_has_left_belongs_nowhere(connection: Connection) -> None:
    world = staffed(people=(person(ANA, area_id=OTHER_AREA, active_to=BEFORE), person(BETO)))
    assert facts(connection, world)["admins_elsewhere"] == 0


def test_an_account_without_an_area_leaves_it_open(connection: Connection) -> None:
    row = facts(connection, staffed(accounts=(account(area_id=None),)))
    assert (row["admins_elsewhere"], row["admins_area_unknown"]) == (0, 2)


def test_ranks_and_employment_are_counted_over_those_in_charge(connection: Connection) -> None:
    people = (
        person(ANA, rank="superior", employment="contractor"),
        person(BETO, rank=None, employment=None),
    )
    row = facts(connection, staffed(people=people))
    assert (row["owner_superior"], row["owner_medio"], row["owner_rank_unknown"]) == (1, 0, 0)
    assert (row["substitute_rank_unknown"], row["substitute_medio"]) == (1, 0)
    assert (row["contractors"], row["employment_unknown"]) == (1, 1)


def _areas(role: str | None) -> tuple[AreaVersion, ...]:
    roles = {AREA: None, OTHER_AREA: role}
    return tuple(
        AreaVersion(
            valid_from=ALWAYS, area_id=one, code=f"JD0{one}", code_key=f"jd0{one}", role=own
        )
        for one, own in roles.items()
    )


@pytest.mark.parametrize(
    ("role", "ana", "count"),
    [
        (None, AREA, None),
        ("communications", AREA, 2),
        ("communications", OTHER_AREA, 1),
        ("communications", None, 1),
    ],
)
def test_ruling_21_who_is_not_of_communications_is_counted_once_there_is_such_an_area(
    connection: Connection, role: str | None, ana: int | None, count: int | None
) -> None:
    people = (person(ANA, area_id=ana), person(BETO))
    world = staffed(areas=_areas(role), people=people)
    row = facts(connection, world, asks=(OutsideCommunications(),))
    assert row["admins_outside_communications"] == count


@pytest.mark.parametrize(("role", "count"), [("communications", 0), (None, None)])
def test_of_an_account_that_nobody_administers_nobody_is_outside_communications(
    connection: Connection, role: str | None, count: int | None
) -> None:
    world = register(areas=_areas(role))
    row = facts(connection, world, asks=(OutsideCommunications(),))
    assert row["admins_outside_communications"] == count
