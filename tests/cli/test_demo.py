"""`monitor demo`: the main job on a made-up institute, the same on every run."""

import json
from pathlib import Path
from typing import Any

import pytest

from monitor import sample
from tests.cli.conftest import Run
from tests.cli.processes import started
from tests.reports.example import written


def _apart_from_ids(output: str) -> Any:
    found = json.loads(output)
    for each in found["findings"]:
        del each["subject_id"]
    return found


def test_its_files_checked_are_the_demo_again(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "instituto"
    kept = run("demo", "--write", folder)
    assert kept.exit_code == 0
    line = f"monitor check {folder} --as-of {sample.AS_OF.isoformat()}"
    assert line in " ".join(kept.stdout.split())
    demo = run("demo", "--format", "json")
    assert demo.exit_code == 0
    again = run("check", folder, "--as-of", sample.AS_OF.isoformat(), "--format", "json")
    assert again.exit_code == 1
    shown = _apart_from_ids(demo.stdout)
    assert shown == _apart_from_ids(again.stdout)
    assert shown["as_of"] == sample.AS_OF.isoformat()
    assert shown["findings"]


def test_it_shows_the_worst_areas_and_what_to_do_next(run: Run) -> None:
    said = run("demo")
    assert said.exit_code == 0
    assert said.stderr == ""
    shown = " ".join(said.stdout.split())
    assert "A made-up institution, on a fixed day: nothing here is real." in shown
    assert "more areas" in shown
    assert "monitor demo --write instituto" in shown
    assert "monitor template DIR" in shown


def test_it_leaves_nothing_behind(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    said = started("demo", "--format", "csv", cwd=tmp_path, TMPDIR=str(scratch))
    assert said.returncode == 0
    assert said.stdout.startswith("code,subject,")
    assert list(scratch.iterdir()) == []
    assert list(tmp_path.iterdir()) == [scratch]


@pytest.mark.parametrize("name", ["accounts.csv", "institution.yaml", "notes.txt"])
def test_it_writes_into_no_folder_that_holds_anything(run: Run, tmp_path: Path, name: str) -> None:
    folder = written(tmp_path / "mine", {name: "mine"})
    said = run("demo", "--write", folder)
    assert (said.exit_code, said.stdout) == (2, "")
    assert "mine: There are files in this folder already" in said.stderr
    assert [path.name for path in folder.iterdir()] == [name]
    assert (folder / name).read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_is_as_good_as_a_new_one(run: Run, tmp_path: Path) -> None:
    assert run("demo", "--write", tmp_path).exit_code == 0
    assert (tmp_path / "accounts.csv").exists()


def test_a_folder_that_cannot_be_made_is_told_in_a_line(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, {"file": ""}) / "file"
    said = run("demo", "--write", file / "below")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "cannot be read or written" in said.stderr


def test_it_writes_spanish_files_in_spanish(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "instituto"
    assert run("demo", "--write", folder, lang="es").exit_code == 0
    assert (folder / "cuentas.csv").exists()
