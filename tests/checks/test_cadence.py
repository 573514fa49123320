"""A silent account is remarked and never failed: no text sets a figure (reading 31)."""

from datetime import date

import pytest
from sqlalchemy import Connection

from monitor.policy.durations import parse
from tests.checks.trying import Trial


@pytest.mark.parametrize(
    ("posted", "letter"),
    [
        (date(2026, 3, 31), "p"),
        (date(2026, 3, 24), "p"),
        (date(2026, 3, 23), "w"),
        (date(2020, 1, 1), "w"),
        (None, "u"),
    ],
)
def test_the_last_post_is_held_against_the_cadence(
    connection: Connection, posted: date | None, letter: str
) -> None:
    tried = Trial(connection, "cadence", params={"cadence": parse("P7D")}).on(last_post_on=posted)
    assert (tried.letter, tried.gives) == (letter, "puw")
