"""Whether contractors may administer accounts is a reading; not recorded is unknown."""

from typing import Any

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial

EMPLOYED = {"owner": "active", "substitute": "active", "contractors": 0, "employment_unknown": 0}


@pytest.mark.parametrize(
    ("rule", "letter", "gives"), [("fail", "f", "fpu"), ("warn", "w", "puw"), ("pass", "p", "p")]
)
def test_a_contractor_is_judged_by_the_reading_in_force(
    connection: Connection, rule: str, letter: str, gives: str
) -> None:
    trial = Trial(connection, "administrators_employment", params={"contractors": rule})
    tried = trial.on(**EMPLOYED | {"contractors": 1})
    assert (tried.letter, tried.gives) == (letter, gives)
    assert trial.on(**EMPLOYED).letter == "p"


@pytest.mark.parametrize(
    "facts",
    [
        {"employment_unknown": 1},
        {"employment_unknown": None},
        {"contractors": None},
        {"owner": None},
    ],
)
def test_employment_that_is_not_known_is_unknown(
    connection: Connection, facts: dict[str, Any]
) -> None:
    trial = Trial(connection, "administrators_employment", params={"contractors": "warn"})
    assert trial.on(**EMPLOYED | facts).letter == "u"


def test_where_anybody_may_administer_employment_is_not_asked(connection: Connection) -> None:
    trial = Trial(connection, "administrators_employment", params={"contractors": "pass"})
    assert trial.on(employment_unknown=1).letter == "p"


def test_without_a_reading_the_check_is_switched_off(connection: Connection) -> None:
    assert Trial(connection, "administrators_employment").test().uses == ()
