"""`monitor doctor`: whether the register and what it stands on are sound, and what to do."""

import json
import sys

import click

from monitor import settings
from monitor.cli import failures, registers
from monitor.cli.lazy import TranslatedCommand, option
from monitor.text import N_


@click.command(
    cls=TranslatedCommand,
    name="doctor",
    short_help=N_("Look whether the register is sound."),
    help=N_(
        "Look at the register and what it stands on: versions, settings, the log's protection, the"
        " clock, disk room, rounds, backups, keys. Says what to do; changes nothing. Exits 3 when"
        " something is bad."
    ),
)
@option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=N_("How to show it."),
)
def command(format_name: str) -> None:
    """Examine, tell, and exit by what was found."""
    with failures.told_clearly():
        from monitor.acts import examining
        from monitor.reports import examined

        found = list(examining.examine(registers.asked("database") or settings.read().database))
        if format_name == "json":
            click.echo(json.dumps(examined.as_json(found), ensure_ascii=False, indent=1))
        else:
            click.echo("\n".join([*examined.lines(found), examining.summary(found)]))
    sys.exit(failures.STORE if examining.worst(found) is examined.Level.BAD else 0)
