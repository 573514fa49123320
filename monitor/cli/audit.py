"""`monitor audit`: the log of who changed what and when, and whether it was altered."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from monitor import settings
from monitor.cli import failures, registers
from monitor.cli.lazy import Group, option
from monitor.cli.options import Day
from monitor.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.audit.verifying import Outside, Verdict

SHOWN = 50
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(
    cls=Group,
    name="audit",
    short_help=N_("See who changed what and when, and whether the log was altered."),
    help=N_("See who changed what and when, and prove that the log was not altered."),
)
def command() -> None:
    """Group the commands about the log."""


@command.command(
    short_help=N_("Show the log."),
    help=N_(
        "Show the last entries of the log, of SUBJECT if one is named: when each was recorded, and"
        " when what it records happened. JSON and CSV show new values whole."
    ),
)
@click.argument("subject", required=False)
@option("--action", metavar="ACTION", help=N_("Such as account:renamed, or account for all."))
@option("--actor", metavar="NAME", help=N_("Recorded by this person, or user of a machine."))
@option("--since", type=Day(), help=N_("Recorded on this day or later."))
@option("--until", type=Day(), help=N_("Recorded on this day or before."))
@option(
    "--last",
    type=click.IntRange(min=1),
    default=SHOWN,
    show_default=True,
    help=N_("How many entries to show."),
)
@option("--all", "everything", is_flag=True, help=N_("Show all of them."))
@option("--installation", is_flag=True, help=N_("Show the log of what concerns no institution."))
@option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help=N_("How to show the entries."),
)
def show(everything: bool, installation: bool, **asked: Any) -> None:
    """Print entries of the log."""
    from monitor.acts.auditing import Asked, show_log

    wanted = Asked(**asked | ({"last": None} if everything else {}))
    with registers.opened() as at:
        show_log(at.register, None if installation else at.scope, wanted, sys.stdout)


@command.command(
    short_help=N_("Prove that the log was not altered."),
    help=N_(
        "Read the whole log and prove that no entry was changed, left out or put in: against its"
        " own hashes, its signed checkpoints, and those kept outside. Exits 4 where it was altered."
    ),
)
@option(
    "--anchors",
    metavar="DIR",
    type=FOLDER,
    help=N_("The checkpoints kept outside (else MONITOR_ANCHORS)."),
)
@option(
    "--pubkey",
    metavar="FILE",
    type=FILE,
    help=N_("Public keys, one a line, as your auditor keeps them (else those beside the key)."),
)
def verify(anchors: Path | None, pubkey: Path | None) -> None:
    """Print the verdict on each chain; exit 4 when one is altered."""
    from monitor.acts.auditing import held_against, verdicts

    with registers.opened() as at:
        named = settings.read().anchors
        outside = held_against(at.register, anchors or (Path(named) if named else None), pubkey)
        found = verdicts(at.register, outside)
        for _verdict, told in found:
            click.echo(told)
        failures.tell_notes([*_doubts(outside), *_strangers(verdict for verdict, _told in found)])
        if any(verdict.trouble for verdict, _told in found):
            sys.exit(failures.ALTERED)


@command.command(
    short_help=N_("Print a program that proves the log without monitor."),
    help=N_(
        "Print a program of 80 lines that proves the log without monitor. Save it, read it, and run"
        " it with Python: python3 verifier.py REGISTER.db ANCHORS"
    ),
)
def verifier() -> None:
    """Print the source of the stand-alone verifier."""
    from importlib.resources import files

    click.echo(files("monitor.audit").joinpath("verifier.py").read_text(encoding="utf-8"), nl=False)


@command.command(
    short_help=N_("Print the public key of the log."),
    help=N_(
        "Print the public keys that check the signatures of the log, this register's own last. Give"
        " them to your auditor; they are no secret."
    ),
)
def key() -> None:
    """Print the public keys, one a line."""
    from monitor.acts.auditing import known_keys

    with registers.opened() as at:
        for each in known_keys(at.register):
            click.echo(each)


def _doubts(outside: "Outside") -> list[str]:
    doubts = []
    if outside.folder is None:
        doubts.append(
            _(
                "No checkpoints from outside were given (--anchors): whoever may write to the"
                " database could have rewritten all of it."
            )
        )
    if outside.keys is None:
        doubts.append(_("No public key is known (--pubkey): signatures were not checked."))
    return doubts


def _strangers(found: "Iterable[Verdict]") -> list[str]:
    """Say what to do where the key is a stranger's to this machine, not to the institution."""
    from monitor.audit.verifying import Fault

    if not any(each.trouble and each.trouble.fault is Fault.BAD_CHECKPOINT for each in found):
        return []
    told = _(
        "A checkpoint is not signed with a key known here. Where another machine writes to this"
        " register, or did before, add what “monitor audit key” prints there to the file of public"
        " keys; where none does, someone else signed."
    )
    return [told]
