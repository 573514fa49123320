"""Findings as people ask for them, each filter alone; what is not known among them."""

from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.findings import unknowns
from monitor.findings.listing import Asking, Listed, Wanted
from tests.findings.lives import Playing, late, small
from tests.oracle.sketches import ANA, AREA, CARLA, DANIEL


@pytest.fixture
def playing(connection: Connection) -> Playing:
    made = small(connection)
    made.round()
    return made


def _found(playing: Playing, **wanted: Any) -> list[Listed]:
    asking = Asking(playing.connection, playing.scope, playing.day, Wanted(**wanted))
    return list(unknowns.listed(asking))


ALL = ["account mfa.enabled", "account rotation.max-age", "area ownership.area-head"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ALL),
        ({"area": "JD01"}, ALL),
        ({"area": "JD02"}, []),
        ({"control": "mfa.enabled"}, ALL[:1]),
        ({"severity": "critical"}, ALL[:1]),
        ({"severity": "high"}, ALL[1:]),
        ({"state": "open"}, ALL),
        ({"state": "resolved"}, []),
        ({"state": "waived"}, []),
        ({"outcome": "fail"}, ALL[1:2]),
        ({"outcome": "unknown"}, [ALL[0], ALL[2]]),
        ({"outcome": "warn"}, []),
        ({"person": ANA}, ALL[:2]),
        ({"person": DANIEL}, []),
        ({"subject": ("account", 1)}, ALL[:2]),
        ({"subject": ("area", AREA)}, ALL[2:]),
        ({"subject": ("mailbox", 1)}, []),
        ({"new_in": 1}, ALL[1:2]),
        ({"new_in": 2}, []),
    ],
)
def test_each_filter_limits_what_is_listed(
    playing: Playing, wanted: dict[str, Any], found: list[str]
) -> None:
    assert [f"{each.kind} {each.control}" for each in _found(playing, **wanted)] == found


def test_what_is_not_known_has_a_code_but_no_row(playing: Playing) -> None:
    factor, changed, _head = _found(playing)
    assert (factor.id, factor.state, factor.outcome) == (None, "open", "unknown")
    assert changed.id is not None
    assert changed.opened_on == playing.day


def test_before_the_first_round_nothing_is_listed(connection: Connection) -> None:
    assert _found(small(connection)) == []


def test_whom_it_is_assigned_to_sees_to_it_and_nobody_else(playing: Playing) -> None:
    from monitor.acts import following_up

    session = playing.session()
    following_up.assign(session, [late(playing).code], f"person:p{CARLA}@ine.mx")
    session.flush()
    assert [each.control for each in _found(playing, person=CARLA)] == ["rotation.max-age"]
    assert [each.control for each in _found(playing, person=ANA)] == ["mfa.enabled"]


def test_a_waiver_is_shown_with_what_it_covers(playing: Playing) -> None:
    playing.waive(late(playing).code, days=5)
    (waived,) = _found(playing, state="waived")
    assert waived.waiver is not None
    assert (waived.waiver.reason, waived.waiver.approved_by) == ("elections", "os:beto@here")
    assert not waived.waiver.self_approved
    assert not waived.waiver.claimed
