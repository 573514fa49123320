"""What the tests of acts share: registers to carry them out in, on both engines."""

import pytest
from sqlalchemy import Engine

from tests.acts.small_register import Living, small
from tests.findings.conftest import connection, shared  # noqa: F401 - fixtures


@pytest.fixture
def living(engine: Engine) -> Living:
    """Give the small register."""
    return small(engine)
