"""Engine and oracle agree on every control over random rows of facts with holes in them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine

from monitor import db
from tests.agreement import fact_rows
from tests.facts.engines import BOTH, opened


@pytest.fixture(scope="module", params=BOTH)
def engine_of_rows(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    with opened(request, tmp_path_factory) as engine:
        with db.writing(engine) as connection:
            for kind in fact_rows.KINDS:
                fact_rows.fill(connection, kind)
        yield engine


@pytest.fixture
def connection(engine_of_rows: Engine) -> Iterator[Connection]:
    with engine_of_rows.connect() as opened_connection:
        yield opened_connection


@pytest.mark.parametrize("kind", fact_rows.KINDS)
def test_every_letter_agrees_whatever_is_unknown(connection: Connection, kind: str) -> None:
    judged = 0
    for number, (policy, day) in enumerate(fact_rows.cases()):
        query = fact_rows.judged(fact_rows.tests_of(policy, day, kind), kind, number)
        found = list(fact_rows.compare(connection, query, kind, number))
        assert found[:5] == []
        judged += len(fact_rows.oracle(kind, number))
    assert judged >= 20_000
