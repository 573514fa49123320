"""`monitor finding`: what is not met, one by one; seen, assigned, explained."""

import sys
from typing import Any

import click

from monitor.cli import completion, registers, showing
from monitor.cli.lazy import Group, option
from monitor.cli.options import SEVERITIES, Word
from monitor.text import N_, ngettext

_STATES = {
    "open": N_("open"),
    "acknowledged": N_("acknowledged"),
    "waived": N_("waived"),
    "resolved": N_("resolved"),
}
_OUTCOMES = {"fail": N_("not met"), "unknown": N_("not known"), "warn": N_("with reserve")}


@click.group(
    cls=Group,
    name="finding",
    short_help=N_("See what is not met, and see to it."),
    help=N_("See what the last round found not met or could not tell, and who sees to it."),
)
def command() -> None:
    """Group the commands about findings."""


@command.command(
    name="list",
    short_help=N_("List the findings."),
    help=N_("List the findings that are not resolved."),
    example="monitor finding list --new",
)
@option("--area", shell_complete=completion.of("area"), help=N_("Of this area only."))
@option("--control", shell_complete=completion.controls, help=N_("Of this control only."))
@option("--severity", type=Word(SEVERITIES), help=N_("Of this severity only."))
@option(
    "--state",
    type=Word(_STATES),
    help=N_("In this state only; resolved ones are shown when asked for."),
)
@option(
    "--outcome",
    type=Word(_OUTCOMES),
    help=N_("Not met, not known, or met with a reserve only."),
)
@option(
    "--person",
    shell_complete=completion.of("person"),
    help=N_("Assigned to this person, or else theirs to answer for."),
)
@option(
    "--subject",
    shell_complete=completion.of("account", "area", "mailbox"),
    help=N_("Of this account, mailbox or area only."),
)
@option("--new", is_flag=True, help=N_("What the last round opened, or opened again."))
@showing.format_option
def list_(*, format_name: str, **asked: Any) -> None:
    """Print one finding per line."""
    from monitor.reports import asked_findings, called, following, tables

    with registers.opened() as at, at.reading() as now:
        wanted = asked_findings.Asked(**asked)
        found = asked_findings.found(now.connection, now.scope, now.day, wanted)
        titles = called.controls(now.connection, now.scope, now.day)
        table = following.findings(now.connection, now.scope, found, titles)
        tables.write(table, sys.stdout, format_name)


@command.command(
    short_help=N_("Show one finding in full."),
    help=N_(
        "Show the finding whose CODE begins so: its clauses, what is on record now, what happened"
        " to it, and what to do."
    ),
)
@click.argument("code")
@showing.format_of_one_option
def show(code: str, format_name: str) -> None:
    """Print one finding."""
    from monitor.findings import lookup
    from monitor.reports import one_finding

    with registers.opened() as at, at.reading() as now:
        own = (now.connection, now.scope, now.day)
        described = one_finding.describe(*own, lookup.find(*own, code))
        one_finding.write(described, sys.stdout, format_name)


@command.command(
    short_help=N_("Record that findings were seen."),
    help=N_(
        "Record that the findings of these CODEs were seen, and what is done about them. They"
        " still count as not met, until they are."
    ),
)
@click.argument("codes", nargs=-1, required=True)
@option("--note", required=True, help=N_("What is done about it, or why it takes time."))
def acknowledge(codes: tuple[str, ...], note: str) -> None:
    """Acknowledge findings."""
    from monitor.acts import following_up

    with registers.opened() as at, at.act() as session:
        found = following_up.acknowledge(session, codes, note)
    _tell(len(found))


@command.command(
    short_help=N_("Say who sees to findings."),
    help=N_("Record who sees to the findings of these CODEs; --to - says nobody in particular."),
)
@click.argument("codes", nargs=-1, required=True)
@option(
    "--to",
    required=True,
    metavar="EMAIL",
    shell_complete=completion.of("person"),
    help=N_("The person, as the register knows them."),
)
def assign(codes: tuple[str, ...], to: str) -> None:
    """Assign findings to a person."""
    from monitor.acts import following_up

    with registers.opened() as at, at.act() as session:
        found = following_up.assign(session, codes, to)
    _tell(len(found))


def _tell(count: int) -> None:
    told = ngettext("{count} finding updated.", "{count} findings updated.", count)
    click.echo(told.format(count=count))
