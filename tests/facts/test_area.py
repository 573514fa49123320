"""The facts of areas: whose accounts they answer for, and whether a head is in post."""

from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.history import ALWAYS
from monitor.scope import Scope
from tests.facts.registers import AFTER, BEFORE, all_facts
from tests.oracle.records import Headship
from tests.oracle.sketches import (
    AREA,
    DANIEL,
    DAY,
    OTHER_AREA,
    account,
    person,
    register,
)


def test_ruling_13_an_area_counts_the_accounts_it_owns_that_are_not_closed(
    connection: Connection,
) -> None:
    rows = (
        account(),
        account(account_id=2, handle_key="b", status="proposed"),
        account(account_id=3, handle_key="c", status="closed"),
        account(account_id=4, handle_key="d", opened_on=AFTER),
    )
    found = all_facts(connection, register(accounts=rows), "area")
    assert {ref: row["accounts"] for ref, row in found.items()} == {"jd01": 2, "jd02": 0}
    assert found["jd01"]["area"] == "JD01"


def _head(person_id: int | None = DANIEL, **known: Any) -> Headship:
    given: dict[str, Any] = {"valid_from": ALWAYS, "area_id": AREA, "person_id": person_id}
    return Headship(**given | known)


@pytest.mark.parametrize(
    ("heads", "people", "state"),
    [
        ((), None, None),
        ((_head(),), None, "active"),
        ((_head(valid_to=AFTER),), None, "active"),
        ((_head(valid_to=DAY),), None, "ended"),
        ((_head(),), person(DANIEL, active_to=BEFORE), "ended"),
        ((_head(),), person(DANIEL, active_to=DAY), "active"),
        ((_head(None),), None, "none"),
        ((_head(valid_to=DAY), _head(None, valid_from=DAY)), None, "none"),
        ((_head(None, valid_to=DAY), _head(valid_from=DAY)), None, "active"),
        ((_head(valid_from=AFTER),), None, None),
    ],
)
def test_the_head_is_in_post_has_left_is_none_or_was_never_recorded(
    connection: Connection, heads: tuple[Headship, ...], people: Any, state: str | None
) -> None:
    more = {"people": (people,)} if people else {}
    world = register(headships=heads, **more)
    assert all_facts(connection, world, "area")["jd01"]["head"] == state


def test_a_scope_of_areas_shows_those_alone(connection: Connection) -> None:
    world = register()
    scope = Scope(world.institution_id, area_ids=frozenset({OTHER_AREA}))
    assert set(all_facts(connection, world, "area", scope=scope)) == {"jd02"}
