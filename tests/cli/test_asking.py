"""A yes is asked for in the words of either language, and never taken for granted."""

import click
import pytest
from click.testing import CliRunner

from monitor.cli import asking


@click.command()
def _command() -> None:
    asking.confirm("Drop them?")
    click.echo("dropped")


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "may_ask", lambda: True)


@pytest.mark.parametrize("typed", ["y", "yes", "s", "sí", "SI", " Sí "])
def test_a_yes_in_either_language_is_a_yes(typed: str) -> None:
    said = CliRunner().invoke(_command, input=f"{typed}\n")
    assert (said.exit_code, said.stdout) == (0, "dropped\n")


@pytest.mark.parametrize("typed", ["n", "No", ""])
def test_a_no_or_no_answer_writes_nothing(typed: str) -> None:
    said = CliRunner().invoke(_command, input=f"{typed}\n")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "Nothing was written." in said.stderr


def test_anything_else_is_asked_again() -> None:
    said = CliRunner().invoke(_command, input="maybe\nsí\n")
    assert said.stderr.count("Drop them? [y/N]") == 2
    assert "Write yes or no." in said.stderr
    assert said.exit_code == 0


def test_where_nobody_can_answer_it_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "may_ask", lambda: False)
    said = CliRunner().invoke(_command)
    assert said.exit_code == 2
    assert "--yes" in said.stderr
