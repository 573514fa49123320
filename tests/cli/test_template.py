"""`monitor template`: files to start from, and never over anybody's own."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.reports.example import written


@pytest.mark.parametrize(("lang", "accounts"), [("en", "accounts.csv"), ("es", "cuentas.csv")])
def test_it_writes_one_file_per_sheet_and_names_them(
    run: Run, tmp_path: Path, lang: str, accounts: str
) -> None:
    folder = tmp_path / "iee"
    said = run("template", folder, lang=lang)
    assert said.exit_code == 0
    files = {path.name for path in folder.iterdir()}
    assert {accounts, "institution.yaml"} <= files
    assert len(files) == 12
    assert all(str(folder / name) in said.stdout for name in files)
    assert f"monitor check {folder}" in said.stdout


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_fresh_template_checks_and_says_that_there_is_no_account(
    run: Run, tmp_path: Path, lang: str
) -> None:
    folder = tmp_path / "iee"
    run("template", folder, lang=lang)
    said = run("check", folder)
    assert said.exit_code == 0
    assert "There is no account to judge." in said.stdout


@pytest.mark.parametrize("name", ["accounts.csv", "duties.csv", "institution.yaml"])
def test_it_overwrites_nothing_and_then_writes_nothing(run: Run, tmp_path: Path, name: str) -> None:
    folder = written(tmp_path / "iee", {name: "mine"})
    said = run("template", folder)
    assert (said.exit_code, said.stdout) == (2, "")
    assert f"{name}: This file is there already and is not overwritten" in said.stderr
    assert [path.name for path in folder.iterdir()] == [name]
    assert (folder / name).read_text(encoding="utf-8") == "mine"


def test_a_file_is_no_folder(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, {"file": ""}) / "file"
    assert run("template", file).exit_code == 2
    said = run("template", file / "below")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "Traceback" not in said.stderr
