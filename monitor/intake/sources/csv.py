"""Records of a CSV file: comma, semicolon or tab, comments and blank lines skipped, streaming."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from monitor.intake.columns import Sheet
from monitor.intake.encoding import Encoding, FileRefused, decide
from monitor.intake.header import spellings
from monitor.intake.records import Record, Tables, Tell
from monitor.intake.wording import fold
from monitor.text import _

WHOLE = False
ENDING = ".csv"
DELIMITERS = (",", ";", "\t")
COMMENT = "#"

# Longer than any row of cells a spreadsheet can hold; beyond it a line is thrown away in pieces.
LONGEST_LINE = 1 << 22


@dataclass(frozen=True)
class CsvTable:
    """The one table of a CSV file."""

    path: Path

    def records(self, sheet: Sheet, tell: Tell) -> Iterator[Record]:
        """Yield its records; the encoding is told from the bytes (`monitor.intake.encoding`)."""
        encoding = decide(self.path)
        if encoding.not_utf_8 is not None:
            tell(_as_windows_1252(), encoding.not_utf_8)
        yield from records(self.path, encoding, frozenset(spellings(sheet)))


def tables(path: Path) -> Tables:
    """Return the one table of a CSV file; the file is not opened yet."""
    return Tables({path.stem: CsvTable(path)}, alone=True)


def _as_windows_1252() -> str:
    return _(
        "This is not UTF-8, so the file was read as Windows-1252; look whether its accents are "
        "right, or save it as CSV UTF-8."
    )


class _LongLineError(Exception):
    """A line longer than any row; what follows it can still be read."""


class _Lines:
    """The lines of a file as `csv.reader` takes them; knows where a record began.

    Comments and blank lines are skipped between records only: inside quotation marks they are
    text. A row number grows by one for each record and each line skipped, however many lines a
    record has: so a spreadsheet counts.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._returned: deque[str] = deque()
        self.row = 0
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._line()
        while not self.taken and (line.startswith(COMMENT) or not line.strip()):
            self.row += 1
            line = self._line()
        self.taken.append(line)
        return line

    def begin(self) -> None:
        """Forget the record before; the next line begins one."""
        self.taken.clear()

    def give_back(self, *, but: int) -> None:
        """Return the lines of this record after the first `but`, to be read as its own records."""
        self._returned.extendleft(reversed(self.taken[but:]))

    def _line(self) -> str:
        if self._returned:
            return self._returned.popleft()
        line = self._stream.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            while line and not line.endswith(("\n", "\r")):
                line = self._stream.readline(LONGEST_LINE)
            raise _LongLineError
        return line


def records(path: Path, encoding: Encoding, headers: frozenset[str]) -> Iterator[Record]:
    """Yield the records of a CSV file, the header row first; `headers` are the folded known ones.

    Never more than a few rows are held. A record whose quotation marks do not pair up is given as
    broken, and reading goes on with the line after its first.

    Raises:
        FileRefused: the file changed while it was read.
        OSError: it cannot be read.
    """
    with path.open(encoding=encoding.codec, newline="") as stream:
        lines = _Lines(stream)
        try:
            yield from _records(lines, headers)
        except UnicodeDecodeError:
            raise FileRefused(_("The file changed while it was read; try again.")) from None


def _records(lines: _Lines, headers: frozenset[str]) -> Iterator[Record]:
    try:
        delimiter = _delimiter(lines, headers)
    except _LongLineError:
        yield Record(lines.row + 1, [], _too_long())
        return
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin()
        try:
            cells, broken = next(reader), None
        except StopIteration:
            return
        except _LongLineError:
            cells, broken = [], _too_long()
        except csv.Error:
            cells, broken = _again(lines, delimiter)
        lines.row += 1
        yield Record(lines.row, cells, broken)


def _again(lines: _Lines, delimiter: str) -> tuple[list[str], str | None]:
    """Read a record that `csv` refused: a single line may just hold a cell over its limit."""
    if len(lines.taken) == 1:
        before = csv.field_size_limit(LONGEST_LINE)
        try:
            return next(csv.reader(lines.taken, delimiter=delimiter, strict=True)), None
        except csv.Error:
            pass
        finally:
            csv.field_size_limit(before)
    lines.give_back(but=1)
    reason = _(
        "The quotation marks of this row do not pair up; write one inside a text as two, or "
        "delete it."
    )
    return lines.taken[:1], reason


def _too_long() -> str:
    return _("This line is longer than any row can be; shorten its cells.")


def _delimiter(lines: _Lines, headers: frozenset[str]) -> str:
    """Tell the delimiter from the header line, which is read again afterwards.

    The one that makes most known headers of it wins. A first line `sep=;`, which spreadsheets
    write, says it outright.
    """
    try:
        line = next(lines)
    except StopIteration:
        return DELIMITERS[0]
    said = line.strip().casefold()
    if said.startswith("sep=") and said[4:] in DELIMITERS:
        lines.row += 1
        return said[4:]
    lines.give_back(but=0)
    return max(DELIMITERS, key=lambda delimiter: _fitness(line, delimiter, headers))


def _fitness(line: str, delimiter: str, headers: frozenset[str]) -> tuple[int, int]:
    try:
        cells = next(csv.reader([line], delimiter=delimiter))
    except csv.Error:
        return 0, 0
    return sum(fold(cell.rstrip(" *")) in headers for cell in cells), len(cells)
