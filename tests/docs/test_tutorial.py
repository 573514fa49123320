"""README.md's policy of one's own, typed as it stands there: it lints, tests and judges."""

import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from monitor.checks import linting
from monitor.cli import main
from tests.docs import reference

HEADING = "### A policy of your own\n"
PACK = "uni/policies/packs/my-university.yaml"
PROFILE = "my-university.profile"


def _blocks() -> list[tuple[str, int]]:
    """Return the blocks of commands of the tutorial, each with the status it ends with."""
    section = reference.README.read_text("utf-8").partition(HEADING)[2].partition("\n## ")[0]
    found = re.finditer(
        r"^(?:<!-- exits (\d) -->\n)?```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL
    )
    return [(block[2], int(block[1] or 0)) for block in found]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Type all of it in an empty folder."""
    folder = tmp_path_factory.mktemp("tutorial")
    programs = folder / "bin"
    programs.mkdir()
    monitor = programs / "monitor"
    monitor.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m monitor --lang en "$@"\n')
    monitor.chmod(0o755)
    own = {"PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": str(reference.ROOT)}
    blocks = _blocks()
    assert len(blocks) > 5
    for commands, status in blocks:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands],
            cwd=folder,
            env=os.environ | own,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, (commands, done.stdout, done.stderr)
    return folder


def _checked(folder: Path, *more: str) -> dict[tuple[str, str], str]:
    words = ["--lang", "en", "check", str(folder / "uni"), "--as-of", "2026-11-22", *more]
    done = CliRunner().invoke(main, [*words, "--format", "csv", "--all"])
    assert done.exit_code == 1, done.output
    rows = csv.DictReader(io.StringIO(done.stdout))
    return {(row["subject"], row["control"]): row["outcome"] for row in rows}


def test_what_was_typed_has_no_mistake_and_quotes_its_text(folder: Path) -> None:
    text = folder / "uni" / "policies" / "texts" / "my-university.txt"
    assert linting.problems(str(folder / PACK), text.read_bytes()) == []


def test_its_own_control_judges_the_accounts(folder: Path) -> None:
    found = _checked(folder)
    accounts = ("x/uni_example", "x/uni_library", "instagram/uni_sports")
    of = {
        control: [found[f"account:{account}", control] for account in accounts]
        for control in (PROFILE, "rotation.max-age", "my-university.privacy-notice")
    }
    assert of == {
        PROFILE: ["pass", "fail", "fail"],
        "rotation.max-age": ["pass", "fail", "unknown"],
        "my-university.privacy-notice": ["unknown"] * 3,
    }


def test_it_holds_together_with_a_policy_that_comes_with_monitor(folder: Path) -> None:
    found = _checked(folder, "--policy", str(folder / PACK), "--policy", "mx-ine-mail")
    of_one = {control for subject, control in found if subject == "account:x/uni_example"}
    assert {PROFILE, "mfa.enabled", "rotation.max-age"} <= of_one
    assert found["account:x/uni_example", "mfa.enabled"] == "unknown"
