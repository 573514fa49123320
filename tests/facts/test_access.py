"""Who was seen with access, against who may have it (rulings 23 to 25)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.facts.access import COUNTS, AccessOfArea, AccessSeenOn
from monitor.history import ALWAYS
from tests.facts.registers import BEFORE, facts
from tests.oracle.records import AccessList, AccessSeen, Headship
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
PAIR = (designation(ANA, "owner"), designation(BETO, "substitute"))
HEAD = Headship(valid_from=ALWAYS, area_id=AREA, person_id=DANIEL)


def _lists(*emails: str, on: date = LISTED) -> dict[str, Any]:
    seen = tuple(
        AccessSeen(valid_from=on, account_id=ACCOUNT, identity=each, identity_key=each.casefold())
        for each in emails
    )
    lists = (AccessList(valid_from=on, account_id=ACCOUNT),)
    return {"access_lists": lists, "access_seen": seen}


def _counts(
    connection: Connection, *emails: str, heads: bool = True, tasks: bool = False, **tables: Any
) -> dict[str, int]:
    """Return the counts that are not 0 of one list, in a staffed area with a head."""
    world = staffed(**_lists(*emails) | {"headships": (HEAD,)} | tables)
    row = facts(connection, world, asks=(AccessSeenOn(heads, tasks),))
    assert row["access:on"] == LISTED
    return {name: row[f"access:{name}"] for name in COUNTS if row[f"access:{name}"]}


def test_ruling_23_administrators_and_the_head_are_entitled_whatever_the_letter_case(
    connection: Connection,
) -> None:
    assert _counts(connection, "P1@INE.mx", "p2@ine.mx", "p4@ine.mx") == {}


def test_ruling_23_one_that_matches_nobody_is_a_stranger(connection: Connection) -> None:
    assert _counts(connection, "x@y.example", designations=(), headships=()) == {"strangers": 1}


def test_ruling_25_a_known_person_who_was_never_entitled_is_a_stranger(
    connection: Connection,
) -> None:
    assert _counts(connection, "p3@ine.mx") == {"strangers": 1}


@pytest.mark.parametrize(
    "tables",
    [
        {"designations": PAIR[:1]},
        {"designations": PAIR[1:]},
        {"headships": ()},
    ],
)
def test_ruling_25_while_owner_substitute_or_head_was_never_recorded_it_cannot_be_told(
    connection: Connection, tables: dict[str, Any]
) -> None:
    assert _counts(connection, "p3@ine.mx", **tables) == {"undecided": 1}


def test_ruling_25_where_heads_are_not_entitled_their_record_is_not_waited_for(
    connection: Connection,
) -> None:
    assert _counts(connection, "p3@ine.mx", heads=False, headships=()) == {"strangers": 1}


def test_where_heads_are_not_entitled_the_head_is_a_stranger(connection: Connection) -> None:
    assert _counts(connection, "p4@ine.mx", heads=False) == {"strangers": 1}


def test_ruling_25_entitled_then_and_no_longer_has_lapsed(connection: Connection) -> None:
    rows = (
        designation(CARLA, "owner", valid_to=DAY),
        designation(ANA, "owner", valid_from=DAY),
        PAIR[1],
    )
    assert _counts(connection, "p3@ine.mx", designations=rows) == {"lapsed": 1}


def test_ruling_25_entitled_only_since_is_fine(connection: Connection) -> None:
    rows = (*PAIR, designation(CARLA, "owner", valid_from=DAY))
    assert _counts(connection, "p3@ine.mx", designations=rows) == {}


def test_ruling_25_who_has_left_the_post_has_lapsed(connection: Connection) -> None:
    people = (person(ANA, active_to=BEFORE), person(BETO), person(DANIEL))
    assert _counts(connection, "p1@ine.mx", people=people) == {"lapsed": 1}


def test_ruling_25_the_head_of_another_area_is_told_apart_and_the_own_area_wins(
    connection: Connection,
) -> None:
    other = Headship(valid_from=ALWAYS, area_id=OTHER_AREA, person_id=CARLA)
    assert _counts(connection, "p3@ine.mx", headships=(HEAD, other)) == {"other_heads": 1}


def test_ruling_25_heading_the_own_area_too_wins(connection: Connection) -> None:
    both = tuple(
        Headship(valid_from=ALWAYS, area_id=area, person_id=CARLA) for area in (AREA, OTHER_AREA)
    )
    assert _counts(connection, "p3@ine.mx", headships=both) == {}


def test_ruling_25_a_headship_that_ended_entitles_no_more(connection: Connection) -> None:
    ended = Headship(valid_from=ALWAYS, valid_to=DAY, area_id=AREA, person_id=DANIEL)
    assert _counts(connection, "p4@ine.mx", headships=(ended,)) == {"lapsed": 1}


@pytest.mark.parametrize(("tasks", "found"), [(True, {}), (False, {"strangers": 1})])
def test_ruling_25_who_has_a_task_is_entitled_only_where_the_pack_says_so(
    connection: Connection, tasks: bool, found: dict[str, int]
) -> None:
    rows = (*PAIR, designation(CARLA, "task"))
    assert _counts(connection, "p3@ine.mx", tasks=tasks, designations=rows) == found


def test_a_designation_for_the_area_entitles_too(connection: Connection) -> None:
    rows = (*PAIR, designation(CARLA, "owner", area_id=AREA, id=90))
    assert _counts(connection, "p3@ine.mx", designations=rows) == {}


def test_ruling_24_the_newest_list_counts_and_an_empty_one_is_a_list(
    connection: Connection,
) -> None:
    old, new = _lists("x@y.example", on=LISTED - timedelta(days=60)), _lists()
    closed = AccessList(valid_from=LISTED - timedelta(days=60), valid_to=LISTED, account_id=ACCOUNT)
    world = staffed(access_lists=(closed, *new["access_lists"]), access_seen=old["access_seen"])
    row = facts(connection, world, asks=(AccessSeenOn(heads=True, tasks=False),))
    assert (row["access:on"], row["access:strangers"]) == (LISTED, 0)


def test_without_a_list_nothing_is_known(connection: Connection) -> None:
    row = facts(connection, staffed(), asks=(AccessSeenOn(heads=True, tasks=False),))
    assert [row[name] for name in AccessSeenOn(heads=True, tasks=False).columns()] == [None] * 5


@pytest.mark.parametrize(
    ("emails", "tables", "counts"),
    [
        (("p1@ine.mx", "p2@ine.mx"), {}, (0, 0)),
        (("x@y.example",), {}, (1, 0)),
        (("p1@ine.mx",), {"people": (person(ANA, area_id=OTHER_AREA),)}, (1, 0)),
        (("p1@ine.mx",), {"people": (person(ANA, area_id=None),)}, (0, 1)),
        ((), {}, (0, 0)),
    ],
)
def test_who_has_access_is_counted_by_area(
    connection: Connection,
    emails: tuple[str, ...],
    tables: dict[str, Any],
    counts: tuple[int, int],
) -> None:
    row = facts(connection, staffed(**_lists(*emails) | tables), asks=(AccessOfArea(),))
    assert tuple(row[name] for name in AccessOfArea().columns()) == counts


def test_without_a_list_nobody_can_say_who_is_of_another_area(connection: Connection) -> None:
    row = facts(connection, staffed(), asks=(AccessOfArea(),))
    assert row["access:outside_area"] is None
