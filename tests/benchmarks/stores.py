"""Where a benchmark keeps its register: a file of SQLite, or a private PostgreSQL server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor import db
from tests import cluster

ENGINES = ("sqlite", "postgresql")


@contextmanager
def stores(engine: str, folder: Path) -> Iterator[Iterator[str]]:
    """Give URLs of new, empty databases, as many as are asked for; saved work is durable there."""
    if engine == "sqlite":
        yield (f"sqlite:///{folder / f'register{number}.sqlite'}" for number in range(1000))
        return
    with cluster.running(durable=True) as server:
        yield (server.create_database() for _number in range(1000))


def size(url: str) -> int:
    """Return how many MiB the database takes on disk."""
    engine = db.open_database(url)
    query = (
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        if engine.dialect.name == "sqlite"
        else "SELECT pg_database_size(current_database())"
    )
    with engine.connect() as connection:
        found: int = connection.exec_driver_sql(query).scalar_one()
    engine.dispose()
    return found // 2**20
