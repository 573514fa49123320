"""README.md's tutorial, done as it stands: a policy of one's own, with a control of its own."""

import importlib.util
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.cli.conftest import Run, run
from tests.docs.reference import README

__all__ = ["run"]  # the fixture

OWN = "my-university.authorised"


def _runner() -> Any:
    """Return the module that CI does README.md with."""
    spec = importlib.util.spec_from_file_location("readme", README.parent / ".ci" / "readme.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def section() -> str:
    text = README.read_text(encoding="utf-8")
    return text.partition("### A policy of your own\n")[2].partition("\n## ")[0]


@pytest.fixture
def said(
    run: Run, section: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Result]:
    """Do all that the tutorial says, and give what each of its commands said."""
    monkeypatch.chdir(tmp_path)
    runner = _runner()
    found: dict[str, Result] = {}
    for block in runner.blocks(section, "others"):
        if block.kind != "sh":
            runner.edit(block, tmp_path)
        for line in block.text.splitlines() if block.kind == "sh" else ():
            monitor, *words = shlex.split(line)
            assert monitor == "monitor"
            found[line] = run(*words)
            assert found[line].exit_code == block.status, found[line].output
    return found


def _of(said: dict[str, Result], command: str) -> Result:
    (found,) = (each for line, each in said.items() if command in line and not each.exit_code)
    return found


def test_no_step_is_left_to_a_reader_who_knows_python(section: str) -> None:
    assert set(re.findall(r"^```([a-z]+)$", section, re.MULTILINE)) == {"sh", "text", "yaml", "csv"}


def test_what_is_left_to_do_is_said_as_it_is_printed(said: dict[str, Result], section: str) -> None:
    told = re.findall(r"^university/.*: .*$", section, re.MULTILINE)
    (refused,) = (each for each in said.values() if each.exit_code == 2)
    assert told == refused.stderr.splitlines()


def test_when_it_is_done_nothing_is_wrong_and_nothing_left_out(said: dict[str, Result]) -> None:
    assert _of(said, "policy lint").stdout == "No mistake found.\n"
    right, all_ = re.findall(r"\d+", _of(said, "policy test").stdout)
    assert right == all_
    covered = _of(said, "policy coverage").stdout.splitlines()
    assert covered[0].split() == ["5", "clauses"]
    assert covered[-1] == "Numerals left out: none"


def test_the_control_of_ones_own_is_explained_with_its_clause(said: dict[str, Result]) -> None:
    explained = _of(said, "policy explain").stdout
    assert explained.startswith(f"{OWN}: Authorised by the head\nhigh · must\n")
    assert "my-university 5 «shall have an authorisation in force, signed by" in explained


def test_one_account_meets_it_one_does_not_and_one_is_not_known(
    said: dict[str, Result], run: Run
) -> None:
    asked = ("check", "university", "--as-of", "2026-11-20", "--format", "json", "--all")
    report = json.loads(run(*asked).stdout)
    assert {
        finding["subject"]: finding["outcome"]
        for finding in report["findings"]
        if finding["control"] == OWN
    } == {
        "account:x/uni_law": "pass",
        "account:x/uni_arts": "fail",
        "account:x/uni_music": "unknown",
    }
    ((_line, printed),) = ((line, each) for line, each in said.items() if "monitor check" in line)
    assert "(5)" in printed.stdout


Edit = Callable[[str, str], str]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """Give what an edit makes of a file of three lines."""

    def done(mark: str, text: str) -> str:
        file = tmp_path / "f.txt"
        file.write_text("one\n  two: 2\nthree\n", encoding="utf-8")
        runner = _runner()
        (block,) = runner.blocks(f"<!-- {mark} -->\n```text\n{text}```\n", "others")
        runner.edit(block, tmp_path)
        return file.read_text(encoding="utf-8")

    return done


@pytest.mark.parametrize(
    ("mark", "made"),
    [
        ("write f.txt", "new\n"),
        ("append to f.txt", "one\n  two: 2\nthree\nnew\n"),
        ("add to f.txt after: two:", "one\n  two: 2\nnew\nthree\n"),
        ("put into f.txt for: two:", "one\nnew\nthree\n"),
    ],
)
def test_a_block_is_written_where_it_says(edited: Edit, mark: str, made: str) -> None:
    assert edited(mark, "new\n") == made


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ("put into f.txt for: t", "2 lines of f.txt begin with: t"),
        ("add to f.txt after: four", "0 lines of f.txt begin with: four"),
        ("insert f.txt", "unknown mark before a text block"),
    ],
)
def test_a_block_that_could_be_written_wrongly_is_not(edited: Edit, mark: str, told: str) -> None:
    with pytest.raises(SystemExit, match=told):
        edited(mark, "new\n")
