"""Restoring into PostgreSQL: every row of a backup in one transaction, proved before it ends."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine

from monitor import clock, db
from monitor.acts import losses, moving, register_files, upgrading
from monitor.acts.backup_files import BackupError
from monitor.acts.losses import Losses
from monitor.acts.moving import Progress
from monitor.acts.proving import Proof
from monitor.acts.restoring_files import url_of
from monitor.audit.entries import Actor
from monitor.audit.verifying import Outside, verify
from monitor.db import StoreError
from monitor.migrations import revisions, running, tables
from monitor.migrations.revisions import State
from monitor.sealing import signer_in
from monitor.text import _


def is_taken(engine: Engine) -> bool:
    """Tell whether there is a register in the database.

    Raises:
        StoreError: there are the tables of another program.
    """
    with engine.connect() as connection:
        state = revisions.state(connection)
    if state is State.NOT_OURS:
        told = _("{place} is the database of another program; give the place of a register.")
        raise StoreError(told.format(place=db.place(engine.url)))
    return state is not State.EMPTY


def into_server(
    proof: Proof, engine: Engine, actor: Actor, progress: Progress
) -> tuple[Losses, str | None]:
    """Put a proved backup into a database; a register that was there is kept in its own schema.

    Returns what is lost by it, and the name of that schema.

    Raises:
        StoreError, BackupError: it did not arrive whole; nothing was changed.
    """
    lost: Losses = ()
    kept = None
    sign = partial(signer_in, register_files.keys_folder(engine.url))
    taken = is_taken(engine)
    with _at_this_release(proof, actor) as source, db.writing(engine) as target:
        if taken:
            lost, kept = losses.find(target, proof), _set_aside(target)
        running.upgrade(target)
        moving.move(source, target, progress)
        _refuse_altered(target)
        losses.record(target, proof, lost, actor, sign)
    return lost, kept


@contextmanager
def _at_this_release(proof: Proof, actor: Actor) -> Iterator[Connection]:
    """Give what is in the backup, brought to this release in a copy that is gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "register.db"
        shutil.copyfile(proof.file, copy)
        engine = db.open_database(url_of(copy))
        try:
            upgrading.upgrade(engine, actor)  # unsigned: the key of its new place signs
            with db.reading(engine) as connection:
                yield connection
        finally:
            engine.dispose()


def _set_aside(target: Connection) -> str:
    """Move the tables of the replaced register into a schema of their own."""
    schema = clock.now().strftime("replaced_%Y%m%d_%H%M%S_%f")
    quoted = target.dialect.identifier_preparer.quote
    target.exec_driver_sql(f"CREATE SCHEMA {quoted(schema)}")
    for name in [*(table.name for table in tables.in_order()), revisions.TABLE]:
        target.exec_driver_sql(f"ALTER TABLE IF EXISTS {quoted(name)} SET SCHEMA {quoted(schema)}")
    return schema


def _refuse_altered(target: Connection) -> None:
    for verdict in verify(target, Outside()):
        if verdict.trouble:
            told = _("The log did not arrive whole (chain {chain}); nothing was kept.")
            raise BackupError(told.format(chain=verdict.chain))
