"""`monitor access`: who was seen to have access to accounts."""

from datetime import date

import click

from monitor.cli import changes, completion, showing
from monitor.cli.lazy import Group, option
from monitor.cli.options import Day
from monitor.text import N_, _


@click.group(
    cls=Group,
    name="access",
    short_help=N_("See and record who has access to accounts."),
    help=N_("See and record who was seen to have access to accounts, on dated lists."),
)
def command() -> None:
    """Group the commands about access lists."""


@command.command(
    name="list",
    short_help=N_("List who has access."),
    help=N_("List who was on the newest list of each account."),
    example="monitor access list",
)
@option("--account", shell_complete=completion.of("account"), help=N_("Of this account only."))
@showing.as_of_option
@showing.format_option
def list_(account: str | None, as_of: date | None, format_name: str) -> None:
    """Print one identity per line."""
    from monitor.reports import lists

    asked = lists.Asked(about=account)
    showing.show_list(lambda now: lists.access(now, asked), format_name, as_of)


@command.command(
    short_help=N_("Record the list of who has access to an account."),
    help=N_(
        "Record the whole list of who had access to ACCOUNT on a day: each PERSON as the network"
        " shows them, or one per line in a file (identity, and a role after a comma if known)."
    ),
    example="monitor access record x/ieejemplo ana@iee.example bea@iee.example",
)
@click.argument("account", shell_complete=completion.of("account"))
@click.argument("people", nargs=-1, metavar="[PERSON]...", shell_complete=completion.of("person"))
@option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False),
    help=N_("The list, as a file."),
)
@option("--on", type=Day(), help=N_("The day the list was seen (else today)."))
@changes.dry_run_option
def record(
    account: str,
    people: tuple[str, ...],
    path: str | None,
    on: date | None,
    dry_run: bool,
) -> None:
    """Record a list."""
    from pathlib import Path

    from monitor.acts import access_lists
    from monitor.cli import failures

    if bool(people) == (path is not None):
        raise click.UsageError(_("Name the people, or --file with the list."))
    with failures.told_clearly():
        seen = access_lists.seen_in(Path(path)) if path else [(name, None) for name in people]
    changes.carry_out(
        lambda session: access_lists.record_access(session, account, seen, on),
        changes.Way(dry_run),
    )
