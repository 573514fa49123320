"""What the tests of the command line share: `run` in this process, and files to run on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from monitor.cli import main
from tests.reports.example import SHEETS, written

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run `monitor` in this process, in English, and give back what it said."""

    def invoke(*arguments: object, lang: str = "en") -> Result:
        return CliRunner().invoke(main, ["--lang", lang, *map(str, arguments)])

    return invoke


@pytest.fixture
def institute(tmp_path: Path) -> Path:
    """Give the folder of the small institute."""
    return written(tmp_path / "iee", SHEETS)


@pytest.fixture
def accounts(tmp_path: Path) -> Path:
    """Give a file with one account and nothing else."""
    path = tmp_path / "mine.csv"
    path.write_text("platform,handle,area\nx,ieejemplo,JD01AGS\n", encoding="utf-8")
    return path
