"""Restoring: a proved backup becomes the register, here or in another database."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from monitor import db
from monitor.acts import proving, register_files, registers
from monitor.acts.backup_files import LiveRegisterError
from monitor.acts.losses import Losses
from monitor.acts.moving import Progress
from monitor.acts.proving import Proof
from monitor.acts.restoring_files import into_file
from monitor.acts.restoring_files import is_taken as is_file_taken
from monitor.acts.restoring_servers import into_server
from monitor.acts.restoring_servers import is_taken as is_server_taken
from monitor.audit.entries import Actor
from monitor.audit.verifying import Outside
from monitor.sealing import PublicKey, remember


@dataclass(frozen=True)
class Wanted:
    """What is to be restored: which backup, where to, and whether a register may be replaced."""

    file: Path
    url: str | None = None
    force: bool = False
    outside: Outside | None = None


@dataclass(frozen=True)
class Restored:
    """What was restored: where to, what was lost, and where the replaced register was kept."""

    proof: Proof
    place: str
    lost: Losses
    kept: str | None


def restore(
    wanted: Wanted, actor: Actor, progress: Progress = lambda _done, _all: None
) -> Restored:
    """Make a backup the register at a URL (None: the one in this user's data folder).

    It is proved first, and brought to this release. A register that is there is replaced only
    by `force`, and kept aside. The log tells what was restored, and what was lost by it.

    Raises:
        LiveRegisterError: there is one, and it is not to be replaced.
        BackupError: the backup is not sound; nothing was changed.
        StoreError: the database cannot be used; nothing was changed.
        OSError: the backup cannot be read.
    """
    proof = proving.prove(wanted.file, wanted.outside)
    where = db.address(wanted.url or register_files.default_url())
    if where.get_backend_name() == "sqlite":
        target = registers.file_of(where)
        if is_file_taken(target) and not wanted.force:
            raise LiveRegisterError(str(target))
        lost, kept = into_file(proof, target, actor)
    else:
        lost, kept = _into_server(wanted, proof, where, actor, progress)
    if proof.manifest:  # what was signed with the keys of its former place is still to be proved
        former = map(PublicKey.read, proof.manifest.keys)
        remember(register_files.keys_folder(where), former)
    return Restored(proof, db.place(where), lost, kept)


def _into_server(
    wanted: Wanted, proof: Proof, where: URL, actor: Actor, progress: Progress
) -> tuple[Losses, str | None]:
    engine = db.open_database(where.render_as_string(hide_password=False))
    try:
        if is_server_taken(engine) and not wanted.force:
            raise LiveRegisterError(db.place(where))
        return into_server(proof, engine, actor, progress)
    finally:
        engine.dispose()
