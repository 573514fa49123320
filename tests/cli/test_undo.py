"""`monitor undo`: it says what it takes back, and asks first."""

from pathlib import Path

from tests.acts.living import actions
from tests.cli.conftest import Run


def imported(run: Run, accounts: Path, url: str) -> None:
    run("--database", url, "init", "--code", "IEE")
    assert run("--database", url, "import", accounts).exit_code == 0


def test_it_asks_and_a_no_leaves_everything(run: Run, accounts: Path, database_url: str) -> None:
    imported(run, accounts, database_url)
    before = actions(database_url)
    said = run("--database", database_url, "undo")
    assert said.exit_code == 2
    assert "which changed 2 subjects" in said.stdout
    assert actions(database_url) == before


def test_a_dry_run_only_says_which(run: Run, accounts: Path, database_url: str) -> None:
    imported(run, accounts, database_url)
    before = actions(database_url)
    said = run("--database", database_url, "undo", "--dry-run")
    assert (said.exit_code, actions(database_url)) == (0, before)


def test_taken_back_and_imported_again(run: Run, accounts: Path, database_url: str) -> None:
    imported(run, accounts, database_url)
    said = run("--database", database_url, "undo", "--yes")
    assert said.exit_code == 0
    assert "Taken back" in said.stdout
    second = run("--database", database_url, "undo", "--yes")
    assert second.exit_code == 2
    assert "There is no import to take back" in second.stderr
    again = run("--database", database_url, "import", accounts)
    assert "1 account written" in again.stdout
