"""A verdict that is wrong on purpose is caught: the comparison is not blind, on either engine."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import ColumnElement, Connection, Engine, case, select

from monitor import db
from monitor.checks import verdict
from tests.agreement import fact_rows
from tests.agreement.comparing import Difference
from tests.facts.engines import BOTH, opened

Wrong = Callable[[ColumnElement[str]], ColumnElement[str | None]]


def without_else(right: ColumnElement[str]) -> ColumnElement[str | None]:
    """Drop the ELSE of the CASE: what cannot be told has no letter at all."""
    return case((right != "u", right))


def swapped(right: ColumnElement[str]) -> ColumnElement[str | None]:
    """Take a fail for an unknown, and an unknown for a fail."""
    return case((right == "f", "u"), (right == "u", "f"), else_=right)


@pytest.fixture(scope="module", params=BOTH)
def accounts(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    with opened(request, tmp_path_factory) as engine:
        with db.writing(engine) as connection:
            fact_rows.fill(connection, "account")
        yield engine


@pytest.mark.parametrize("wrong", [without_else, swapped])
def test_a_wrong_verdict_is_caught_for_every_control(accounts: Engine, wrong: Wrong) -> None:
    policy, day = fact_rows.cases()[0]
    tests = fact_rows.tests_of(policy, day, "account")
    with accounts.connect() as connection:
        caught = {found.what for found in _compared(connection, tests, wrong)}
    assert caught == {tested.control.id for tested in tests}


def _compared(
    connection: Connection, tests: tuple[verdict.Test, ...], wrong: Wrong
) -> Iterator[Difference]:
    facts, known = fact_rows.table("account"), fact_rows.drawn("account", 0)
    letters = [
        wrong(verdict.letter(each, facts)).label(f"letter_{n}") for n, each in enumerate(tests)
    ]
    few = facts.c.id.between(known[0]["id"], known[-1]["id"])
    yield from fact_rows.compare(connection, select(facts.c.id, *letters).where(few), "account", 0)
