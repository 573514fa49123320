"""The newest password was assessed, and holds up to the recommendations on file."""

from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.policy.parameters import Value
from tests.checks.trying import Trial

ON_FILE: dict[str, Any] = {"document__password_recommendations": "in_force"}
RESTS: dict[str, Value] = {"min_score": 3, "recommendations": "on-file"}


def _trial(connection: Connection, *, rests: bool = True) -> Trial:
    if rests:
        return Trial(connection, "password_assessed", params=RESTS)
    return Trial(connection, "password_assessed")


@pytest.mark.parametrize(
    ("facts", "letter"),
    [
        ({"password_meets": True, "password_score": 4}, "p"),
        ({"password_meets": True}, "p"),
        ({"password_meets": True, "password_score": 2}, "w"),
        ({"password_meets": True, "password_breached": True}, "w"),
        ({"password_meets": True, "password_reused": True}, "w"),
        ({"password_meets": True, "password_breached": False, "password_reused": False}, "p"),
        ({"password_meets": False, "password_score": 4}, "f"),
        ({"password_score": 0, "password_breached": True}, "u"),
        ({}, "u"),
    ],
)
def test_composition_is_the_clause_and_the_rest_a_reserve(
    connection: Connection, facts: dict[str, Any], letter: str
) -> None:
    tried = _trial(connection).on(**ON_FILE | facts)
    assert (tried.letter, tried.gives) == (letter, "fpuw")


@pytest.mark.parametrize("state", ["expired", None])
@pytest.mark.parametrize("meets", [True, False])
def test_without_the_recommendations_nothing_can_be_told(
    connection: Connection, state: str | None, meets: bool
) -> None:
    facts = {"document__password_recommendations": state, "password_meets": meets}
    assert _trial(connection).on(**facts).letter == "u"


def test_a_control_that_rests_on_no_document_is_judged_without(connection: Connection) -> None:
    trial = _trial(connection, rests=False)
    assert trial.on(password_meets=False).letter == "f"
    assert trial.on(password_meets=True, password_score=0).letter == "p"
