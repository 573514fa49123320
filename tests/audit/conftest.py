"""What the tests of the log share: a log, empty or of two institutions, on both engines."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.audit.logs import Log, empty, filled


@pytest.fixture
def log(engine: Engine, tmp_path: Path) -> Log:
    """Give a log without entries."""
    return empty(engine, tmp_path / "anchors")


@pytest.fixture
def kept(engine: Engine, tmp_path: Path) -> Log:
    """Give the log of two institutions, signed and anchored to its end."""
    return filled(engine, tmp_path / "anchors")
