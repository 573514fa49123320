"""`monitor import`: what it says, what it writes, and that a dry run writes nothing."""

from pathlib import Path

import pytest

from tests.acts.living import actions
from tests.cli.conftest import Run


def test_the_same_files_twice(run: Run, institute: Path, database_url: str) -> None:
    first = run("--database", database_url, "init", "--code", "IEE")
    assert first.exit_code == 0
    said = run("--database", database_url, "import", institute)
    assert said.exit_code == 0, said.stderr
    assert "account" in said.stdout
    assert "Next: monitor check" in said.stdout
    again = run("--database", database_url, "import", institute)
    assert "Nothing to change" in again.stdout


def test_a_dry_run_shows_what_would_change_and_writes_nothing(
    run: Run, institute: Path, database_url: str
) -> None:
    run("--database", database_url, "init", "--code", "IEE")
    before = actions(database_url)
    said = run("--database", database_url, "import", institute, "--dry-run")
    assert said.exit_code == 0, said.stderr
    assert "Nothing was written." in said.stderr
    assert "youtube/ieejemplo" in said.stdout
    assert actions(database_url) == before


def test_a_dry_run_needs_no_register_and_makes_none(
    run: Run, institute: Path, database_url: str
) -> None:
    said = run("--database", database_url, "import", institute, "--dry-run")
    assert said.exit_code == 0, said.stderr
    assert "youtube/ieejemplo" in said.stdout
    assert said.stderr.endswith("Nothing was written.\n")
    assert "There is no register" in run("--database", database_url, "account", "list").stderr


@pytest.mark.parametrize("name", ["nowhere", "bad.csv"])
def test_a_first_import_that_fails_leaves_nothing_behind(
    run: Run, tmp_path: Path, name: str
) -> None:
    (tmp_path / "bad.csv").write_text("platform,handle,area\nx,no valido!,A1\n", encoding="utf-8")
    folder = tmp_path / "data"
    said = run("--database", folder / "register.db", "import", tmp_path / name)
    assert said.exit_code == 2
    assert "A new register" not in said.stderr
    assert list(folder.iterdir()) == []


def test_a_dry_run_names_what_only_the_register_has(
    run: Run, institute: Path, accounts: Path, database_url: str
) -> None:
    run("--database", database_url, "init", "--code", "IEE")
    run("--database", database_url, "import", institute)
    said = run("--database", database_url, "import", accounts, "--dry-run")
    assert "in the register and not in the files: " in said.stdout


def test_bad_rows_stop_it_whole(run: Run, tmp_path: Path, database_url: str) -> None:
    run("--database", database_url, "init", "--code", "IEE")
    before = actions(database_url)
    bad = tmp_path / "bad.csv"
    bad.write_text("platform,handle,area\nx,ieejemplo,A1\nx,no valido!,A1\n", encoding="utf-8")
    said = run("--database", database_url, "import", bad)
    assert said.exit_code == 2
    assert "bad.csv, row 3" in said.stderr
    assert "nothing was written" in said.stderr
    assert actions(database_url) == before
    skipped = run("--database", database_url, "import", bad, "--skip-bad-rows")
    assert skipped.exit_code == 0
    assert "Left out: bad.csv, row 3" in skipped.stderr


def test_a_dry_run_names_the_rows_that_are_left_out(
    run: Run, tmp_path: Path, database_url: str
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("platform,handle,area\nx,ieejemplo,A1\nx,no valido!,A1\n", encoding="utf-8")
    said = run("--database", database_url, "import", bad, "--dry-run", "--skip-bad-rows")
    assert said.exit_code == 0
    assert "Left out: bad.csv, row 3" in said.stderr
    assert "x/ieejemplo" in said.stdout


def test_it_says_from_which_day_things_hold_that_have_none_of_their_own(
    run: Run, accounts: Path, database_url: str
) -> None:
    told = "What the files say without a day of its own holds from "
    for trial in (["--dry-run"], []):
        said = run("--database", database_url, "import", accounts, "--on", "2026-01-12", *trial)
        assert told in said.stderr
    assert told not in run("--database", database_url, "import", accounts).stderr


def test_it_counts_what_it_wrote(run: Run, tmp_path: Path, database_url: str) -> None:
    file = tmp_path / "mine.csv"
    row = "x,iee,A1,2026-01-31\n"
    file.write_text(f"platform,handle,area,password_changed_on\n{row}", encoding="utf-8")
    said = run("--database", database_url, "import", file)
    assert "\n  1 password change\n" in said.stdout
    again = run("--database", database_url, "import", file)
    assert "password change" not in again.stdout
