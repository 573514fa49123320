"""`monitor duty`: what is due, and what was done."""

from datetime import date

import click

from monitor.cli import changes, completion, showing
from monitor.cli.lazy import Group, option
from monitor.cli.options import Day
from monitor.text import N_


@click.group(
    cls=Group,
    name="duty",
    short_help=N_("See what is due, and record what was done."),
    help=N_("See the duties on record, and record that one was done."),
)
def command() -> None:
    """Group the commands about duties."""


@command.command(
    name="list",
    short_help=N_("List what is still to be done."),
    help=N_("List the duties on record that are still open."),
    example="monitor duty list --all",
)
@option(
    "--about",
    shell_complete=completion.of("account", "area", "mailbox"),
    help=N_("About this account, mailbox, area or person only."),
)
@option("--all", "everything", is_flag=True, help=N_("Those that were done, too."))
@showing.as_of_option
@showing.format_option
def list_(about: str | None, everything: bool, as_of: date | None, format_name: str) -> None:
    """Print one duty per line."""
    from monitor.reports import lists

    asked = lists.Asked(about=about, everything=everything)
    showing.show_list(lambda now: lists.duties(now, asked), format_name, as_of)


@command.command(
    short_help=N_("Record that a duty was done."),
    help=N_(
        "Record that the duty of CONTROL about SUBJECT was done: of those still open the"
        " earliest, or the one --due-on that day."
    ),
    example=(
        "monitor duty done rotation.notify-head x/ieejemplo --on 2026-11-20 --number OF-31/2026"
    ),
)
@click.argument("control", shell_complete=completion.controls)
@click.argument("subject", shell_complete=completion.of("account", "area", "mailbox"))
@changes.on_option
@option("--due-on", type=Day(), help=N_("The day it was due, where several are open."))
@option("--number", help=N_("The number of the paper that proves it."))
@changes.dry_run_option
def done(
    *,
    control: str,
    subject: str,
    on: date | None,
    due_on: date | None,
    number: str | None,
    dry_run: bool,
) -> None:
    """Record that a duty was done."""
    from monitor.acts import duties

    what = duties.Done(control, due_on, number)
    changes.carry_out(
        lambda session: duties.discharge(session, what, subject, on), changes.Way(dry_run)
    )
