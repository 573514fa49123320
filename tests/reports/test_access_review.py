"""Reviews of access as lists: every outcome with what to do and a command that can be typed."""

import io
import json
import shlex
from dataclasses import replace
from datetime import date

import click
import pytest

from monitor.cli import main
from monitor.findings.access import WHAT, Account, Compared
from monitor.reports.access_review import Again, table
from monitor.reports.tables import write

DAY = date(2026, 11, 22)
AGAIN = Again("monitor access review lista.csv --account x/iee")
X = Account(1, "x/iee", "JD01", delegated=False)
SOMEBODY = Compared("stranger", X, "juan@else.example")


def row(found: Compared) -> dict[str, str | None]:
    out = io.StringIO()
    write(table(DAY, [found], AGAIN), out, "json")
    [told] = json.loads(out.getvalue())
    return dict(told)


@pytest.mark.parametrize(
    ("found", "do", "command"),
    [
        (SOMEBODY, "take it away, change the password", "monitor password changed x/iee"),
        (replace(SOMEBODY, what="left"), "no longer are", "monitor password changed x/iee"),
        (
            replace(SOMEBODY, account=replace(X, delegated=True)),
            "take it away, and record the new list",
            f"{AGAIN.plain} --record",
        ),
        (
            replace(SOMEBODY, what="namesake", person="ana@iee.example"),
            "ana@iee.example has this name",
            f"{AGAIN.plain} --match-names",
        ),
        (
            replace(SOMEBODY, what="undecided", lacking="substitute"),
            "who is substitute",
            "monitor designation set x/iee --substitute EMAIL",
        ),
        (
            replace(SOMEBODY, what="undecided", lacking="head"),
            "who is head",
            "monitor area set JD01 --head EMAIL",
        ),
        (
            replace(SOMEBODY, what="undecided", lacking="head", account=replace(X, area=None)),
            "who is head",
            "monitor account transfer x/iee AREA",
        ),
        (
            replace(SOMEBODY, what="other_head"),
            "head another area",
            "monitor finding list --subject x/iee",
        ),
        (
            replace(SOMEBODY, what="missing", in_charge="owner"),
            "In charge as owner",
            "monitor designation end x/iee --owner",
        ),
        (
            replace(SOMEBODY, what="missing", in_charge="substitute", by_area=True),
            "In charge as substitute",
            "monitor designation end --area JD01 --substitute",
        ),
    ],
)
def test_everybody_to_act_on_has_what_to_do_and_the_command(
    found: Compared, do: str, command: str
) -> None:
    told = row(found)
    assert do in str(told["do"])
    assert told["command"] == command
    _is_a_command(command)


def _is_a_command(line: str) -> None:
    """Refuse a line that names a command or an option that there is not."""
    _monitor, group, verb, *words = shlex.split(line)
    context = click.Context(main)
    there = main.get_command(context, group)
    assert isinstance(there, click.Group)
    command = there.get_command(context, verb)
    assert command is not None
    known = {name for each in command.params for name in each.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_nothing_is_to_be_done_of_who_is_entitled() -> None:
    told = row(replace(SOMEBODY, what="entitled", role="editor"))
    assert (told["what"], told["role"]) == ("entitled", "editor")
    assert (told["do"], told["command"]) == (None, None)


@pytest.mark.parametrize("what", WHAT)
def test_people_read_a_word_for_what_somebody_is(what: str) -> None:
    out = io.StringIO()
    found = replace(SOMEBODY, what=what, in_charge="owner", lacking="owner")
    write(table(DAY, [found], AGAIN), out)
    assert "Access compared on 2026-11-22" in out.getvalue()
    assert "_" not in out.getvalue()


def test_names_that_a_shell_would_take_apart_are_quoted() -> None:
    odd = replace(SOMEBODY, account=replace(X, name="x/a b;c"))
    assert row(odd)["command"] == "monitor password changed 'x/a b;c'"
