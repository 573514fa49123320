"""An engine that many tests share, on either database; each test undoes what it wrote."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Engine

from monitor import db
from tests.cluster import Cluster

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@contextmanager
def opened(request: pytest.FixtureRequest, factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Open a new database, with all tables, of the kind that `request.param` names."""
    if request.param == "sqlite":
        engine = db.open_database(f"sqlite:///{factory.mktemp('shared') / 'monitor.db'}")
        db.create_tables(engine)
        yield engine
        engine.dispose()
        return
    cluster: Cluster = request.getfixturevalue("postgresql_cluster")
    url = cluster.create_database()
    engine = db.open_database(url)
    db.create_tables(engine)
    yield engine
    engine.dispose()
    cluster.drop_database(url)


@contextmanager
def undone(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that leaves nothing behind."""
    with engine.connect() as connection:
        work = connection.begin()
        yield connection
        work.rollback()
