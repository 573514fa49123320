"""The one shape in which every source gives what it read: tables by name, and their records."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from monitor.intake.columns import Sheet

Tell = Callable[[str, int | None], None]
"""Told what was read otherwise than it was written: a finished sentence, and the line meant."""


@dataclass(frozen=True)
class Record:
    """One row: its number as a spreadsheet counts (from 1), its cells, or why it has none.

    The first record of a table is its header; `row` is None where a format has no row for it.
    `broken` is a finished sentence; `cells` then holds the beginning of the row as written.
    `bad` are cells that are no text at all, by position (from 0), each with a finished sentence.
    """

    row: int | None
    cells: list[str]
    broken: str | None = None
    bad: Mapping[int, str] = field(default_factory=dict)


class Table(Protocol):
    """A sheet of an inventory in some file, not read yet."""

    def records(self, sheet: Sheet, tell: Tell) -> Iterator[Record]:
        """Yield its records, the header first, as the columns of `sheet`; streaming.

        Raises:
            FileRefused: it cannot be read at all.
            OSError: the system refuses.
        """
        ...


@dataclass(frozen=True)
class Tables:
    """What a file that holds a whole inventory has: its tables by the names it writes, and notes.

    `alone`: the file has one table only, or is one, so that its name need not say which it is.
    """

    by_name: Mapping[str, Table]
    notes: tuple[str, ...] = ()
    alone: bool = False
