"""A document that other checks rest on is asked for only by those that rest on it."""

import pytest
from sqlalchemy import Connection

from monitor.checks import recommendations
from monitor.policy.parameters import Value
from tests.checks.trying import P6M, Trial

ALONE: dict[str, Value] = {"max_age": P6M, "recommendations": "not-asked"}
RESTS: dict[str, Value] = {"max_age": P6M, "recommendations": "on-file"}


@pytest.mark.parametrize(
    ("params", "columns"),
    [(ALONE, ()), (RESTS, ("document:password_recommendations",))],
)
def test_the_document_is_asked_for_where_it_is_needed(
    connection: Connection, params: dict[str, Value], columns: tuple[str, ...]
) -> None:
    trial = Trial(connection, "attested", params=params)
    (use,) = trial.test().uses
    assert recommendations.columns(use.given) == columns
    assert len(recommendations.asks(use.given)) == len(columns)


def test_it_is_told_before_anything_else_that_is_missing(connection: Connection) -> None:
    trial = Trial(connection, "attested", params=RESTS)
    assert trial.on().because == (
        "the IT unit's password recommendations are not on file, or are out of date"
    )
