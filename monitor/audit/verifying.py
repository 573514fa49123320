"""Verifying the log: read once from its beginning, against checkpoints kept in it and outside.

Nothing is written, no private key is needed, and memory does not grow with the log.
`monitor/audit/verifier.py` says the same of the same log, without any of this code.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from sqlalchemy import Connection

from monitor.audit import anchors, stored
from monitor.audit.checkpoints import Statement, parse
from monitor.audit.entries import START
from monitor.sealing import PublicKey


class Fault(Enum):
    """What is wrong with a log at its first bad entry."""

    MISSING = "it is missing"
    CHANGED = "it is not what was recorded"
    NOT_AS_SIGNED = "it is not what a checkpoint says"
    BAD_CHECKPOINT = "its checkpoint is not one, or not signed with a known key"
    END = "the log's own record of its end differs"


@dataclass(frozen=True)
class Trouble:
    """The first bad entry: `first`, or, where it cannot be told, one from `first` to `last`."""

    fault: Fault
    first: int
    last: int


@dataclass(frozen=True)
class Verdict:
    """What verifying one chain gave.

    `size` entries were read; the last `unsigned` of them have no checkpoint, and the last
    `unanchored` none outside the database: those could be rewritten unseen.
    """

    chain: int
    size: int
    trouble: Trouble | None
    unsigned: int
    unanchored: int


@dataclass(frozen=True)
class Outside:
    """What is held against the log: public keys, and the folder of anchors; None where not given.

    Without keys nobody's signature is checked.
    """

    keys: tuple[PublicKey, ...] | None = None
    folder: Path | None = None


def verify(connection: Connection, outside: Outside) -> Iterator[Verdict]:
    """Verify every chain in the database, or that the anchors speak of, one after another."""
    kept = anchors.chains(outside.folder) if outside.folder else set()
    for chain in sorted(kept | stored.chains(connection)):
        with ExitStack() as files:
            yield _Walk(connection, chain, outside, files).verdict()


class _InStep:
    """Numbered texts in rising order, each handed out when its number has come."""

    def __init__(self, pairs: Iterator[tuple[int, str]]) -> None:
        self._pairs = pairs
        self._next = next(pairs, None)

    def at(self, seq: int) -> str | None:
        """Return the text of that number, None where it has none."""
        while self._next and self._next[0] < seq:
            self._next = next(self._pairs, None)
        return self._next[1] if self._next and self._next[0] == seq else None

    def reaches_beyond(self, seq: int) -> bool:
        """Tell whether there is one of a greater number."""
        self.at(seq + 1)
        return self._next is not None


class _Walk:
    """One way along a chain, with all that is held against it read in step."""

    def __init__(
        self, connection: Connection, chain: int, outside: Outside, files: ExitStack
    ) -> None:
        self.chain, self.keys = chain, outside.keys
        self.end = stored.end(connection, chain)
        self.rows = files.enter_context(closing(stored.entries(connection, chain)))
        notes = files.enter_context(closing(stored.checkpoints(connection, chain)))
        self.notes = _InStep(notes)
        self.anchors, self.beginnings = _anchored(outside.folder, chain, files)
        self.seq, self.hash = 0, START
        self.trusted = self.signed = self.anchored = 0

    def verdict(self) -> Verdict:
        """Go to the first trouble, or to the end."""
        trouble = next(self._troubles(), None)
        after = (self.seq - self.signed, self.seq - self.anchored)
        return Verdict(self.chain, self.seq, trouble, *after)

    def _troubles(self) -> Iterator[Trouble]:
        for row in self.rows:
            expected = self.seq + 1
            if row.seq is None:
                yield _at(Fault.CHANGED, expected)
            elif row.seq > expected:
                yield _at(Fault.MISSING, expected)
            elif row.seq < expected or not row.follows(self.hash):
                yield _at(Fault.CHANGED, row.seq)
            self.seq, self.hash = expected, row.hash
            yield from self._against_what_is_kept()
        yield from self._after_the_last()

    def _against_what_is_kept(self) -> Iterator[Trouble]:
        beginning = self.beginnings.at(self.seq)
        if beginning is not None:
            if not self.hash.startswith(beginning):
                yield _at(Fault.NOT_AS_SIGNED, self.seq)
            self.trusted = self.seq
        outside = self.anchors.get(self.seq, ())
        for statement in outside:
            yield from self._held(statement)
            self.anchored = self.trusted = self.seq
        note = self.notes.at(self.seq)
        if note is not None:
            said = parse(note)
            yield from self._held(said if said in outside or not outside else None)
            self.signed = self.seq
            self.trusted = self.seq if self.keys else self.trusted

    def _held(self, said: Statement | None) -> Iterator[Trouble]:
        first = min(self.trusted + 1, self.seq)
        if said is None or (self.keys is not None and not said.signed_by(self.keys)):
            yield Trouble(Fault.BAD_CHECKPOINT, first, self.seq)
        elif (said.chain, said.size, said.head) != (self.chain, self.seq, self.hash):
            yield Trouble(Fault.NOT_AS_SIGNED, first, self.seq)

    def _after_the_last(self) -> Iterator[Trouble]:
        size, head = self.end
        beyond = self.notes.reaches_beyond(self.seq) or self.beginnings.reaches_beyond(self.seq)
        if beyond or max([size, *self.anchors]) > self.seq:
            yield _at(Fault.MISSING, self.seq + 1)
        if size < self.seq or head != self.hash:
            yield _at(Fault.END, min(size + 1, self.seq))


def _anchored(
    folder: Path | None, chain: int, files: ExitStack
) -> tuple[dict[int, list[Statement]], _InStep]:
    """Return the checkpoints kept outside by their size, and the entries' hashes as they begin."""
    kept: dict[int, list[Statement]] = defaultdict(list)
    file = anchors.file_of(folder, chain) if folder else None
    if file is None or not file.exists():
        return kept, _InStep(iter(()))
    with anchors.lines(file) as lines:
        for statement in anchors.statements(lines):
            kept[statement.size].append(statement)
    return kept, _InStep(anchors.beginnings(files.enter_context(anchors.lines(file))))


def _at(fault: Fault, seq: int) -> Trouble:
    return Trouble(fault, seq, seq)
