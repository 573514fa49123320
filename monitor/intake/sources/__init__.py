"""The formats an inventory may come in, one file each, called by the ending of its files.

Each has `WHOLE` (one file is a whole inventory, not one sheet) and `tables(path)`, which gives
`monitor.intake.records.Tables` or raises FileRefused or OSError. A format is imported when a file
of it is there: a spreadsheet library takes a third of a second.
"""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, cast

from monitor.intake.records import Tables

ENDINGS = frozenset(f".{each.name}" for each in iter_modules(__path__))


class Source(Protocol):
    """A module of this folder."""

    WHOLE: bool

    def tables(self, path: Path) -> Tables:
        """Return the tables of a file."""
        ...


def of(path: Path) -> Source | None:
    """Return the format that the ending of a file tells, or None."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        return None
    return cast("Source", import_module(f"{__name__}{ending}"))
