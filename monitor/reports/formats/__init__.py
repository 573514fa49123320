"""How a report looks: one file per format, each with `write(report, stream, everything=…)`."""

import importlib
from pathlib import Path
from typing import Protocol, TextIO, cast

from monitor.reports.data import Report


class Format(Protocol):
    """What every file of this folder offers."""

    def write(self, report: Report, stream: TextIO, *, everything: bool) -> None:
        """Write the report to `stream`; `everything` includes what is met or does not apply."""
        ...


def names() -> tuple[str, ...]:
    """Return the name of every format: each file of this folder."""
    files = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    return tuple(name for name in files if name != "__init__")


def find(name: str) -> Format:
    """Return the format of that name."""
    return cast("Format", importlib.import_module(f"{__name__}.{name}"))
