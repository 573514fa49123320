"""Ways to alter one chain of a log, as who may write to the database could, and what must be found.

Each way takes the chain apart as rows, changes them, and returns the number of the first entry
that is no longer what was recorded. What lies at or before `anchored` is known outside.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from monitor.audit.checkpoints import Statement, signed
from monitor.audit.entries import START, chained
from monitor.sealing import Signer, new_signer

COLUMNS = (
    "institution_id",
    "seq",
    "recorded_at",
    "happened_on",
    "actor",
    "claimed",
    "action",
    "object_kind",
    "object_id",
    "details",
    "prev",
    "hash",
)
SEQ, RECORDED_AT, HAPPENED_ON, CLAIMED, OBJECT_ID, PREV, HASH = 1, 2, 3, 5, 8, 10, 11
FOREIGN = new_signer()

Row = list[object]


@dataclass
class Chain:
    """One chain as it is stored: rows in the order of COLUMNS, its end, its checkpoints."""

    number: int
    rows: list[Row]
    end: tuple[int, str]
    checkpoints: dict[int, str]
    anchored: int
    random: Random

    @classmethod
    def read(cls, raw: sqlite3.Connection, number: int, anchored: int, random: Random) -> "Chain":
        """Read a chain from the database."""
        names = ", ".join(COLUMNS)
        entries = f"SELECT {names} FROM audit_entry WHERE institution_id = ? ORDER BY seq"  # noqa: S608
        rows = [list(row) for row in raw.execute(entries, [number])]
        end = raw.execute("SELECT seq, hash FROM audit_head WHERE institution_id = ?", [number])
        notes = raw.execute("SELECT seq, text FROM checkpoint WHERE institution_id = ?", [number])
        return cls(number, rows, end.fetchone(), dict(notes.fetchall()), anchored, random)

    def write(self, raw: sqlite3.Connection) -> None:
        """Put it in the place of what the database has."""
        marks = ", ".join("?" * len(COLUMNS))
        moment = "2026-11-22 17:30:00.000000"
        notes = [(self.number, seq, moment, text) for seq, text in self.checkpoints.items()]
        raw.execute("BEGIN")
        for table in ("audit_entry", "audit_head", "checkpoint"):
            raw.execute(f"DELETE FROM {table} WHERE institution_id = ?", [self.number])  # noqa: S608
        raw.executemany(f"INSERT INTO audit_entry VALUES ({marks})", self.rows)  # noqa: S608
        raw.execute("INSERT INTO audit_head VALUES (?, ?, ?)", [self.number, *self.end])
        raw.executemany("INSERT INTO checkpoint VALUES (?, ?, ?, ?)", notes)
        raw.execute("COMMIT")

    def any(self, first: int = 1, last: int | None = None) -> int:
        """Return the number of an entry that is known outside."""
        return self.random.randint(first, last or self.anchored)

    def renumber(self) -> None:
        """Number the rows without gaps."""
        for place, row in enumerate(self.rows):
            row[SEQ] = place + 1

    def rehash(self, first: int) -> None:
        """Make all hashes anew from one entry on, and the end with them."""
        prev = str(self.rows[first - 2][HASH]) if first > 1 else START
        for row in self.rows[first - 1 :]:
            row[PREV], row[HASH] = prev, chained(_fields(row), prev)
            prev = str(row[HASH])
        self.end = (len(self.rows), prev)

    def sign_anew(self, first: int, signer: Signer = FOREIGN) -> None:
        """Sign what is there from one entry on, as if it had always been so."""
        for seq in [seq for seq in self.checkpoints if seq >= first]:
            del self.checkpoints[seq]
            if seq <= len(self.rows):
                head = str(self.rows[seq - 1][HASH])
                said = Statement(self.number, seq, head, "2026-11-22T17:30:00.000000Z")
                self.checkpoints[seq] = signed(said, signer)

    def hide(self, first: int) -> None:
        """Do all that can be done without the key and the anchors: hashes, end, checkpoints."""
        self.rehash(first)
        self.sign_anew(first)


def _fields(row: Row) -> Iterator[str]:
    for place, value in enumerate(row[:PREV]):
        text = "" if value is None else str(value)
        yield f"{text.replace(' ', 'T')}Z" if place == RECORDED_AT else text


@dataclass
class Way:
    """A way to alter a chain; `hidden`: the chain alone cannot tell."""

    alter: Callable[[Chain], int]
    hidden: bool = False


@dataclass
class Ways:
    """All ways, by name."""

    known: dict[str, Way] = field(default_factory=dict)

    def add(
        self, *, hidden: bool = False
    ) -> Callable[[Callable[[Chain], int]], Callable[[Chain], int]]:
        """Add a way under the name of its function."""

        def added(alter: Callable[[Chain], int]) -> Callable[[Chain], int]:
            self.known[alter.__name__] = Way(alter, hidden)
            return alter

        return added


WAYS = Ways()


def _change_one(
    chain: Chain, seq: int, columns: tuple[int, ...] = tuple(range(RECORDED_AT, HASH + 1))
) -> None:
    row, place = chain.rows[seq - 1], chain.random.choice(columns)
    before = row[place]
    while row[place] == before:
        row[place] = _another(before, place, chain.random)


def _another(value: object, place: int, random: Random) -> object:
    if place == CLAIMED:
        return random.choice([0, 1, 2])
    if place == OBJECT_ID:
        return random.randrange(2**62)
    if place == HAPPENED_ON:
        return random.choice([None, f"2026-02-{random.randint(10, 28)}"])
    text = str(value)
    at = random.randrange(len(text))
    return random.choice(
        [text[:at] + random.choice("0aZñ \0") + text[at + 1 :], text[:at] + text[at + 1 :], ""]
    )


@WAYS.add()
def field_changed(chain: Chain) -> int:
    """Change one field, hashes included."""
    seq = chain.any()
    _change_one(chain, seq)
    return seq


@WAYS.add()
def field_and_its_hash_changed(chain: Chain) -> int:
    """Change one field and make the hash of that entry anew, not of those after it."""
    seq = chain.any()
    _change_one(chain, seq, tuple(range(RECORDED_AT, PREV)))
    chain.rows[seq - 1][HASH] = chained(
        _fields(chain.rows[seq - 1]), str(chain.rows[seq - 1][PREV])
    )
    return seq


@WAYS.add()
def entry_deleted(chain: Chain) -> int:
    """Delete one entry, and leave the gap."""
    seq = chain.any()
    del chain.rows[seq - 1]
    return seq


@WAYS.add()
def entry_deleted_and_the_rest_numbered_anew(chain: Chain) -> int:
    """Delete one entry and close the gap."""
    seq = entry_deleted(chain)
    chain.renumber()
    return seq


@WAYS.add()
def entries_swapped(chain: Chain) -> int:
    """Let two entries change places."""
    first, second = sorted(chain.random.sample(range(1, chain.anchored + 1), 2))
    rows = chain.rows
    rows[first - 1], rows[second - 1] = rows[second - 1], rows[first - 1]
    chain.renumber()
    return first


@WAYS.add()
def entry_inserted(chain: Chain) -> int:
    """Put in an entry that follows the one before it; those after it no longer follow."""
    seq = chain.any()
    forged = list(chain.rows[chain.any() - 1])
    forged[OBJECT_ID] = chain.random.randrange(2**62)
    chain.rows.insert(seq - 1, forged)
    chain.renumber()
    prev = str(chain.rows[seq - 2][HASH]) if seq > 1 else START
    forged[PREV], forged[HASH] = prev, chained(_fields(forged), prev)
    return seq


@WAYS.add()
def chain_truncated(chain: Chain) -> int:
    """Cut off the end, at an entry that is known outside."""
    seq = chain.any()
    del chain.rows[seq - 1 :]
    return seq


@WAYS.add(hidden=True)
def chain_truncated_and_hidden(chain: Chain) -> int:
    """Cut off the end, and with it its checkpoints; say that the chain always ended there."""
    seq = chain_truncated(chain)
    chain.hide(seq)
    return seq


@WAYS.add(hidden=True)
def field_changed_and_hidden(chain: Chain) -> int:
    """Change one field, make all hashes after it anew and sign with a foreign key."""
    seq = chain.any()
    _change_one(chain, seq, tuple(range(HAPPENED_ON, PREV)))
    chain.hide(seq)
    return seq


@WAYS.add(hidden=True)
def entry_deleted_and_hidden(chain: Chain) -> int:
    """Delete one entry, close the gap, and hide it."""
    seq = entry_deleted_and_the_rest_numbered_anew(chain)
    chain.hide(seq)
    return seq


@WAYS.add(hidden=True)
def entries_swapped_and_hidden(chain: Chain) -> int:
    """Let two entries change places, and hide it."""
    first = entries_swapped(chain)
    chain.hide(first)
    return first


@WAYS.add(hidden=True)
def entry_inserted_and_hidden(chain: Chain) -> int:
    """Put in an entry, and hide it."""
    seq = entry_inserted(chain)
    chain.hide(seq)
    return seq


@WAYS.add(hidden=True)
def end_written_anew_and_hidden(chain: Chain) -> int:
    """Go back to an earlier state and go on from there with other entries, as many or more."""
    seq = chain.any()
    for row in chain.rows[seq - 1 :]:
        row[OBJECT_ID] = chain.random.randrange(2**62)
    chain.rows += [list(chain.rows[-1]) for _number in range(chain.random.randint(0, 5))]
    chain.renumber()
    chain.hide(seq)
    return seq


@WAYS.add(hidden=True)
def field_changed_hidden_and_checkpoints_dropped(chain: Chain) -> int:
    """Change one field, make all hashes after it anew and leave no checkpoint of them."""
    seq = chain.any()
    _change_one(chain, seq, tuple(range(HAPPENED_ON, PREV)))
    chain.rehash(seq)
    chain.checkpoints = {size: text for size, text in chain.checkpoints.items() if size < seq}
    return seq


@WAYS.add()
def hashes_made_anew_and_checkpoints_left(chain: Chain) -> int:
    """Change one field and make all hashes after it anew, past checkpoints that say otherwise."""
    seq = chain.any()
    _change_one(chain, seq, tuple(range(HAPPENED_ON, PREV)))
    chain.rehash(seq)
    return seq


@WAYS.add(hidden=True)
def checkpoint_signed_by_a_stranger(chain: Chain) -> int:
    """Sign what is true with a foreign key."""
    seq = chain.random.choice([seq for seq in chain.checkpoints if seq <= chain.anchored])
    said = Statement(
        chain.number, seq, str(chain.rows[seq - 1][HASH]), "2026-11-22T17:30:00.000000Z"
    )
    chain.checkpoints[seq] = signed(said, FOREIGN)
    return seq


@WAYS.add()
def checkpoint_changed(chain: Chain) -> int:
    """Change one letter of a checkpoint so that it is none, or of something else."""
    seq = chain.random.choice([seq for seq in chain.checkpoints if seq <= chain.anchored])
    text = chain.checkpoints[seq]
    at = chain.random.randrange(text.index("\n", text.index("\n") + 1))  # its chain or its size
    chain.checkpoints[seq] = text[:at] + "#" + text[at + 1 :]
    return seq


@WAYS.add()
def end_changed(chain: Chain) -> int:
    """Say of the chain that it ends elsewhere, or otherwise."""
    size, head = chain.end
    wrong = chain.random.randrange(size * 2)
    if wrong == size:
        chain.end = (size, START)
        return size
    chain.end = (wrong, head)
    return min(wrong, size) + 1


@WAYS.add()
def chain_deleted(chain: Chain) -> int:
    """Leave nothing of a chain but its end."""
    chain.rows, chain.checkpoints = [], {}
    return 1


@WAYS.add(hidden=True)
def chain_deleted_and_hidden(chain: Chain) -> int:
    """Leave nothing of a chain."""
    chain.rows, chain.checkpoints, chain.end = [], {}, (0, START)
    return 1
