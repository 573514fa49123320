"""Verified, asked for, or not to be had: each is in order; not asked for is not."""

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial


@pytest.mark.parametrize(
    ("state", "letter"),
    [
        ("verified", "p"),
        ("requested", "p"),
        ("not_offered", "p"),
        ("not_eligible", "p"),
        ("none", "f"),
        (None, "u"),
    ],
)
def test_what_is_recorded_of_the_verification_is_judged(
    connection: Connection, state: str | None, letter: str
) -> None:
    tried = Trial(connection, "verification").on(verification=state)
    assert (tried.letter, tried.gives) == (letter, "fpu")
