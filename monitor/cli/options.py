"""Options that several commands share."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

import click

from monitor.cli.lazy import option
from monitor.text import N_, _

Function = TypeVar("Function", bound=Callable[..., Any])

YEARS = range(1990, 2200)  # no account is older; no due day lies further ahead
SEVERITIES = {
    "critical": N_("critical"),
    "high": N_("high"),
    "medium": N_("medium"),
    "low": N_("low"),
}


class Day(click.ParamType[date]):
    """A day as 2026-11-22 or 22/11/2026."""

    name = "day"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - click's signature
        """Return what help puts in place of the day."""
        return _("DAY")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail with what to write instead."""
        if isinstance(value, date):
            return value
        day, slash, rest = str(value).partition("/")
        month, _slash, year = rest.partition("/")
        try:
            found = date(int(year), int(month), int(day)) if slash else date.fromisoformat(value)
        except ValueError:
            found = date.min
        if found.year not in YEARS:
            reason = _("“{value}” is not a day; write it as 2026-11-22 or 22/11/2026")
            self.fail(reason.format(value=value), param, ctx)
        return found


class Word(click.Choice[str]):
    """One of a few words, as machines know them or in the language in use."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take the words that machines know, each with the msgid of how people say it."""
        super().__init__(list(words))
        self._words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - click's signature
        """Return the words in the language in use, for the help."""
        return f"[{'|'.join(self._in_language())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word that machines know, or fail with those there are."""
        from monitor.intake.wording import fold

        told = fold(str(value))
        for own, msgid in self._words.items():
            if told in {fold(own), fold(_(msgid))}:
                return own
        reason = _("“{value}” is none of these: {words}")
        known = ", ".join(self._in_language())
        raise click.BadParameter(reason.format(value=value, words=known), ctx, param)

    def _in_language(self) -> list[str]:
        """Return the words as they can be typed without quotes."""
        return [_(msgid).replace(" ", "_") for msgid in self._words.values()]


def judging(command: Function) -> Function:
    """Give a command the options by which findings are judged and shown."""
    for decorate in reversed(_JUDGING):
        command = decorate(command)
    return command


_JUDGING = (
    option(
        "--format",
        "format_name",
        type=click.Choice(["text", "json", "csv"]),
        default="text",
        show_default=True,
        help=N_("How to show the findings."),
    ),
    option(
        "--all",
        "everything",
        is_flag=True,
        help=N_("Show what is met and what does not apply, too."),
    ),
    option(
        "--fail-on",
        type=Word({**SEVERITIES, "never": N_("never")}),
        default="high",
        show_default=True,
        help=N_("Exit 1 on a finding of this severity or a graver one."),
    ),
    option(
        "--strict",
        is_flag=True,
        help=N_("Let duties that are not mandatory count for --fail-on, too."),
    ),
)
