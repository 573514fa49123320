"""Previewing: files taken into a private register that is gone when they have been looked at."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from monitor import clock, db
from monitor.acts.compiling import compile_fit
from monitor.acts.importing import Choices, Imported, import_inventory
from monitor.intake.faults import told_once
from monitor.intake.inventory_files import InventoryFiles, open_inventory
from monitor.policy.library import Library, read_institution
from monitor.policy.requirements import Requirements
from monitor.reports.data import LeftOut
from monitor.text import _

Progress = Callable[[str, int], None]


class NoPolicyNamedError(Exception):
    """Neither the caller nor `institution.yaml` names a policy; `known` are those there are."""

    def __init__(self, known: list[str]) -> None:
        """Keep the ids that could be named."""
        super().__init__(", ".join(known))
        self.known = known


@dataclass(frozen=True)
class Asked:
    """What a preview is asked for: the files, policies in place of the files' own, and the day.

    `today` stands in for the clock where the files are a sample of one fixed day.
    """

    path: Path
    policies: tuple[str, ...] = ()
    as_of: date | None = None
    skip_bad_rows: bool = False
    today: date | None = None


@dataclass(frozen=True)
class TakenIn:
    """Files in a private register, and what they ask to be judged by."""

    connection: Connection
    requirements: Requirements
    imported: Imported
    files: InventoryFiles

    def said(self) -> dict[str, Any]:
        """Return what a report says of the files, by the names of its fields."""
        left_out = (
            LeftOut(_place(fault.file, fault.row), fault.reason) for fault in self.imported.left_out
        )
        return {
            "rows": self.imported.rows,
            "stubs": self.imported.stubs,
            "notes": (*self._notes(), *self.requirements.notes),
            "left_out": tuple(left_out),
        }

    def _notes(self) -> Iterable[str]:
        if self.files.institution_file is None:
            yield _("there is no institution.yaml: code LOCAL, time zone America/Mexico_City")
        yield from told_once(self.files.notes)


@contextmanager
def taken_in(asked: Asked, progress: Progress) -> Iterator[TakenIn]:
    """Take the files at a path into a private register, until the block ends.

    Raises:
        IntakeError: the files cannot be taken in as they are; carries every fault.
        PolicyError: a policy or `institution.yaml` cannot be used; carries every problem.
        NoPolicyNamedError: no policy is named anywhere.
    """
    library, requirements, files = _read(asked)
    choices = Choices(frozenset(library.definitions()), asked.skip_bad_rows)
    with private() as engine:
        with db.writing(engine) as connection:
            own = requirements.institution.institution
            imported = import_inventory(connection, files, own, choices, progress)
        with engine.connect() as connection:
            yield TakenIn(connection, requirements, imported, files)


@contextmanager
def private() -> Iterator[Engine]:
    """Open a private database, and let go of it whatever happens."""
    engine = db.open_private()
    try:
        yield engine
    finally:
        engine.dispose()


def _read(asked: Asked) -> tuple[Library, Requirements, InventoryFiles]:
    platforms = Library().platforms()
    files = open_inventory(asked.path, asked.today or clock.now().date(), platforms)
    library, own = Library(files.policies_folder), read_institution(files.institution_file)
    files.today = asked.today or clock.today(own.institution.timezone)
    names = asked.policies or tuple(own.institution.policies)
    if not names:
        raise NoPolicyNamedError(library.pack_ids())
    return library, compile_fit(library, names, own, named=bool(asked.policies)), files


def _place(file: str, row: int | None) -> str:
    return file if row is None else _("{file}, row {row}").format(file=file, row=row)
