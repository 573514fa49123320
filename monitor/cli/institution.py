"""`monitor institution`: what the register knows of the institution itself."""

from datetime import date

import click

from monitor.cli import changes, fields, showing
from monitor.cli.lazy import Group, option
from monitor.text import N_


@click.group(
    cls=Group,
    name="institution",
    short_help=N_("See and change the institution itself."),
    help=N_("See and change what the register knows of the institution itself."),
)
def command() -> None:
    """Group the commands about the institution."""


@command.command(
    short_help=N_("Show the institution and its history."),
    help=N_("Show the institution and its history."),
    example="monitor institution show",
)
@showing.as_of_option
@showing.format_of_one_option
def show(as_of: date | None, format_name: str) -> None:
    """Print the institution."""
    showing.show_one("institution", "", format_name, as_of)


@command.command(
    name="set",
    short_help=N_("Record what is so of the institution."),
    help=N_("Record what is so of the institution from a day on."),
    example="monitor institution set --name 'Instituto Electoral de Ejemplo'",
)
@option("--name", help=N_("What it is called."))
@option("--timezone", help=N_("The time zone in which days are counted, as America/Mexico_City."))
@option("--calendar", help=N_("Which days are no business days."))
@changes.on_option
@changes.dry_run_option
def set_(on: date | None, dry_run: bool, **typed: str | None) -> None:
    """Record values of the institution."""
    from monitor.acts import institutions

    told = fields.something(typed)
    changes.carry_out(
        lambda session: institutions.set_institution(session, told, on), changes.Way(dry_run)
    )
