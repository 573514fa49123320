"""Backing up: a copy of a register while others work on it, proved before it counts as one."""

import sqlite3
from pathlib import Path

from monitor import __version__, clock, db, settings
from monitor.acts import backup_files, moving, private_files, proving
from monitor.acts.auditing import known_keys
from monitor.acts.backup_files import Manifest
from monitor.acts.moving import Progress
from monitor.acts.proving import Proof
from monitor.acts.registers import Register
from monitor.acts.restoring_files import url_of
from monitor.acts.unit_of_work import begin
from monitor.audit.entries import Actor, moment
from monitor.audit.models import INSTALLATION
from monitor.migrations import running
from monitor.scope import Scope

BACKED_UP = "register:backed_up"


def back_up(
    register: Register,
    actor: Actor,
    file: Path,
    progress: Progress = lambda _done, _all: None,
) -> Proof:
    """Write a proved backup of one moment to `file`, with its manifest, and tell the log.

    A register on PostgreSQL is copied into the same form, SQLite. What is there is never
    overwritten, and a backup that was cut short never has the name of one.

    Raises:
        FileExistsError: there is a file of that name.
        BackupError: the copy is not sound, so neither is the register.
        StoreError: the register cannot be read, or the disk is full.
    """
    backup_files.refuse_to_overwrite(file)
    partial = backup_files.new_private(backup_files.partial_of(file))
    try:
        _copy(register, partial, progress)
        proof = proving.prove_content(partial)
        manifest = _manifest(register, partial, file, proof)
        # The manifest first: cut short in between, there is no backup, and the name is free.
        backup_files.write_manifest(manifest, file)
        backup_files.put_in_place(partial, file)
    finally:
        partial.unlink(missing_ok=True)
    with begin(register, actor, Scope(INSTALLATION)) as session:
        details = {"file": file.name, "sha256": manifest.sha256, "size": manifest.size}
        session.record(BACKED_UP, ("register", INSTALLATION), details)
    return Proof(file, proof.revision, proof.ends, manifest)


def default_file(register: Register) -> Path:
    """Return where a backup made now goes: into `backups`, beside the register or in our folder."""
    on_disk = register.engine.dialect.name == "sqlite"
    home = Path(register.place).parent if on_disk else Path(settings.data_folder())
    folder = home / "backups"
    private_files.make_folder(folder)
    stem = Path(register.place).stem if on_disk else "register"
    return folder / f"{stem}-{clock.now().strftime('%Y%m%dT%H%M%S.%fZ')}.db"


def _copy(register: Register, partial: Path, progress: Progress) -> None:
    if register.engine.dialect.name == "sqlite":
        _copy_file(register, partial)
    else:
        copy_rows(register, partial, progress)


def _copy_file(register: Register, partial: Path) -> None:
    """Copy a SQLite register as of one moment; nobody who writes has to wait."""
    with register.engine.connect() as source:
        try:
            source.connection.cursor().execute("VACUUM INTO ?", (str(partial),))
        except sqlite3.Error as error:  # about the copy's disk, not the register's
            raise db.refused(error, str(partial)) or error from None


def copy_rows(register: Register, partial: Path, progress: Progress) -> None:
    """Copy a register from PostgreSQL into a new SQLite file, as of one moment."""
    engine = db.open_database(url_of(partial))
    try:
        with db.reading(register.engine) as source, db.writing(engine) as target:
            running.upgrade(target)
            moving.move(source, target, progress)
        with engine.connect() as connection:
            db.gather(connection)
    finally:
        engine.dispose()


def _manifest(register: Register, partial: Path, file: Path, proof: Proof) -> Manifest:
    return Manifest(
        file.name,
        backup_files.digest(partial),
        partial.stat().st_size,
        proof.revision,
        moment(clock.now()),
        __version__,
        register.place,
        proof.ends,
        tuple(map(str, known_keys(register))),
    )
