"""Administrators of another area fail, or warn where the document says so."""

from typing import Any

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial

IN_CHARGE = {
    "owner": "active",
    "substitute": "active",
    "admins_elsewhere": 0,
    "admins_area_unknown": 0,
}


@pytest.mark.parametrize(("outside", "letter"), [("fail", "f"), ("warn", "w")])
def test_one_of_another_area_is_judged_as_the_document_says(
    connection: Connection, outside: str, letter: str
) -> None:
    trial = Trial(connection, "administrators_area", params={"outside": outside})
    tried = trial.on(**IN_CHARGE | {"admins_elsewhere": 1})
    assert (tried.letter, tried.because) == (letter, "an administrator belongs to another area")
    assert set(tried.gives) == set("pu") | {letter}
    assert trial.on(**IN_CHARGE).letter == "p"


@pytest.mark.parametrize(
    "facts",
    [
        {"owner": None},
        {"substitute": "ended"},
        {"owner": "none"},
        {"admins_area_unknown": 1},
        {"admins_area_unknown": None},
        {"admins_elsewhere": None},
    ],
)
def test_what_is_not_known_of_one_of_them_is_unknown(
    connection: Connection, facts: dict[str, Any]
) -> None:
    assert Trial(connection, "administrators_area").on(**IN_CHARGE | facts).letter == "u"
