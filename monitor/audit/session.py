"""One unit of work that is being recorded: its connection, who acts, and the entries it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from monitor import db
from monitor.audit.entries import START, Actor, Entry, Subject, canonical
from monitor.audit.models import AuditEntry, AuditHead
from monitor.scope import Scope

BATCH = 2000


@dataclass
class Session:
    """What an act works with; made by `acts.unit_of_work.begin` and by nothing else.

    `today` is the civil date in the institution's zone. Entries are numbered as they are
    recorded and written together, before the work is saved. `kinds` are those of the subjects
    they are about.
    """

    connection: Connection
    scope: Scope
    actor: Actor
    recorded_at: datetime
    today: date
    first_seq: int = 0
    kinds: set[str] = field(default_factory=set)
    _seq: int = 0
    _hash: str = START
    _waiting: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Lock the end of the chain: whoever comes second waits here, and reads what we wrote."""
        self._seq, self._hash = _lock_head(self.connection, self.scope.institution_id)
        self.first_seq = self._seq + 1

    @property
    def next_seq(self) -> int:
        """The number that the next entry will have."""
        return self._seq + 1

    @property
    def entries(self) -> range:
        """The numbers of the entries recorded so far."""
        return range(self.first_seq, self.next_seq)

    @property
    def end(self) -> tuple[int, str]:
        """The number and the hash of the last entry of the chain, ours included."""
        return self._seq, self._hash

    def record(
        self,
        action: str,
        subject: Subject,
        details: Mapping[str, Any] | None = None,
        *,
        happened_on: date | None = None,
    ) -> int:
        """Append one entry and return its number, which is the `entry` of the rows it records.

        `action` is `subject:verb`; `details` are new values by field, personal ones as digests.
        """
        entry = Entry(
            self.scope.institution_id,
            self.next_seq,
            self.recorded_at,
            happened_on,
            self.actor,
            action,
            subject,
            canonical(details or {}),
        )
        self._append(entry)
        return entry.seq

    def flush(self) -> None:
        """Write the entries that wait, and the end of the chain."""
        if self._waiting:
            self.connection.execute(insert(db.table(AuditEntry)), self._waiting)
            self._waiting.clear()
            head = db.table(AuditHead)
            self.connection.execute(
                update(head)
                .where(head.c.institution_id == self.scope.institution_id)
                .values(seq=self._seq, hash=self._hash)
            )

    def _append(self, entry: Entry) -> None:
        after = entry.hash_after(self._hash)
        self._waiting.append(_row(entry, self._hash, after))
        self._seq, self._hash = entry.seq, after
        self.kinds.add(entry.subject[0])
        if len(self._waiting) >= BATCH:
            self.flush()


def _row(entry: Entry, prev: str, after: str) -> dict[str, Any]:
    return {
        "institution_id": entry.chain,
        "seq": entry.seq,
        "recorded_at": entry.recorded_at,
        "happened_on": entry.happened_on,
        "actor": entry.actor.name,
        "claimed": entry.actor.claimed,
        "action": entry.action,
        "object_kind": entry.subject[0],
        "object_id": entry.subject[1],
        "details": entry.details,
        "prev": prev,
        "hash": after,
    }


def _lock_head(connection: Connection, chain: int) -> tuple[int, str]:
    head = db.table(AuditHead)
    own = select(head.c.seq, head.c.hash).where(head.c.institution_id == chain).with_for_update()
    found = connection.execute(own).first()
    if found is None:
        try:  # two may begin the same chain at once
            with connection.begin_nested():
                connection.execute(insert(head).values(institution_id=chain, seq=0, hash=START))
        except IntegrityError:
            pass
        found = connection.execute(own).one()
    return found.seq, found.hash
