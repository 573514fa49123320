"""Proving a backup: its bytes, its pages, its references and its log, on the copy itself."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from monitor import db
from monitor.acts.backup_files import BackupError, End, Manifest, digest, read_manifest
from monitor.audit import stored
from monitor.audit.verifying import Fault, Outside, Verdict, verify
from monitor.db import StoreError
from monitor.migrations import revisions
from monitor.text import _

_JOURNAL_MODE = slice(18, 20)  # of the header: https://www.sqlite.org/fileformat2.html
_WRITE_AHEAD = b"\2\2"


@dataclass(frozen=True)
class Proof:
    """What a backup was proved to be.

    `manifest` is None where there was none. `missing` are the entries, by chain, that anchors
    know of and the backup, older than they are, does not have.
    """

    file: Path
    revision: str
    ends: tuple[End, ...]
    manifest: Manifest | None = None
    missing: tuple[int, ...] = ()


def prove(file: Path, outside: Outside | None = None) -> Proof:
    """Prove a backup as a whole, against its manifest and what is kept `outside`.

    Raises:
        BackupError: it is not what was made, or damaged; the message says how.
        StoreError: it is not a register, or one of a newer release.
        OSError: it cannot be read.
    """
    manifest = read_manifest(file)
    _refuse_other_bytes(file, manifest)
    proof = replace(prove_content(file, outside), manifest=manifest)
    if manifest and (manifest.ends, manifest.revision) != (proof.ends, proof.revision):
        raise BackupError(_("{file} is not what its manifest says.").format(file=file))
    return proof


def prove_content(file: Path, outside: Outside | None = None) -> Proof:
    """Prove what is in a copy of a register, whatever its bytes should be; as `prove`."""
    _refuse_live_file(file)
    with _told(file), db.open_copy(file).connect() as connection:
        revision = revisions.revision(connection)
        _refuse_damage(connection, file)
        if revision in revisions.known():
            _refuse_altered(list(verify(connection, Outside())), file)
            missing = _missing(connection, file, outside)
            return Proof(file, revision, ends_of(connection), missing=missing)
    if revision is None:
        raise BackupError(_("{file} holds no register.").format(file=file))
    told = _("{file} was made by a newer release of monitor; install that release.")
    raise StoreError(told.format(file=file))


def ends_of(connection: Connection) -> tuple[End, ...]:
    """Return how each chain of the log ends."""
    chains = sorted(stored.chains(connection))
    return tuple(End(chain, *stored.end(connection, chain)) for chain in chains)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Tell a copy that the database cannot read for a damaged backup."""
    try:
        yield
    except (StoreError, sqlite3.Error) as error:
        raise BackupError(_("{file} is damaged: {why}").format(file=file, why=error)) from None


def _refuse_other_bytes(file: Path, manifest: Manifest | None) -> None:
    if manifest and (file.stat().st_size, digest(file)) != (manifest.size, manifest.sha256):
        told = _("{file} was changed after it was made: its bytes are not those of its manifest.")
        raise BackupError(told.format(file=file))


def _refuse_live_file(file: Path) -> None:
    """Refuse a file that was copied by other means: what was last written lies beside it."""
    with file.open("rb") as content:
        start = content.read(_JOURNAL_MODE.stop)
    if start[_JOURNAL_MODE] == _WRITE_AHEAD:
        told = _(
            "{file} is a copy of a register's own file, made while it was in use; what was written"
            " last may be missing. Make a backup with: monitor backup create"
        )
        raise BackupError(told.format(file=file))


def _refuse_damage(connection: Connection, file: Path) -> None:
    told = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    if told != ["ok"]:
        reason = _("{file} is damaged: {why}").format(file=file, why="; ".join(map(str, told[:3])))
        raise BackupError(reason)
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if lost:
        reason = _("{file} is damaged: rows of {table} refer to what is not there.")
        raise BackupError(reason.format(file=file, table=lost[0]))


def _missing(connection: Connection, file: Path, outside: Outside | None) -> tuple[int, ...]:
    """Return the chains of which anchors know later entries, once all else agrees with them."""
    verdicts = list(verify(connection, outside)) if outside else []
    shorter = [verdict for verdict in verdicts if _is_only_shorter(verdict)]
    _refuse_altered([verdict for verdict in verdicts if verdict not in shorter], file)
    return tuple(verdict.chain for verdict in shorter)


def _is_only_shorter(verdict: Verdict) -> bool:
    trouble = verdict.trouble
    return bool(trouble and trouble.fault is Fault.MISSING and trouble.first == verdict.size + 1)


def _refuse_altered(verdicts: list[Verdict], file: Path) -> None:
    for verdict in verdicts:
        if verdict.trouble:
            told = _("{file}: its log was altered, from entry {entry} of chain {chain} on.")
            entry = verdict.trouble.first
            raise BackupError(told.format(file=file, entry=entry, chain=verdict.chain))
