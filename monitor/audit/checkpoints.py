"""Checkpoints: signed statements of how long a chain was and how it ended, as signed notes.

    monitor/audit/1/0                   whose chain: 0 is the installation, else an institution
    128                                 how many entries it had
    0f3c…                               the hash of the last one
    2026-11-22T17:30:00.000000Z         when this was signed

    — monitor Zm9v…                     base64 of the key id (4 bytes) and the signature (64)

The form is that of https://c2sp.org/signed-note: text, an empty line, signatures.
"""

import base64
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from monitor import db
from monitor.audit.entries import moment
from monitor.audit.models import Checkpoint
from monitor.audit.session import Session
from monitor.sealing import NAME, PublicKey, Signer

ORIGIN = "monitor/audit/1/"
LINES = 6
"""How many lines a checkpoint has; the last one begins with SIGNED."""

SIGNED = f"— {NAME} "

_FORM = re.compile(
    rf"{ORIGIN}(?P<chain>0|[1-9][0-9]{{,18}})\n(?P<size>[1-9][0-9]{{,18}})\n(?P<head>[0-9a-f]{{64}})\n"
    rf"(?P<made_at>[0-9TZ:.-]{{27}})\n\n{SIGNED}(?P<signature>[A-Za-z0-9+/]{{91}}=)\n"
)
_KEY_ID = 4  # bytes before the signature


@dataclass(frozen=True)
class Statement:
    """What a checkpoint says, and who signed it."""

    chain: int
    size: int
    head: str
    made_at: str
    key_id: str = ""
    signature: bytes = b""

    @property
    def body(self) -> str:
        """The text that is signed."""
        return f"{ORIGIN}{self.chain}\n{self.size}\n{self.head}\n{self.made_at}\n"

    def signed_by(self, keys: Iterable[PublicKey]) -> bool:
        """Tell whether one of `keys` signed it."""
        message = self.body.encode()
        return any(
            key.key_id == self.key_id and key.verifies(self.signature, message) for key in keys
        )


def signed(statement: Statement, signer: Signer) -> str:
    """Return the text of a checkpoint, signed."""
    signature = bytes.fromhex(signer.public.key_id) + signer.sign(statement.body.encode())
    return f"{statement.body}\n{SIGNED}{base64.b64encode(signature).decode()}\n"


def parse(text: str) -> Statement | None:
    """Read the text of one checkpoint; None where it is not exactly one."""
    found = _FORM.fullmatch(text)
    if not found:
        return None
    signature = base64.b64decode(found["signature"])
    if base64.b64encode(signature).decode() != found["signature"]:  # two texts of one signature
        return None
    return Statement(
        int(found["chain"]),
        int(found["size"]),
        found["head"],
        found["made_at"],
        signature[:_KEY_ID].hex(),
        signature[_KEY_ID:],
    )


def close(session: Session, sign: Callable[[], Signer] | None, now: datetime) -> bool:
    """Write the entries that wait; where there are new ones, sign the end of the chain.

    Every unit of work ends so: most are all that their process does, and an end that nobody
    signed would stay so until the next one, perhaps for days. It costs less than a millisecond.
    """
    session.flush()
    if sign is None or not session.entries:
        return False
    size, head = session.end
    chain = session.scope.institution_id
    text = signed(Statement(chain, size, head, moment(now)), sign())
    row = {"institution_id": chain, "seq": size, "recorded_at": now, "text": text}
    session.connection.execute(insert(db.table(Checkpoint)), row)
    return True
