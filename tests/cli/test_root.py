"""The command `monitor`: quick help in either language, and nothing imported for it."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from monitor import __version__, settings
from monitor.cli import main
from tests.cli.conftest import Run
from tests.cli.processes import ROOT, started, surroundings

HEAVY = ("sqlmodel", "sqlalchemy", "apprise", "fastapi", "yaml", "pydantic", "rich")


def _commands(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            found += _commands(child, (*path, name))
    return found


COMMANDS = _commands(main)


def test_every_command_is_there() -> None:
    assert {path[0] for path in COMMANDS if len(path) == 1} == {
        "access",
        "account",
        "area",
        "attest",
        "audit",
        "backup",
        "check",
        "demo",
        "designation",
        "doctor",
        "document",
        "duty",
        "evaluation",
        "export",
        "factor",
        "finding",
        "form",
        "import",
        "init",
        "institution",
        "mailbox",
        "password",
        "person",
        "platform",
        "policy",
        "round",
        "template",
        "undo",
        "waiver",
    }
    assert len(COMMANDS) == 111


@pytest.mark.parametrize("lang", settings.LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda path: " ".join(path) or "monitor")
def test_every_command_has_help_in_either_language(
    run: Run, command: tuple[str, ...], lang: str
) -> None:
    said = run(*command, "--help", lang=lang)
    assert said.exit_code == 0
    assert said.stderr == ""
    first_line_of_help = {"en": "Show this message and exit.", "es": "Mostrar"}
    assert first_line_of_help["en"] in said.stdout or lang == "es"
    assert "{" not in said.stdout
    assert ("Usage:" in said.stdout) is (lang == "en"), "the usage line is click's own"


@pytest.mark.parametrize("command", [path for path in COMMANDS if path])
def test_help_in_spanish_is_not_help_in_english(run: Run, command: tuple[str, ...]) -> None:
    english, spanish = (run(*command, "--help", lang=lang).stdout for lang in ("en", "es"))
    for paragraph in english.split("\n\n"):
        if paragraph.startswith("Example:"):
            continue  # a command to copy, the same in every language
        for line in paragraph.splitlines():
            words = line.strip()
            if len(words.split()) > 4:
                assert words not in spanish


@pytest.mark.parametrize("command", [(), ("check",), ("policy", "coverage")])
def test_help_imports_nothing_heavy(tmp_path: Path, command: tuple[str, ...]) -> None:
    program = (
        "import json, sys\n"
        "from monitor.cli import main\n"
        f"main({[*command, '--help']!r}, standalone_mode=False)\n"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=surroundings(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert set(json.loads(done.stderr)).isdisjoint(HEAVY)


def test_it_tells_its_version(run: Run) -> None:
    assert __version__ in run("--version").stdout


@pytest.mark.parametrize(
    ("arguments", "spanish"),
    [
        (["--lang", "es"], True),
        (["--lang=es"], True),
        (["--lang", "en"], False),
        ([], False),
        (["--lang", "fr"], False),
        (["--lang"], False),
    ],
)
def test_the_language_may_be_asked_for_before_anything_else(
    arguments: list[str], spanish: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_LANG", "en")
    said = CliRunner().invoke(main, [*arguments, "--help"])
    assert ("Show this message" not in said.output) is spanish or said.exit_code == 2


def test_a_command_there_is_not_is_refused(run: Run) -> None:
    said = run("chekc")
    assert said.exit_code == 2
    assert "chekc" in said.stderr
    assert "Traceback" not in said.stderr


def test_it_starts_as_a_module_and_speaks_the_language_of_the_surroundings(
    tmp_path: Path,
) -> None:
    assert (ROOT / "monitor" / "__main__.py").exists()
    said = started("--help", cwd=tmp_path, MONITOR_LANG="es")
    assert said.returncode == 0
    assert "cuentas" in said.stdout
    assert "Traceback" not in said.stderr


def test_without_an_option_the_surroundings_decide_the_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MONITOR_LANG", "es")
    said = CliRunner().invoke(main, ["policy", "list"])
    assert "Lineamientos" in said.stdout
