"""One database of either kind with all made-up institutions, for all tests of this folder."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Connection

from tests.agreement import histories
from tests.agreement.histories import Compared, Look, Register
from tests.agreement.sizes import FULL, USUAL, Sizes
from tests.facts.engines import BOTH, opened


@dataclass
class Filled:
    """A connection to the filled database, and what was already compared there."""

    connection: Connection
    register: Register
    done: dict[tuple[str, str], Compared] = field(default_factory=dict)

    def compared(self, name: str, kind: str, looks: Iterable[Look]) -> Compared:
        """Compare one kind under the policies of a name, once."""
        if (name, kind) not in self.done:
            self._prepare(kind)
            self.done[name, kind] = histories.compare(self.connection, kind, looks)
        return self.done[name, kind]

    def _prepare(self, kind: str) -> None:
        """Keep PostgreSQL from making up its mind anew: one plan for all costs more than it saves.

        Of the institution's facts, which are few, one plan is as good as another.
        """
        if self.connection.dialect.name == "postgresql":
            plan = "generic" if kind == "institution" else "custom"
            self.connection.exec_driver_sql(f"SET plan_cache_mode = force_{plan}_plan")


@pytest.fixture(scope="session")
def sizes(full: bool) -> Sizes:
    """Say how much is compared."""
    return FULL if full else USUAL


@pytest.fixture(scope="session", params=BOTH)
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sizes: Sizes
) -> Iterator[Filled]:
    """Give a database with all made-up institutions, once on either engine."""
    made = histories.register(sizes)
    with opened(request, tmp_path_factory) as engine:
        histories.fill(engine, made)
        with engine.connect() as connection:
            yield Filled(connection, made)
