"""The formats an inventory is written in, one file each, called by the ending of its files.

Each has `write(folder, contents, lang)`, which writes files that are not there yet into a folder,
row by row, and returns them; cells are written as they are, and read back the same.
"""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, cast

from monitor.intake.contents import Contents

FORMATS = tuple(sorted(each.name for each in iter_modules(__path__)))


class Target(Protocol):
    """A module of this folder."""

    def write(self, folder: Path, contents: Iterable[Contents], lang: str) -> list[Path]:
        """Write the sheets into new files of `folder`, and return these.

        Raises:
            IntakeError: a format cannot hold what it is to hold.
            OSError: the files cannot be written.
        """
        ...


def named(name: str) -> Target:
    """Return the format called `name`, one of FORMATS."""
    return cast("Target", import_module(f"{__name__}.{name}"))


def stem(lang: str) -> str:
    """Return what a file is called that holds a whole inventory."""
    return "inventario" if lang == "es" else "inventory"
