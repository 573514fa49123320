"""The second factor is on, of a kind that holds, on evidence that is fresh."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.policy.durations import parse
from tests.checks.trying import Trial

FRESH, LAST_DAY, OLD = date(2026, 3, 1), date(2025, 3, 31), date(2025, 3, 30)
PROVED: dict[str, Any] = {"platform": "x", "second_factor": "totp", "factor_level": "proved"}


def _trial(connection: Connection, **params: Any) -> Trial:
    usual: dict[str, Any] = {"weak_kinds": ("sms", "call"), "evidence_max_age": parse("P1Y")}
    given = usual | params
    return Trial(connection, "second_factor", params=given)


@pytest.mark.parametrize(
    ("facts", "letter"),
    [
        ({}, "p"),
        ({"factor_on": OLD}, "p"),
        ({"factor_level": "kept"}, "p"),
        ({"second_factor": "sms"}, "w"),
        ({"second_factor": "email"}, "p"),
        ({"factor_level": None}, "w"),
        ({"factor_level": "attested", "factor_on": FRESH}, "w"),
        ({"factor_level": "evidenced", "factor_on": FRESH}, "p"),
        ({"factor_level": "evidenced", "factor_on": LAST_DAY}, "p"),
        ({"factor_level": "witnessed", "factor_on": OLD}, "w"),
        ({"factor_level": "evidenced"}, "w"),
        ({"second_factor": "none"}, "f"),
        ({"second_factor": None}, "u"),
        ({"second_factor": "none", "platform": "mynetwork"}, "u"),
        ({"second_factor": "none", "platform": None}, "u"),
        ({"platform": "mynetwork"}, "p"),
    ],
)
def test_a_factor_is_judged_by_kind_level_and_age(
    connection: Connection, facts: dict[str, Any], letter: str
) -> None:
    tried = _trial(connection).on(**PROVED | facts)
    assert tried.letter == letter
    assert set("pwfu") <= set(tried.gives)


def test_without_a_limit_evidence_does_not_age(connection: Connection) -> None:
    old = PROVED | {"factor_level": "witnessed", "factor_on": date(2000, 1, 1)}
    assert _trial(connection, evidence_max_age=None).on(**old).letter == "p"


def test_a_network_that_offers_none_is_exempt(connection: Connection) -> None:
    tried = _trial(connection).on(platform="bare", second_factor="none")
    assert (tried.letter, tried.because) == ("n", "bare offers no second factor")


def test_without_a_list_of_weak_kinds_the_check_is_switched_off(connection: Connection) -> None:
    assert _trial(connection, weak_kinds=None).test().uses == ()
