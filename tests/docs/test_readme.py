"""README.md: says every command, and says it as it is."""

import re
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from monitor.cli import main
from monitor.policy.coverage import coverage
from monitor.policy.library import Library
from tests.docs import reference


@pytest.fixture(scope="module")
def readme() -> str:
    return reference.README.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def commands() -> list[click.Context]:
    return list(reference.commands(main))


def test_every_command_is_named(readme: str, commands: list[click.Context]) -> None:
    silent = [c.command_path for c in commands if c.command_path not in readme]
    assert silent == [], "README.md says nothing of these"


def test_no_command_is_named_that_does_not_exist(
    readme: str, commands: list[click.Context]
) -> None:
    known = {c.command_path.split()[1] for c in commands if c.parent}
    named = set(re.findall(r"`monitor ([a-z]+)", readme))
    assert named - known == set(), "README.md names these, and they are no commands"


def test_every_command_has_help(commands: list[click.Context]) -> None:
    silent = [c.command_path for c in commands if not c.command.help]
    assert silent == [], "commands without a docstring or help text"


def test_the_reference_is_current(readme: str) -> None:
    current = reference.read(readme) == reference.text()
    assert current, "run: python -m tests.docs.reference --write"


def test_the_test_command_stands_after_its_mark(readme: str) -> None:
    marked = re.findall(r"^<!-- tests -->\n```sh\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert len(marked) == 1, "README.md has one sh block after the line <!-- tests -->"
    assert "pytest" in marked[0]


def test_the_picture_is_what_the_demo_prints(readme: str) -> None:
    picture = readme.partition("```text\n")[2].partition("\n```")[0].splitlines()
    assert len(picture) > 15
    printed = CliRunner().invoke(main, ["--lang", "en", "demo"]).stdout.splitlines()
    assert [line for line in picture if line not in {*printed, "…"}] == []


def test_the_table_of_policies_has_each_with_its_counts(readme: str) -> None:
    library = Library()
    definitions = library.definitions()
    told = {
        row[1]: (int(row[2]), int(row[3]))
        for row in re.finditer(
            r"^\| `([a-z0-9-]+)` \|.*\| (\d+) \| (\d+) \|$", readme, re.MULTILINE
        )
    }
    packs = {name: library.pack(name) for name in library.pack_ids()}
    assert told == {
        name: (coverage(loaded, definitions).rows, len(loaded.pack.controls))
        for name, loaded in packs.items()
    }


def test_the_calendar_of_ones_own_is_one(readme: str, tmp_path: Path) -> None:
    written = next(
        block
        for block in re.findall(r"^```yaml\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
        if block.startswith("id: ")
    )
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "ude.yaml").write_text(written, encoding="utf-8")
    calendar = Library(tmp_path).calendar("ude")
    assert calendar.covers(date(2027, 8, 8))
    assert not calendar.covers(date(2027, 8, 9))
    assert calendar.business_day_after(date(2026, 12, 11), 1) == date(2027, 1, 11)
