"""What is chained: an entry as bytes, its hash, and digests in place of personal values."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

START = "0" * 64
"""What the first entry of a chain follows."""

Subject = tuple[str, int]
"""The kind and the id of what an entry is about."""


@dataclass(frozen=True)
class Actor:
    """Who acts: `os:ana@host`, a person's e-mail, `daemon`; `claimed` where nobody verified it."""

    name: str
    claimed: bool = False


@dataclass(frozen=True)
class Entry:
    """One entry of the log, before or after it is chained (`details` in canonical JSON)."""

    chain: int
    seq: int
    recorded_at: datetime
    happened_on: date | None
    actor: Actor
    action: str
    subject: Subject
    details: str

    def hash_after(self, prev: str) -> str:
        """Return the hash of this entry, `prev` being that of the entry before."""
        return chained(self.fields(), prev)

    def fields(self) -> tuple[str, ...]:
        """Return what is hashed, as text, in its order."""
        return (
            str(self.chain),
            str(self.seq),
            moment(self.recorded_at),
            self.happened_on.isoformat() if self.happened_on else "",
            self.actor.name,
            "1" if self.actor.claimed else "0",
            self.action,
            self.subject[0],
            str(self.subject[1]),
            self.details,
        )


def chained(fields: Iterable[str], prev: str) -> str:
    """Return SHA-256 over a zero byte, each field behind its length, and the hash before."""
    parts = [b"\0"]
    for text in fields:
        field = text.encode()
        parts += (len(field).to_bytes(8, "big"), field)
    parts.append(bytes.fromhex(prev))
    return hashlib.sha256(b"".join(parts)).hexdigest()


def moment(value: datetime) -> str:
    """Write a moment as the log does: UTC, six digits after the second, Z."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(details: Mapping[str, Any]) -> str:
    """Write details as JSON in the one form that is hashed: sorted, compact, days as text."""
    return _ENCODER.encode(details)


def digest(salt: str, field: str, value: object) -> str:
    """Return what the log keeps of a personal value: nobody can guess it without the salt."""
    text = "\0".join((salt, field, str(value)))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _plain(value: object) -> str:
    if isinstance(value, date):  # a datetime is one, too
        return moment(value) if isinstance(value, datetime) else value.isoformat()
    raise TypeError(f"not for the log: {type(value).__name__}")


_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
)
