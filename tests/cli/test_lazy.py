"""Commands are the files of a folder, and their help is translated when it is shown."""

import click
import pytest
from click.testing import CliRunner

from monitor import text
from monitor.cli import lazy, main

WORDS = "Write empty files to start from."


def _command(**settings: object) -> click.Command:
    return lazy.TranslatedCommand("try", **settings)  # type: ignore[arg-type] # texts only


def test_files_that_are_plumbing_are_no_commands() -> None:
    group = lazy.LazyGroup("monitor")
    names = group.list_commands(click.Context(group))
    assert not set(names) & lazy.PLUMBING
    assert not [name for name in names if name.startswith("_")]
    assert group.get_command(click.Context(group), "lazy") is None
    assert group.get_command(click.Context(group), "nothing") is None
    check = group.get_command(click.Context(group), "check")
    assert check is not None
    assert check.name == "check"


def test_help_and_its_parts_are_translated_when_shown() -> None:
    command = _command(help=WORDS, short_help=WORDS, epilog="Begin with: monitor demo")
    shown = {}
    for language in ("en", "es"):
        text.use(language)
        shown[language] = command.get_help(click.Context(command)) + command.get_short_help_str()
    assert shown["en"].count(WORDS) == 2
    assert "Begin with" in shown["en"]
    assert WORDS not in shown["es"]
    assert "Begin with" not in shown["es"]


def test_a_command_without_texts_has_help_all_the_same() -> None:
    command = _command()
    assert "--help" in command.get_help(click.Context(command))
    assert command.get_short_help_str() == ""


def test_a_command_that_has_no_help_option_gets_none() -> None:
    command = _command(add_help_option=False)
    assert command.get_help_option(click.Context(command)) is None


def test_an_options_help_is_translated_and_its_msgid_kept() -> None:
    option = lazy.TranslatedOption(["--lang"], help=WORDS)
    bare = lazy.TranslatedOption(["--more"])
    command = _command(params=[option, bare])
    text.use("es")
    shown = command.get_help(click.Context(command))
    assert WORDS not in shown
    assert "--more" in shown
    assert option.help == WORDS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(["chek"], "check"), (["acount", "list"], "account"), (["round", "lst"], "list")],
)
def test_a_slip_in_the_name_of_a_command_is_answered_with_the_one_meant(
    typed: list[str], meant: str
) -> None:
    said = CliRunner().invoke(main, ["--lang", "en", *typed])
    assert said.exit_code == 2
    assert f"Did you mean '{meant}'?" in said.stderr
