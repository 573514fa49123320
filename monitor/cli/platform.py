"""`monitor platform`: what is known of the social networks, and where that is from."""

import sys

import click

from monitor.cli import failures, showing
from monitor.cli.lazy import Group
from monitor.text import N_


@click.group(
    cls=Group,
    name="platform",
    short_help=N_("See what is known of the social networks."),
    help=N_(
        "See what is known of the social networks: how their handles and addresses are written,"
        " which second factors they offer, and how people get in; with the day each was checked."
    ),
)
def command() -> None:
    """Group the commands about networks."""


def _names(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from monitor.policy.library import Library

    return [each for each in Library().platforms().by_name if each.startswith(incomplete)]


@command.command(
    name="list",
    short_help=N_("List the social networks."),
    help=N_("List the social networks that are known, and what each of them offers."),
    example="monitor platform list",
)
@showing.format_option
def list_(format_name: str) -> None:
    """Print one network per line."""
    from monitor.reports import platforms
    from monitor.reports.tables import write

    write(platforms.networks(), sys.stdout, format_name)


@command.command(
    short_help=N_("Show what is known of one network."),
    help=N_("Show what is known of the network NAME, fact by fact, and where each is from."),
    example="monitor platform show instagram",
)
@click.argument("name", shell_complete=_names)
@showing.format_option
def show(name: str, format_name: str) -> None:
    """Print the facts of one network."""
    from monitor.reports import platforms
    from monitor.reports.tables import write

    with failures.told_clearly():
        table = platforms.network(name)
    write(table, sys.stdout, format_name)
