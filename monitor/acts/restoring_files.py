"""Restoring into a file: the copy is made ready beside the register, then takes its place."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, make_url

from monitor import clock, db
from monitor.acts import backup_files, losses, register_files, registers
from monitor.acts.losses import Losses
from monitor.acts.proving import Proof
from monitor.audit.entries import Actor
from monitor.db import BusyError, StoreError
from monitor.text import _

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a file, by what follows its name."""


def is_taken(target: Path) -> bool:
    """Tell whether there is something at the place of the register."""
    return target.exists() and target.stat().st_size > 0


def into_file(proof: Proof, target: Path, actor: Actor) -> tuple[Losses, str | None]:
    """Put a proved backup in the place of a register; what was there is kept aside.

    Returns what is lost by it, and where the replaced register is kept.

    Raises:
        StoreError: somebody has the register open, or the disk refuses; nothing was changed.
    """
    register_files.make_folder(target)
    copy = backup_files.new_private(target.with_name(f".{target.name}.restoring"))
    with _swept(copy), _held(target if is_taken(target) else None) as before:
        shutil.copyfile(proof.file, copy)
        lost = losses.find(before, proof) if before else _nothing_or_unknown(target)
        _make_ready(copy, proof, lost, actor)
        kept = _aside(target) if is_taken(target) else None
        backup_files.put_in_place(copy, target)
    return lost, str(kept) if kept else None


def url_of(file: Path) -> str:
    """Return the URL of a SQLite file."""
    return make_url("sqlite://").set(database=str(file)).render_as_string(hide_password=False)


def _nothing_or_unknown(target: Path) -> Losses:
    return None if is_taken(target) else ()


@contextmanager
def _swept(copy: Path) -> Iterator[None]:
    try:
        yield
    finally:
        for beside in ("", *BESIDE):
            copy.with_name(copy.name + beside).unlink(missing_ok=True)


@contextmanager
def _held(target: Path | None) -> Iterator[Connection | None]:
    """Hold the register that goes, so that nobody writes to it meanwhile; None: it is not one."""
    if target is None:
        yield None
        return
    engine = db.open_database(url_of(target))
    try:
        with _connected(engine) as connection:
            if connection:
                _refuse_company(connection, target)
                connection.exec_driver_sql("SELECT 1")  # takes the lock
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _connected(engine: Engine) -> Iterator[Connection | None]:
    try:
        connection = engine.connect().execution_options(monitor_begin="EXCLUSIVE")
    except BusyError:
        raise
    except StoreError:  # too damaged to be opened: that is why it is replaced
        yield None
        return
    with connection:
        yield connection


def _refuse_company(connection: Connection, target: Path) -> None:
    """Bring all of a register into its one file, which only the last to have it open can do."""
    try:
        db.gather(connection)
    except BusyError:
        told = _("{place} is in use; stop every monitor that has it open, and try again.")
        raise StoreError(told.format(place=target)) from None


def _make_ready(copy: Path, proof: Proof, lost: Losses, actor: Actor) -> None:
    """Bring the copy to this release, and let its log tell where it comes from."""
    register = registers.open_register(url_of(copy), may_upgrade=True, actor=actor)
    try:
        with db.writing(register.engine) as connection:
            losses.record(connection, proof, lost, actor, register.sign)
    finally:
        register.engine.dispose()


def _aside(target: Path) -> Path:
    """Give the replaced register a second name, which it keeps when the copy takes its first one.

    So there is a register at its place at every moment, whenever the power fails.
    """
    moment = clock.now().strftime("%Y%m%dT%H%M%S.%fZ")
    kept = target.with_name(f"{target.name}.replaced-{moment}")
    kept.hardlink_to(target)
    for beside in BESIDE:
        old = target.with_name(target.name + beside)
        if old.exists():  # of one that could not be read: it must not touch the new one
            old.rename(kept.with_name(kept.name + beside))
    return kept
