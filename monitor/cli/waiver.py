"""`monitor waiver`: dated exceptions, asked for by one person and approved by another."""

import sys
from datetime import date

import click

from monitor.cli import registers, showing
from monitor.cli.lazy import Group, option
from monitor.cli.options import Day
from monitor.text import N_, _


@click.group(
    cls=Group,
    name="waiver",
    short_help=N_("Ask for an exception, approve it, end it."),
    help=N_(
        "Ask for a dated exception to a finding, approve it, end it. What is waived stays in every"
        " report, and does not count until the waiver ends."
    ),
)
def command() -> None:
    """Group the commands about waivers."""


@command.command(
    name="list",
    short_help=N_("List the waivers."),
    help=N_("List the waivers that are asked for and in force."),
)
@option("--all", "over", is_flag=True, help=N_("Those that are over, too."))
@showing.format_option
def list_(*, over: bool, format_name: str) -> None:
    """Print one waiver per line."""
    from monitor.findings import waivers
    from monitor.reports import called, following, tables

    with registers.opened() as at, at.reading() as now:
        found = waivers.every(now.connection, now.scope, now.day, over=over)
        titles = called.controls(now.connection, now.scope, now.day)
        tables.write(following.waivers(found, titles), sys.stdout, format_name)


@command.command(
    short_help=N_("Ask for a waiver."),
    help=N_("Ask for a waiver of the finding of that CODE. Somebody else approves it."),
    example='monitor waiver request F-7K2M --reason "new mailbox ordered" --until 2026-12-31',
)
@click.argument("code")
@option("--reason", required=True, help=N_("Why the duty cannot be met until then."))
@option("--until", type=Day(), help=N_("The last day on which the waiver holds; it needs one."))
def request(code: str, reason: str, until: date | None) -> None:
    """Ask for a waiver."""
    from monitor.acts import waiving

    with registers.opened() as at, at.act() as session:
        found = waiving.request(session, code, reason, until)
    told = _("Asked for. Somebody else approves it with: {command}")
    click.echo(told.format(command=f"monitor waiver approve {found.code}"))


@command.command(
    short_help=N_("Approve a waiver."),
    help=N_("Approve the waiver that was asked for of the finding of that CODE (or its number)."),
)
@click.argument("code")
@option(
    "--self-approved",
    is_flag=True,
    help=N_("You asked for it yourself, and there is nobody else; every report says so."),
)
def approve(code: str, *, self_approved: bool) -> None:
    """Approve a waiver."""
    from monitor.acts import waiving
    from monitor.text import day

    with registers.opened() as at, at.act() as session:
        waiver = waiving.approve(session, code, self_approved=self_approved)
    click.echo(_("Waived until {day}: {code}").format(day=day(waiver.until), code=waiver.code))


@command.command(
    short_help=N_("End a waiver, or take back the request."),
    help=N_(
        "End the waiver of the finding of that CODE (or its number), or take back what was asked"
        " for. The next round opens the finding again where its duty is not met."
    ),
)
@click.argument("code")
def end(code: str) -> None:
    """End a waiver."""
    from monitor.acts import waiving

    with registers.opened() as at, at.act() as session:
        waiver = waiving.end(session, code)
    click.echo(_("Ended: {code}").format(code=waiver.code))
