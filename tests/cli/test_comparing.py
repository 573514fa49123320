"""`monitor policy diff`: two policies compared, and what that would change for files."""

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import Run


def test_two_policies_are_compared(run: Run) -> None:
    said = run("policy", "diff", "mx-iee-ags-2023", "mx-ine-mail")
    assert said.exit_code == 0
    assert "Asked by B alone" in said.stdout
    assert "Findings, from A to B" not in said.stdout
    assert "Lo que" not in said.stdout


def test_with_files_the_findings_that_would_turn_are_told(run: Run, institute: Path) -> None:
    asked = ("policy", "diff", "mx-iee-ags-2023", "mx-ine-mail", "--inventory", institute)
    said = run(*asked, "--as-of", "2026-11-22", "--format", "json")
    assert said.exit_code == 0
    assert json.loads(said.stdout)["effect"]["opens"] > 0
    assert "mx-ine-mail: the text does not say from which day" in said.stderr
    text = run(*asked, "--as-of", "2026-11-22").stdout
    assert "Findings, from A to B, on 2026-11-22: " in text


def test_csv_can_be_read_by_a_spreadsheet(run: Run) -> None:
    said = run("policy", "diff", "mx-iee-ags-2023", "mx-ine-mail", "--format", "csv")
    assert {row["what"] for row in csv.DictReader(io.StringIO(said.stdout))} >= {"head", "duty"}


def test_bad_input_is_refused(run: Run, tmp_path: Path) -> None:
    near = run("policy", "diff", "mx-iee-ags-2023", "mx-ine-mial")
    assert (near.exit_code, near.stdout) == (2, "")
    assert "did you mean “mx-ine-mail”" in near.stderr
    gone = run("policy", "diff", "mx-ine-mail", "mx-ine-mail", "--inventory", tmp_path / "gone")
    assert (gone.exit_code, gone.stdout) == (2, "")
    alone = run("policy", "diff", "mx-ine-mail", "mx-ine-mail", "--as-of", "2026-11-22")
    assert alone.exit_code == 2
    assert "give them with --inventory" in alone.stderr
