"""Engine and oracle agree on every control over random rows of facts with holes in them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine

from monitor import db
from tests.agreement import fact_rows
from tests.agreement.sizes import Sizes
from tests.facts.engines import BOTH, opened


@pytest.fixture(scope="module", params=BOTH)
def engine_of_rows(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sizes: Sizes
) -> Iterator[Engine]:
    with opened(request, tmp_path_factory) as engine:
        with db.writing(engine) as connection:
            for kind in fact_rows.KINDS:
                fact_rows.fill(connection, kind, fact_rows.cases(kind, sizes.rows))
        yield engine


@pytest.fixture
def connection(engine_of_rows: Engine) -> Iterator[Connection]:
    with engine_of_rows.connect() as opened_connection:
        yield opened_connection


@pytest.mark.parametrize("kind", fact_rows.KINDS)
def test_every_letter_agrees_whatever_is_unknown(
    connection: Connection, kind: str, sizes: Sizes
) -> None:
    judged = 0
    for case in fact_rows.cases(kind, sizes.rows):
        query = fact_rows.judged(case.plan.tests, case)
        assert list(fact_rows.compare(connection, query, case))[:5] == []
        judged += len(fact_rows.oracle(case))
    assert judged >= sizes.rows
