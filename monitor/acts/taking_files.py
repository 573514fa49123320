"""Files that are to be imported: opened, with the institution that they are of."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from monitor import clock, db
from monitor.acts import opening
from monitor.acts.adopting import adopt_if_none, waiting
from monitor.acts.importing import Imported, import_files
from monitor.acts.registers import InstitutionNotNamedError, Register, scope_of
from monitor.acts.trying_import import Trial, try_import
from monitor.acts.unit_of_work import begin, trying
from monitor.audit.entries import Actor
from monitor.audit.session import Session
from monitor.intake.faults import told_once
from monitor.intake.inventory_files import InventoryFiles, open_inventory
from monitor.policy.library import Library, LoadedInstitution, read_institution
from monitor.scope import Scope
from monitor.staging.taking_in import Choices, Progress


@dataclass(frozen=True)
class Offered:
    """What a door offers: the files, the day of what has none (else today), bad rows left out."""

    path: Path
    on: date | None = None
    skip_bad_rows: bool = False


@dataclass(frozen=True)
class Taken:
    """What came of it: the import, what was noted while reading, policies adopted or waiting.

    `opened` is the code of the institution where the import recorded it, too.
    """

    imported: Imported
    notes: tuple[str, ...]
    opened: str | None
    adopted: bool
    waiting: tuple[Any, ...]


@dataclass(frozen=True)
class _Read:
    files: InventoryFiles
    library: Library
    own: LoadedInstitution
    choices: Choices


def take(
    register: Register, actor: Actor, code: str | None, offered: Offered, progress: Progress
) -> Taken:
    """Import files into the register of the institution called `code`, or of the only one.

    A register without any gets the institution that the files name.

    Raises:
        IntakeError: every fault of every row; nothing was written.
        PolicyError: `institution.yaml`, or a policy that it names, cannot be used.
        InstitutionNotNamedError: several institutions, and none is named.
    """
    read = _read(offered)
    scope = _scope(register, code)
    with begin(register, actor, scope or Scope(db.new_id())) as session:
        opened = None if scope else _open(session, read)
        adopted = adopt_if_none(session, read.library, read.own)
        differs = () if adopted else waiting(session, read.library, read.own)
        own = read.own.institution
        imported = import_files(session, read.files, own, read.choices, progress)
    return Taken(imported, tuple(told_once(read.files.notes)), opened, adopted, tuple(differs))


@contextmanager
def trial(
    register: Register, actor: Actor, code: str | None, offered: Offered, progress: Progress
) -> Iterator[tuple[Trial, tuple[str, ...]]]:
    """Say what `take` would change, and what was noted while reading; nothing is kept.

    Raises:
        As `take`.
    """
    read = _read(offered)
    scope = _scope(register, code)
    own = read.own.institution
    with trying(register, actor, scope or Scope(db.new_id())) as session:
        if not scope:
            _open(session, read)
        with try_import(session, read.files, own, read.choices, progress) as found:
            yield found, tuple(told_once(read.files.notes))


def _read(offered: Offered) -> _Read:
    platforms = Library().platforms()
    files = open_inventory(offered.path, clock.now().date(), platforms)
    own = read_institution(files.institution_file)
    library = Library(files.policies_folder)
    files.today = clock.today(own.institution.timezone)
    known = frozenset(library.definitions())
    choices = Choices(known, offered.skip_bad_rows, offered.on or files.today)
    return _Read(files, library, own, choices)


def _scope(register: Register, code: str | None) -> Scope | None:
    """Return the scope of the institution meant; None where the register has none at all."""
    try:
        return scope_of(register, code)
    except InstitutionNotNamedError as error:
        if error.known or code:
            raise
    return None


def _open(session: Session, read: _Read) -> str:
    opening.record(session, read.own.institution)
    session.today = read.files.today
    return read.own.institution.code
