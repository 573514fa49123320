"""Who is on access lists: counted as the check counts them, on both engines; who is missing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.facts.access import COUNTS, AccessSeenOn
from monitor.findings.access import Account, Compared, compared, entitling
from monitor.history import ALWAYS
from monitor.policy.library import Library, LoadedInstitution
from monitor.policy.requirements import compile_requirements
from monitor.policy.schema import Institution
from monitor.scope import Scope
from tests.facts.registers import facts
from tests.oracle import worlds
from tests.oracle.records import AccessList, AccessSeen, Headship, World
from tests.oracle.sketches import (
    ACCOUNT,
    ANA,
    AREA,
    BETO,
    CARLA,
    DANIEL,
    DAY,
    OTHER_AREA,
    designation,
    person,
    staffed,
)

LISTED = DAY - timedelta(days=30)
MINE = AccessSeenOn(heads=True, tasks=False)


def _world(*emails: str, **tables: Any) -> World:
    seen = tuple(
        AccessSeen(valid_from=LISTED, account_id=ACCOUNT, identity=each, identity_key=each)
        for each in emails
    )
    lists = (AccessList(valid_from=LISTED, account_id=ACCOUNT),)
    head = Headship(valid_from=ALWAYS, area_id=AREA, person_id=DANIEL)
    told = {"access_lists": lists, "access_seen": seen, "headships": (head,)}
    return staffed(**told | tables)


def _compared(connection: Connection, world: World) -> list[tuple[str, str]]:
    return [(each.what, each.identity) for each in _all_of(connection, world)]


def _all_of(connection: Connection, world: World, day: date = DAY) -> list[Compared]:
    if not connection.info.get(id(world)):
        worlds.insert(connection, world)
        connection.info[id(world)] = world
    return list(compared(connection, Scope(world.institution_id), day, MINE, [ACCOUNT]))


EVERYBODY = ("p1@ine.mx", "p2@ine.mx", "p3@ine.mx", "p4@ine.mx", "x@else.example")


@pytest.mark.parametrize(
    "tables",
    [
        {},
        {"designations": (designation(ANA, "owner"),)},
        {"headships": ()},
        {"headships": (Headship(valid_from=ALWAYS, area_id=OTHER_AREA, person_id=CARLA),)},
        {
            "designations": (
                designation(CARLA, "owner", valid_to=DAY - timedelta(days=1)),
                designation(ANA, "owner", valid_from=DAY - timedelta(days=1)),
                designation(BETO, "substitute"),
            )
        },
    ],
)
def test_a_review_and_the_check_count_the_same(
    connection: Connection, tables: dict[str, Any]
) -> None:
    world = _world(*EVERYBODY, **tables)
    row = facts(connection, world, asks=(MINE,))
    found = [what for what, _identity in _compared(connection, world)]
    unentitled = found.count("stranger") + found.count("left")
    assert unentitled == row["access:strangers"] + row["access:lapsed"]
    assert found.count("undecided") == row["access:undecided"]
    assert found.count("other_head") == row["access:other_heads"]
    assert sum(row[f"access:{name}"] for name in COUNTS) + found.count("entitled") == 5


def test_one_who_was_in_charge_or_headed_the_area_has_left(connection: Connection) -> None:
    gone = LISTED - timedelta(days=1)
    world = _world(
        "p1@ine.mx",
        "p2@ine.mx",
        "p3@ine.mx",
        "p4@ine.mx",
        people=(person(ANA), person(BETO, active_to=gone), person(CARLA), person(DANIEL)),
        designations=(
            designation(ANA, "owner", valid_to=gone),
            designation(CARLA, "owner", valid_from=gone),
            designation(BETO, "substitute"),
        ),
        headships=(
            Headship(valid_from=ALWAYS, valid_to=gone, area_id=AREA, person_id=DANIEL),
            Headship(valid_from=gone, area_id=AREA, person_id=None),
        ),
    )
    assert _compared(connection, world) == [
        ("left", "p1@ine.mx"),
        ("left", "p2@ine.mx"),
        ("entitled", "p3@ine.mx"),
        ("left", "p4@ine.mx"),
    ]


def test_who_is_in_charge_and_in_the_post_is_missing_where_the_list_has_them_not(
    connection: Connection,
) -> None:
    by_area = replace(designation(BETO, "substitute"), account_id=None, area_id=AREA)
    world = _world("p4@ine.mx", designations=(designation(ANA, "owner"), by_area))
    missing = [each for each in _all_of(connection, world) if each.what == "missing"]
    assert [(each.identity, each.in_charge, each.by_area) for each in missing] == [
        ("p1@ine.mx", "owner", False),
        ("p2@ine.mx", "substitute", True),
    ]
    assert missing[0].account == Account(ACCOUNT, "x/IEEjemplo", "JD01", delegated=False)


def test_whom_several_controls_do_not_all_entitle_is_not_entitled() -> None:
    library, own = Library(), LoadedInstitution(Institution(code="IEE"))
    mail, ags = (
        compile_requirements(library, [pack], own) for pack in ("mx-ine-mail", "mx-iee-ags-2023")
    )
    assert entitling(mail, DAY) == AccessSeenOn(heads=True, tasks=False)
    assert entitling(ags, DAY) == AccessSeenOn(heads=False, tasks=True)
    both = replace(mail, controls=(*mail.controls, *ags.controls))
    assert entitling(both, DAY) == AccessSeenOn(heads=False, tasks=False)
    assert entitling(replace(mail, controls=()), DAY) is None
