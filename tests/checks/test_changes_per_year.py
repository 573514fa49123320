"""Twice a year: enough this year passes, else the year that ended judges (ruling 26)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.policy.parameters import Value
from tests.checks.trying import P6M, Trial

OLD = date(2020, 1, 1)
TWICE: dict[str, Value] = {"per_year": 2, "remind_after": P6M}
WHOLE: dict[str, Any] = {
    "opened_on": OLD,
    "changed_before_last_year": True,
    "password_changed_on": date(2026, 1, 5),
}


@pytest.mark.parametrize(
    ("facts", "letter"),
    [
        (WHOLE | {"changes_this_year": 2, "changes_last_year": 0}, "p"),
        (WHOLE | {"changes_this_year": 1, "changes_last_year": 2}, "p"),
        (WHOLE | {"changes_this_year": 1, "changes_last_year": 1}, "f"),
        (
            WHOLE
            | {
                "changes_this_year": 0,
                "changes_last_year": 2,
                "password_changed_on": date(2025, 9, 29),
            },
            "w",
        ),
        (WHOLE | {"changes_this_year": 1, "changes_last_year": 1, "opened_on": None}, "u"),
        (
            WHOLE | {"changes_this_year": 1, "changes_last_year": 1, "opened_on": date(2025, 1, 1)},
            "u",
        ),
        (
            WHOLE
            | {
                "changes_this_year": 1,
                "changes_last_year": 0,
                "changed_before_last_year": False,
            },
            "u",
        ),
        ({"changes_this_year": 2, "changes_last_year": 0}, "p"),
    ],
)
def test_the_years_are_counted(connection: Connection, facts: dict[str, Any], letter: str) -> None:
    tried = Trial(connection, "changes_per_year", params=TWICE).on(**facts)
    assert (tried.letter, tried.gives) == (letter, "fpuw")


def test_a_breach_says_how_often_and_how_often_it_should_have_been(connection: Connection) -> None:
    facts = WHOLE | {"changes_this_year": 0, "changes_last_year": 1}
    tried = Trial(connection, "changes_per_year", params=TWICE).on(**facts)
    assert tried.because == "changed 1 times last year; the document asks for 2"


def test_a_count_that_nobody_knows_never_passes(connection: Connection) -> None:
    unknown = WHOLE | {"changes_this_year": None, "changes_last_year": 2}
    assert Trial(connection, "changes_per_year", params=TWICE).on(**unknown).letter == "u"
