"""What the tests of reports share: one report, judged once."""

import pytest

from monitor.reports.data import Report
from tests.findings.conftest import connection, shared  # noqa: F401 - fixtures
from tests.reports.example import report_of, written


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Give the report of the small institute, as of 2026-11-22."""
    return report_of(written(tmp_path_factory.mktemp("example") / "iee"))
