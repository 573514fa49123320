"""A verdict that is wrong on purpose is caught: the comparison is not blind, on either engine."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import ColumnElement, Connection, Engine, case, select

from monitor import db
from monitor.checks import verdict
from tests.agreement import fact_rows, policies
from tests.agreement.comparing import Difference
from tests.agreement.fact_rows import Case
from tests.agreement.sizes import Sizes
from tests.facts.engines import BOTH, opened

Wrong = Callable[[ColumnElement[str]], ColumnElement[str | None]]


def without_else(right: ColumnElement[str]) -> ColumnElement[str | None]:
    """Drop the ELSE of the CASE: what cannot be told has no letter at all."""
    return case((right != "u", right))


def swapped(right: ColumnElement[str]) -> ColumnElement[str | None]:
    """Take a fail for an unknown, and an unknown for a fail."""
    return case((right == "f", "u"), (right == "u", "f"), else_=right)


@pytest.fixture(scope="module")
def rows(sizes: Sizes) -> Case:
    return fact_rows.cases("account", [policies.made_up("made-up-one")], sizes.rows)[0]


@pytest.fixture(scope="module", params=BOTH)
def accounts(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, rows: Case
) -> Iterator[Engine]:
    with opened(request, tmp_path_factory) as engine:
        with db.writing(engine) as connection:
            fact_rows.fill(connection, [rows])
        yield engine


@pytest.mark.parametrize("wrong", [without_else, swapped])
def test_a_wrong_verdict_is_caught_for_every_control(
    accounts: Engine, rows: Case, wrong: Wrong
) -> None:
    tests = rows.plan.tests
    with accounts.connect() as connection:
        caught = {found.what for found in _compared(connection, rows, tests, wrong)}
    assert caught == {tested.control.id for tested in tests}


def _compared(
    connection: Connection, rows: Case, tests: tuple[verdict.Test, ...], wrong: Wrong
) -> Iterator[Difference]:
    facts = rows.table
    letters = [
        wrong(verdict.letter(each, facts)).label(f"letter_{n}") for n, each in enumerate(tests)
    ]
    few = facts.c.id.between(rows.ids[0], rows.ids[-1])
    yield from fact_rows.compare(connection, select(facts.c.id, *letters).where(few), rows)
