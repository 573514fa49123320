"""What every test starts from: English, no settings of the machine, no network, both databases."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from hypothesis import settings as hypothesis
from sqlalchemy import Engine

from monitor import db, text
from monitor.migrations import tables
from tests import cluster

IN_CI = os.environ.get("CI") == "true"

# A slow machine is no failure; and what CI finds once it must find again.
hypothesis.register_profile("monitor", deadline=None, derandomize=IN_CI, print_blob=True)
hypothesis.load_profile("monitor")

tables.metadata()  # all tables, whichever stages a test is about: they refer to each other


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what the tests of this project understand."""
    parser.addoption(
        "--full",
        action="store_true",
        help="the sizes that issues ask for, where tests try very many cases (takes long)",
    )


@pytest.fixture(scope="session")
def full(request: pytest.FixtureRequest) -> bool:
    """Tell whether heavy tests are to try as much as issues ask for, not just enough for a push."""
    return bool(request.config.getoption("--full"))


@pytest.fixture(autouse=True)
def _the_clock_is_right() -> None:
    """Refuse to start where an earlier test, or what many tests share, left another time behind."""
    assert not time_machine.escape_hatch.is_travelling()


@pytest.fixture(autouse=True)
def _plain_surroundings(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Take away what this machine's user has set, and keep tests out of their home folder."""
    for name in [name for name in os.environ if name.startswith(("MONITOR_", "XDG_", "LC_"))]:
        monkeypatch.delenv(name)
    for name in ("LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.setenv("LANGUAGE", "en")  # also put back: `text.use` writes it
    text.use("en")


@pytest.fixture(scope="session")
def postgresql_cluster() -> Iterator[cluster.Cluster]:
    """Start one private PostgreSQL server for all tests; without its programs, skip them."""
    reason = cluster.why_not()
    if reason and IN_CI:
        pytest.fail(f"CI refuses to skip: {reason}")
    if reason:
        pytest.skip(reason)
    with cluster.running() as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql_cluster: cluster.Cluster) -> Iterator[str]:
    """Give the URL of a new, empty PostgreSQL database."""
    url = postgresql_cluster.create_database()
    yield url
    postgresql_cluster.drop_database(url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of a new, empty database: each test runs once on either engine."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql_url"))
    return f"sqlite:///{tmp_path / 'monitor.db'}"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Give a new, empty database, opened as the product opens it; no table is made."""
    opened = db.open_database(database_url)
    yield opened
    opened.dispose()
