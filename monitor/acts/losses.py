"""What restoring a backup loses, found before it is done, and told by the log afterwards."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, select

from monitor import db
from monitor.acts import proving, upgrading
from monitor.acts.backup_files import End
from monitor.acts.proving import Proof
from monitor.acts.upgrading import Sign
from monitor.audit.entries import Actor
from monitor.audit.models import AuditEntry
from monitor.db import StoreError

RESTORED = "register:restored"


@dataclass(frozen=True)
class Lost:
    """The entries of a chain that the replaced register had and the backup has not."""

    chain: int
    first: int
    last: int


Losses = tuple[Lost, ...] | None
"""None where the replaced register could not be read, so that nobody can tell."""


def find(before: Connection, proof: Proof) -> Losses:
    """Return what the register that is to be replaced has, and the backup has not."""
    has = {end.chain: end for end in proof.ends}
    try:
        ends = proving.ends_of(before)
        common = {end: _common(before, end, has.get(end.chain)) for end in ends}
    except StoreError:
        return None
    return tuple(
        Lost(end.chain, seq + 1, end.size) for end, seq in common.items() if seq < end.size
    )


def record(connection: Connection, proof: Proof, lost: Losses, actor: Actor, sign: Sign) -> None:
    """Let the log of the restored register tell where it comes from."""
    details = {
        "file": proof.file.name,
        "sha256": proof.manifest.sha256 if proof.manifest else None,
        "made_at": proof.manifest.made_at if proof.manifest else None,
        "lost": None if lost is None else [asdict(each) for each in lost],
    }
    upgrading.tell(connection, actor, RESTORED, details, sign)


def _common(before: Connection, end: End, backup: End | None) -> int:
    """Return up to which entry a chain is the same in both; 0 where they have nothing in common."""
    if backup is None:
        return 0
    entry = db.table(AuditEntry)
    own = (entry.c.institution_id == end.chain, entry.c.seq == backup.size)
    return backup.size if before.scalar(select(entry.c.hash).where(*own)) == backup.head else 0
