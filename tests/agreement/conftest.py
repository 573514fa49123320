"""One database of either kind with all made-up institutions, for all tests of this folder."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Connection

from tests.agreement import histories
from tests.agreement.histories import Compared
from tests.facts.engines import BOTH, opened


@dataclass
class Filled:
    """A connection to the filled database, and what was already compared there."""

    connection: Connection
    done: dict[str, Compared] = field(default_factory=dict)

    def compared(self, kind: str) -> Compared:
        """Compare one kind, once."""
        if kind not in self.done:
            self.done[kind] = histories.compare(self.connection, kind)
        return self.done[kind]


@pytest.fixture(scope="session", params=BOTH)
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Filled]:
    """Give a database with all made-up institutions, once on either engine."""
    with opened(request, tmp_path_factory) as engine:
        histories.fill(engine)
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                # Compiling these statements by machine takes a hundred times their running.
                connection.exec_driver_sql("SET jit = off")
                connection.exec_driver_sql("SET plan_cache_mode = force_custom_plan")
            yield Filled(connection)
