"""Anchors: checkpoints kept outside the database, where who rewrites the log cannot reach them.

A folder holds one file for each chain, which only grows. Before each checkpoint stand the entries
since the one before, `number beginning-of-hash` on a line: so a log that was rewritten as a whole
is not only caught, but the first entry that differs is known.
"""

import fcntl
import os
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, and_, func, select

from monitor import db
from monitor.audit.checkpoints import LINES, SIGNED, Statement, parse
from monitor.audit.models import AuditEntry, Checkpoint

BEGINNING = 16
"""How many hexadecimal digits of an entry's hash are kept."""

_NAME = re.compile(r"chain-(\d{1,19})\.txt")
_ENTRY = re.compile(rf"(\d{{1,19}}) ([0-9a-f]{{{BEGINNING}}})\n")
_TAIL = 4096  # bytes in which the last checkpoint and the last entry of a file lie


class OtherStoryError(Exception):
    """What was kept outside is not what the database says."""


def file_of(folder: Path, chain: int) -> Path:
    """Return the file that keeps the checkpoints of one chain."""
    return folder / f"chain-{chain}.txt"


def chains(folder: Path) -> set[int]:
    """Return the chains that the folder keeps something of."""
    return {int(found[1]) for path in folder.iterdir() if (found := _NAME.fullmatch(path.name))}


@contextmanager
def lines(file: Path) -> Iterator[Iterator[str]]:
    """Open a file and give its lines, read as they are asked for."""
    with file.open(encoding="utf-8", errors="replace", newline="\n") as opened:
        yield opened


def statements(lines: Iterable[str]) -> Iterator[Statement]:
    """Return the checkpoints among the lines of a file; what a crash cut short is left out."""
    window: deque[str] = deque(maxlen=LINES)
    for line in lines:
        window.append(line)
        if line.startswith(SIGNED) and (found := parse("".join(window))):
            yield found


def beginnings(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Return the numbers of entries, and how their hashes begin, among the lines of a file."""
    for line in lines:
        if found := _ENTRY.fullmatch(line):
            yield int(found[1]), found[2]


def keep(connection: Connection, chain: int, folder: Path) -> None:
    """Append what the chain's file lacks, and see it through to the disk.

    The folder is not made: where it is missing, what should be mounted there is missing, too.

    Raises:
        OtherStoryError: the last checkpoint kept is not the database's; nothing is appended.
        OSError: the system refuses.
    """
    if not file_of(folder, chain).exists() and not _has_checkpoints(connection, chain):
        folder.stat()  # it must be there all the same
        return
    with _growing(file_of(folder, chain)) as file:
        tail, torn = _tail(file)
        last = max(statements(tail), key=lambda found: found.size, default=None)
        if last and not _is_ours(connection, last):
            raise OtherStoryError(file_of(folder, chain))
        entry = max((seq for seq, _hash in beginnings(tail)), default=last.size if last else 0)
        _append(file, _lacking(connection, chain, last.size if last else 0, entry), torn=torn)


def _append(file: BinaryIO, texts: Iterator[str], *, torn: bool) -> None:
    first = next(texts, None)
    if first is None:
        return
    file.write(b"\n" * torn + first.encode())
    file.writelines(text.encode() for text in texts)
    file.flush()
    os.fsync(file.fileno())


def _lacking(connection: Connection, chain: int, size: int, entry: int) -> Iterator[str]:
    """Return the entries and the checkpoints after those numbers, as lines of the file."""
    rows, notes = db.table(AuditEntry), db.table(Checkpoint)
    last = select(func.max(notes.c.seq)).where(notes.c.institution_id == chain).scalar_subquery()
    same = and_(notes.c.institution_id == rows.c.institution_id, notes.c.seq == rows.c.seq)
    newer = (
        select(rows.c.seq, rows.c.hash, notes.c.text)
        .select_from(rows.outerjoin(notes, same))
        .where(rows.c.institution_id == chain, rows.c.seq > size, rows.c.seq <= last)
        .order_by(rows.c.seq)
        .execution_options(stream_results=True)
    )
    for row in connection.execute(newer):
        if row.seq > entry:
            yield f"{row.seq} {row.hash[:BEGINNING]}\n"
        if row.text:
            yield row.text


def _has_checkpoints(connection: Connection, chain: int) -> bool:
    notes = db.table(Checkpoint)
    query = select(notes.c.seq).where(notes.c.institution_id == chain).limit(1)
    return connection.execute(query).first() is not None


def _is_ours(connection: Connection, statement: Statement) -> bool:
    notes = db.table(Checkpoint)
    own = select(notes.c.text).where(
        notes.c.institution_id == statement.chain, notes.c.seq == statement.size
    )
    text = connection.execute(own).scalar_one_or_none()
    return text is not None and parse(text) == statement


def _tail(file: BinaryIO) -> tuple[list[str], bool]:
    """Return the last lines of a file, and whether the last one lacks its end."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _TAIL))
    content = file.read().decode("utf-8", "replace")
    return content.splitlines(keepends=True), bool(content) and not content.endswith("\n")


@contextmanager
def _growing(file: Path) -> Iterator[BinaryIO]:
    """Open a file to read and to append, alone: two processes may have just saved their work."""
    with file.open("a+b") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield opened
