"""Engine and oracle agree on every control over random rows of facts with holes in them."""

from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import Connection, Engine

from monitor import db
from tests.agreement import fact_rows, policies
from tests.agreement.fact_rows import Case
from tests.agreement.sizes import Sizes
from tests.facts.engines import BOTH, opened
from tests.oracle.controls import KINDS


@pytest.fixture(scope="module", params=BOTH)
def engine_of_rows(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    with opened(request, tmp_path_factory) as engine:
        yield engine


def _compare(engine: Engine, cases: Sequence[Case]) -> int:
    """Judge rows in tables of their own; return how many there were."""
    with db.writing(engine) as connection:
        fact_rows.fill(connection, cases)
    with engine.connect() as connection:
        return sum(_judge(connection, case) for case in cases)


def _judge(connection: Connection, case: Case) -> int:
    query = fact_rows.judged(case.plan.tests, case)
    assert list(fact_rows.compare(connection, query, case))[:5] == []
    return len(fact_rows.oracle(case))


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_agrees_whatever_is_unknown(
    engine_of_rows: Engine, kind: str, sizes: Sizes
) -> None:
    mail = (policies.as_written(), policies.tailored(), policies.read_otherwise())
    assert _compare(engine_of_rows, fact_rows.cases(kind, mail, sizes.rows)) >= sizes.rows


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", policies.OTHERS)
def test_every_letter_agrees_under_every_other_policy(
    engine_of_rows: Engine, name: str, kind: str, sizes: Sizes
) -> None:
    policy = policies.OTHERS[name]()
    if policy.requirements.of(kind):
        cases = fact_rows.cases(kind, [policy], sizes.other_rows)
        assert _compare(engine_of_rows, cases) >= sizes.other_rows
