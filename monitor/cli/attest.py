"""`monitor attest`: record what somebody attests of a control."""

from datetime import date

import click

from monitor.cli import changes, completion, registers
from monitor.cli.lazy import TranslatedCommand, option
from monitor.text import N_, _


@click.command(
    cls=TranslatedCommand,
    name="attest",
    short_help=N_("Record what somebody attests."),
    help=N_(
        "Record that somebody attests, or denies, that subjects meet CONTROL: each SUBJECT named,"
        " or with --all every subject that the control applies to."
    ),
    example="monitor attest password.custody x/ieejemplo --answer yes --by-person ana@iee.example",
)
@click.argument("control", shell_complete=completion.controls)
@click.argument("subjects", nargs=-1, shell_complete=completion.of("account", "mailbox", "area"))
@option("--all", "everything", is_flag=True, help=N_("Every subject that the control applies to."))
@option(
    "--answer",
    required=True,
    metavar="yes|no",
    help=N_("Whether it is so: yes or no."),
)
@option(
    "--by-person",
    shell_complete=completion.of("person"),
    help=N_("Who attests it: an e-mail address (else the one of --by)."),
)
@option(
    "--of-person",
    shell_complete=completion.of("person"),
    help=N_("The administrator whose answer it is, where each one gives their own."),
)
@changes.on_option
@changes.dry_run_option
def command(
    *,
    control: str,
    subjects: tuple[str, ...],
    everything: bool,
    answer: str,
    by_person: str | None,
    of_person: str | None,
    on: date | None,
    dry_run: bool,
) -> None:
    """Record answers."""
    from monitor.acts import attestations

    if bool(subjects) == everything:
        raise click.UsageError(_("Name the subjects, or --all for every one."))
    by = by_person or registers.asked("by")
    if by is None:
        raise click.UsageError(_("Say who attests it: --by-person EMAIL."))
    statement = attestations.Statement(control, answer, by, of_person)
    named = None if everything else subjects
    changes.carry_out(
        lambda session: attestations.attest(session, statement, named, on), changes.Way(dry_run)
    )
