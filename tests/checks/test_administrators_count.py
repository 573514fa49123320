"""An owner and another person as substitute; a third warns where the document says two."""

from typing import Any

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial

BOTH = {"owner": "active", "substitute": "active"}


@pytest.mark.parametrize(
    ("facts", "letter"),
    [
        ({"administrators": 2}, "p"),
        ({"administrators": 1}, "f"),
        ({"administrators": 3}, "w"),
        ({"administrators": 2, "substitute": "ended"}, "f"),
        ({"administrators": 1, "owner": "none"}, "f"),
        ({"administrators": 1, "substitute": None}, "u"),
        ({"administrators": 3, "substitute": None}, "u"),
        ({"administrators": 1, "owner": None, "substitute": "ended"}, "f"),
    ],
)
def test_the_two_are_counted(connection: Connection, facts: dict[str, Any], letter: str) -> None:
    trial = Trial(connection, "administrators_count", params={"third": "warn"})
    tried = trial.on(**BOTH | facts)
    assert (tried.letter, tried.gives) == (letter, "fpuw")


@pytest.mark.parametrize("third", ["pass", None])
def test_where_the_document_sets_no_upper_limit_a_third_is_fine(
    connection: Connection, third: str | None
) -> None:
    trial = Trial(connection, "administrators_count", params={"third": third})
    tried = trial.on(**BOTH, administrators=3)
    assert (tried.letter, tried.gives) == ("p", "fpu")
