"""`monitor policy diff`: what differs between two written policies, and what that would change."""

import sys
from datetime import date

import click

from monitor.cli import failures, progress
from monitor.cli.lazy import TranslatedCommand, option
from monitor.cli.options import Day
from monitor.text import N_, _


@click.command(
    cls=TranslatedCommand,
    short_help=N_("Show in what two policies differ."),
    help=N_(
        "Show in what the policies A and B differ: what only one of them asks for, how binding it"
        " is, values, interpretations, what they say of themselves. With --inventory also the"
        " findings that would open or resolve for those files, going from A to B. Nothing is"
        " stored."
    ),
    example="monitor policy diff mx-iee-ags-2023 mx-ine-mail --inventory DIR",
)
@click.argument("a", metavar="A", shell_complete=progress.complete_policies)
@click.argument("b", metavar="B", shell_complete=progress.complete_policies)
@option(
    "--inventory",
    metavar="PATH",
    type=click.Path(),
    help=N_("A folder of files or one file, as for: monitor check PATH."),
)
@option("--as-of", type=Day(), help=N_("The day to judge, past or to come (else today)."))
@option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help=N_("How to show the differences."),
)
def diff(a: str, b: str, inventory: str | None, as_of: date | None, format_name: str) -> None:
    """Print what differs; exits 0 whatever it is."""
    from pathlib import Path

    from monitor.acts import comparing
    from monitor.reports import policy_differences

    if as_of and not inventory:
        raise click.UsageError(_("--as-of is for files: give them with --inventory."))
    with failures.told_clearly():
        if inventory is None:
            compared, effect = comparing.policies(a, b), None
        else:
            with progress.shown() as tell:
                files = comparing.Asked(Path(inventory), as_of=as_of)
                compared, effect = comparing.with_inventory(a, b, files, tell)
            failures.tell_notes(effect.notes)
        policy_differences.write(compared, effect, sys.stdout, format_name)
