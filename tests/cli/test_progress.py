"""Progress is for people at a terminal, and is gone before the result is printed."""

import io
import sys

import click
import pytest

from monitor.cli import progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_at_a_terminal_it_says_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen)
    with progress.shown() as tell:
        tell("accounts", 7)
        tell.done()
        tell("areas", 1)
    assert "Read 7 rows of accounts" in screen.getvalue()
    assert "areas" not in screen.getvalue()


def test_elsewhere_it_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.shown() as tell:
        tell("accounts", 7)
        tell.done()
    assert capsys.readouterr() == ("", "")


def test_it_is_cleared_when_something_goes_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen)
    with pytest.raises(ValueError, match="odd"), progress.shown():
        raise ValueError("odd")
    assert screen.getvalue().rstrip().endswith(("\x1b[?25h", "\x1b[2K", "\x1b[1A\x1b[2K"))


def test_at_a_terminal_it_shows_how_far_the_work_is(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen)
    with progress.counted("Copying…") as count:
        count(5, 10)
    assert "Copying…" in screen.getvalue()


def test_elsewhere_how_far_it_is_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.counted("Copying…") as count:
        count(5, 10)
    assert capsys.readouterr() == ("", "")


def test_policies_are_completed_by_what_was_typed() -> None:
    parameter = click.Argument(["policy"])
    context = click.Context(click.Command("show"))
    assert "mx-ine-mail" in progress.complete_policies(context, parameter, "mx-")
    assert progress.complete_policies(context, parameter, "zz") == []


def test_a_draft_is_completed_only_where_nothing_else_begins_so() -> None:
    context, parameter = click.Context(click.Command("check")), click.Option(["--policy"])
    assert progress.complete_policies(context, parameter, "mx-ine-2") == ["mx-ine-2017"]
    assert progress.complete_policies(context, parameter, "mx-ine-2016") == ["mx-ine-2016-draft"]
