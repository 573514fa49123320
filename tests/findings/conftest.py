"""One database of either kind for all tests of this folder; each leaves it as it found it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine

from tests.facts.engines import BOTH, opened, undone


@pytest.fixture(scope="session", params=BOTH)
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Give a database with all tables, once on either engine."""
    with opened(request, tmp_path_factory) as engine:
        yield engine


@pytest.fixture
def connection(shared: Engine) -> Iterator[Connection]:
    """Give a connection whose work is undone."""
    with undone(shared) as opened_connection:
        yield opened_connection
