"""`monitor backup`: copies of the register, proved, and brought back."""

from typing import TYPE_CHECKING

import click

from monitor import settings
from monitor.cli import failures, progress, registers
from monitor.cli.lazy import Group, option
from monitor.text import N_, _, ngettext

if TYPE_CHECKING:
    from monitor.acts.proving import Proof
    from monitor.acts.restoring import Restored
    from monitor.audit.verifying import Outside

WITH_ANCHORS = option(
    "--anchors",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help=N_("Hold its log against the checkpoints in this folder (else MONITOR_ANCHORS)."),
)


@click.command(
    cls=Group,
    name="backup",
    short_help=N_("Make, prove and bring back copies of the register."),
    help=N_(
        "Make, prove and bring back copies of the register. A copy is one file, with a manifest"
        " beside it; keep both together, away from this machine."
    ),
)
def command() -> None:
    """Group the commands about backups."""


@command.command(
    name="create",
    short_help=N_("Make a backup, and prove it."),
    help=N_(
        "Copy the register to FILE (else into the folder `backups` beside it) while others work on"
        " it, and prove the copy. A register on PostgreSQL is copied into the same kind of file."
    ),
)
@click.argument("file", required=False, type=click.Path(dir_okay=False))
def create(file: str | None) -> None:
    """Make a backup and say what it is."""
    from pathlib import Path

    from monitor.acts import backing_up

    with registers.opened() as at:
        place = Path(file) if file else backing_up.default_file(at.register)
        with progress.counted(_("Copying the register…")) as count:
            proof = backing_up.back_up(at.register, at.actor, place, count)
    _tell(proof, _("Backup made and proved: {file}"))


@command.command(
    name="verify",
    short_help=N_("Prove a backup."),
    help=N_(
        "Prove that FILE is what was made, that the register in it is sound, and that its log was"
        " not altered. Exits 4 if not. Needs no register."
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@WITH_ANCHORS
def verify(file: str, anchors: str | None) -> None:
    """Prove a backup and say what it is."""
    from pathlib import Path

    with failures.told_clearly(), progress.counted(_("Proving the backup…")):
        from monitor.acts import proving

        proof = proving.prove(Path(file), _outside(anchors))
    _tell(proof, _("The backup is sound: {file}"))


@command.command(
    name="restore",
    short_help=N_("Make a backup the register again, here or elsewhere."),
    help=N_(
        "Prove FILE and make it the register. With --into it becomes the register of another"
        " database: so a register moves between SQLite and PostgreSQL with its whole history. A"
        " register that is there is replaced with --force only, and kept aside."
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@option("--into", metavar="URL", help=N_("Where to (else the register that --database names)."))
@option("--force", is_flag=True, help=N_("Replace the register that is there; it is kept aside."))
@WITH_ANCHORS
def restore(file: str, into: str | None, *, force: bool, anchors: str | None) -> None:
    """Restore a backup and say what became of the register before it."""
    from pathlib import Path

    url = into or registers.asked("database") or settings.read().database
    with failures.told_clearly(), progress.counted(_("Restoring the backup…")) as count:
        from monitor.acts import restoring

        wanted = restoring.Wanted(Path(file), url, force, _outside(anchors))
        done = restoring.restore(wanted, registers.actor(), count)
    _tell(done.proof, _("Restored from {file}"))
    _tell_replaced(done)


def _outside(anchors: str | None) -> "Outside | None":
    from pathlib import Path

    from monitor.audit.verifying import Outside

    folder = anchors or settings.read().anchors
    return Outside(folder=Path(folder)) if folder else None


def _tell(proof: "Proof", words: str) -> None:
    click.echo(words.format(file=proof.file))
    count = sum(end.size for end in proof.ends)
    told = ngettext("Entries of the log: {count}", "Entries of the log: {count}", count)
    click.echo(told.format(count=count))
    if proof.manifest is None:
        note = _("there is no manifest beside it: whether it is all that was made cannot be told")
        failures.tell_notes([note])
    for chain in proof.missing:
        note = _("it is older than the anchors: they know later entries of chain {chain}")
        failures.tell_notes([note.format(chain=chain)])


def _tell_replaced(done: "Restored") -> None:
    click.echo(_("The register is now: {place}").format(place=done.place))
    if done.kept:
        click.echo(_("The one it replaces is kept: {kept}").format(kept=done.kept))
    if done.proof.missing:
        note = _("keep the folder of anchors as it is, and begin a new one: the log goes on anew")
        failures.tell_notes([note])
    if done.lost is None:
        failures.tell_notes([_("the replaced one cannot be read; what is lost cannot be told")])
    for lost in done.lost or ():
        told = _("what was recorded since is lost: entries {first} to {last} of chain {chain}")
        told = told.format(first=lost.first, last=lost.last, chain=lost.chain)
        failures.tell_notes([told])
