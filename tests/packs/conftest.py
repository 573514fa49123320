"""What every pack is tried on: one database of either kind, and all examples run once."""

from collections.abc import Iterator, Mapping

import pytest
from sqlalchemy import Connection, Engine

from monitor.checks import examples
from monitor.checks.examples import Outcome
from monitor.policy.library import Library
from tests.facts.engines import BOTH, opened

LIBRARY = Library()
PACKS = {name: LIBRARY.pack(name) for name in LIBRARY.pack_ids()}

Outcomes = Mapping[tuple[str, str, str], Outcome]


@pytest.fixture(scope="session", params=BOTH)
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Give a database, once on either engine."""
    with opened(request, tmp_path_factory) as engine:
        yield engine


@pytest.fixture(scope="session")
def connection(shared: Engine) -> Iterator[Connection]:
    """Give a connection for reading."""
    with shared.connect() as opened_connection:
        yield opened_connection


@pytest.fixture(scope="session")
def outcomes(connection: Connection) -> Outcomes:
    """Give what every example gave, by pack, control and name."""
    return {
        (pack, outcome.control, outcome.name): outcome
        for pack, loaded in PACKS.items()
        for outcome in examples.run(connection, LIBRARY, loaded)
    }
