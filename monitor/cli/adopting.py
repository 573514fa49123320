"""`monitor policy adopt`, `drop` and `adopted`: which policies the institution follows."""

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from monitor.cli import asking, progress, registers, showing
from monitor.cli.lazy import TranslatedCommand, option
from monitor.cli.options import Day
from monitor.text import N_, _

if TYPE_CHECKING:
    from monitor.acts.adopting import Proposal


@click.command(
    cls=TranslatedCommand,
    short_help=N_("Adopt policies: follow them from a day on."),
    help=N_(
        "Adopt the policies of these IDs (else those that the file of --overlay names), beside"
        " those adopted before. With --overlay the institution's own values are taken from that"
        " institution.yaml, in place of the ones before. Shows what changes."
    ),
)
@click.argument("policies", nargs=-1, shell_complete=progress.complete_policies)
@option(
    "--overlay",
    type=click.Path(exists=True, dir_okay=False),
    help=N_("The institution's own file: institution.yaml."),
)
@option("--on", type=Day(), help=N_("The day from which they are in force (else today)."))
@option("--dry-run", is_flag=True, help=N_("Show what would change, and write nothing."))
def adopt(
    policies: tuple[str, ...], overlay: str | None, on: date | None, *, dry_run: bool
) -> None:
    """Adopt policies, and show what that changes."""
    from pathlib import Path

    from monitor.acts import adopting

    asked = adopting.Asked(policies, Path(overlay) if overlay else None)
    with registers.opened() as at:
        if dry_run:
            with at.reading() as now:
                _show(adopting.propose(now.connection, now.scope, now.day, asked))
            return
        with at.act() as session:
            proposal = adopting.propose(session.connection, session.scope, session.today, asked)
            adopting.adopt(session, proposal, on)
        _show(proposal)
    if proposal.changes_something:
        click.echo(_("Adopted. Now check the register: {line}").format(line="monitor check"))


@click.command(
    cls=TranslatedCommand,
    short_help=N_("Drop policies: follow them no longer."),
    help=N_(
        "Drop the policies of these IDs: from today on they are no longer in force. The next round"
        " resolves the findings that nobody asks for any more. Shows what changes, and asks."
    ),
)
@click.argument("policies", nargs=-1, required=True)
@option("--yes", is_flag=True, help=N_("Do it without asking."))
def drop(policies: tuple[str, ...], *, yes: bool) -> None:
    """Drop policies, once it was confirmed."""
    from monitor.acts import adopting

    with registers.opened() as at:
        with at.reading() as now:
            _show(adopting.propose_dropping(now.connection, now.scope, now.day, policies))
        if not yes:
            asking.confirm(_("Drop them?"))
        with at.act() as session:
            proposal = adopting.propose_dropping(
                session.connection, session.scope, session.today, policies
            )
            adopting.drop(session, proposal)
    click.echo(_("Dropped. Now check the register: {line}").format(line="monitor check"))


@click.command(
    cls=TranslatedCommand,
    short_help=N_("List what was adopted, and when."),
    help=N_("List which policies were adopted, and from when to when they were in force."),
)
@showing.format_option
def adopted(format_name: str) -> None:
    """Print one adoption per line."""
    from monitor.adoption import queries
    from monitor.reports import following, tables

    with registers.opened() as at, at.reading() as now:
        found = following.adoptions(queries.ever(now.connection, now.scope))
        tables.write(found, sys.stdout, format_name)


def _show(proposal: "Proposal") -> None:
    from monitor.reports import following, tables

    if proposal.changes_something:
        tables.write(following.differences(proposal.differences), sys.stdout)
        for note in proposal.after.notes if proposal.after else ():
            click.echo(_("Note: {note}").format(note=note), err=True)
    else:
        click.echo(_("This is what is in force already; nothing was written."))
