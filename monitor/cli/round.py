"""`monitor round`: the rounds that were stored, and what changed between them."""

import sys

import click

from monitor.cli import registers, showing
from monitor.cli.lazy import Group, option
from monitor.text import N_


@click.group(
    cls=Group,
    name="round",
    short_help=N_("See the rounds that were stored."),
    help=N_("See the rounds that `monitor check` stored, and what changed between them."),
)
def command() -> None:
    """Group the commands about rounds."""


@command.command(
    name="list",
    short_help=N_("List the rounds."),
    help=N_("List the rounds that were stored, the newest first."),
)
@showing.format_option
def list_(format_name: str) -> None:
    """Print one round per line."""
    from monitor.findings import rounds
    from monitor.reports import following, tables

    with registers.opened() as at, at.reading() as now:
        found = following.rounds(rounds.every(now.connection, now.scope))
        tables.write(found, sys.stdout, format_name)


@command.command(
    short_help=N_("Show a round as it was stored."),
    help=N_(
        "Show the round of that NUMBER (else the last one) as it was stored: its counts, and the"
        " findings it left, with the evidence of their moment. What was merely not known is"
        " listed for the last round only."
    ),
)
@click.argument("number", type=int, required=False)
@option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help=N_("How to show the findings."),
)
def show(number: int | None, format_name: str) -> None:
    """Print the report of a round."""
    from monitor.reports import formats
    from monitor.rounds import Round

    with registers.opened() as at, Round(at.register, at.scope).show(number) as report:
        formats.find(format_name).write(report, sys.stdout, everything=False)


@command.command(
    short_help=N_("Show what happened between two rounds."),
    help=N_(
        "Show what happened to findings after round FIRST up to round SECOND (else the last one)."
    ),
    example="monitor round diff 3 4",
)
@click.argument("first", type=int)
@click.argument("second", type=int, required=False)
@showing.format_option
def diff(first: int, second: int | None, format_name: str) -> None:
    """Print every step that findings took."""
    from monitor.findings import history, rounds
    from monitor.reports import called, following, tables

    with registers.opened() as at, at.reading() as now:
        own = (now.connection, now.scope)
        last = rounds.last(*own)
        second = second or (last.number if last else first)
        first, second = sorted((first, second))
        both = rounds.by_number(*own, first), rounds.by_number(*own, second)
        found = history.between(*own, *both)
        titles = called.controls(*own, now.day)
        tables.write(following.steps(found, (first, second), titles), sys.stdout, format_name)
