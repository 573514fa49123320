"""Registers to measure: made by an import through the acts, and grown from there by SQL."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor import db
from monitor.acts.registers import Register, open_register
from monitor.acts.taking_files import Offered, take
from monitor.audit.entries import Actor
from tests.benchmarks import copies, growing

ACTOR = Actor("os:benchmark@localhost")
PER_COPY = 1013
"""How many accounts one copy of the sample institute has."""


@contextmanager
def opened(url: str) -> Iterator[Register]:
    """Open the register at `url`, made there where it is new."""
    register = open_register(url, may_create=True, actor=ACTOR)
    try:
        yield register
    finally:
        register.engine.dispose()


def fill(url: str, folder: Path, accounts: int) -> None:
    """Make a register of about so many accounts: ten copies of the sample at most are imported."""
    wanted = max(1, round(accounts / PER_COPY))
    imported = next(n for n in range(min(10, wanted), 0, -1) if wanted % n == 0)
    copies.write(folder, imported)
    import_folder(url, folder)
    with opened(url) as register, db.writing(register.engine) as connection:
        growing.grow(connection, wanted // imported)
    print(f"filled: {wanted * PER_COPY:,} accounts", file=sys.stderr)


def import_folder(url: str, folder: Path) -> None:
    """Import a folder or a file, as `monitor import` does."""
    with opened(url) as register:
        take(register, ACTOR, None, Offered(folder), lambda _sheet, _rows: None)
