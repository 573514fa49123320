"""Previewing: files taken into a private register that is gone when they have been looked at."""

from collections.abc import Callable, Iterable, Iterator, Sequence
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
from monitor.policy.library import Library, LoadedInstitution, read_institution
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
    """Files in a private register, and what they ask to be judged by, from which library."""

    connection: Connection
    library: Library
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
    with taken_in_once(asked, [asked.policies], progress) as (taken,):
        yield taken


@contextmanager
def taken_in_once(
    asked: Asked, by: Sequence[tuple[str, ...]], progress: Progress
) -> Iterator[tuple[TakenIn, ...]]:
    """Take the files in once, to be judged by each of several choices of policies.

    A choice of none means the policies that the files name. Yields one answer for each choice,
    all over the same private register.

    Raises:
        As `taken_in` does.
    """
    files, own = _read(asked)
    libraries = [_library(files, names) for names in by]
    judged_by = [
        _compiled(library, names, own) for library, names in zip(libraries, by, strict=True)
    ]
    known = frozenset(control for library in libraries for control in library.definitions())
    choices = Choices(known, asked.skip_bad_rows)
    with private() as engine:
        with db.writing(engine) as connection:
            imported = import_inventory(connection, files, own.institution, choices, progress)
        with engine.connect() as connection:
            yield tuple(
                TakenIn(connection, library, requirements, imported, files)
                for library, requirements in zip(libraries, judged_by, strict=True)
            )


@contextmanager
def private() -> Iterator[Engine]:
    """Open a private database, and let go of it whatever happens."""
    engine = db.open_private()
    try:
        yield engine
    finally:
        engine.dispose()


def _read(asked: Asked) -> tuple[InventoryFiles, LoadedInstitution]:
    platforms = Library().platforms()
    files = open_inventory(asked.path, asked.today or clock.now().date(), platforms)
    own = read_institution(files.institution_file)
    files.today = asked.today or clock.today(own.institution.timezone)
    return files, own


def _library(files: InventoryFiles, names: tuple[str, ...]) -> Library:
    """Look beside the files first, else beside a pack that is named by its own file."""
    if files.policies_folder is not None:
        return Library(files.policies_folder)
    return Library.for_pack(next((name for name in names if name.endswith((".yaml", ".yml"))), ""))


def _compiled(library: Library, names: tuple[str, ...], own: LoadedInstitution) -> Requirements:
    chosen = names or tuple(own.institution.policies)
    if not chosen:
        raise NoPolicyNamedError(library.pack_ids())
    return compile_fit(library, chosen, own, named=bool(names))


def _place(file: str, row: int | None) -> str:
    return file if row is None else _("{file}, row {row}").format(file=file, row=row)
