"""Importing: the files of an inventory into the register, all rows or none, in one transaction."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from monitor import db
from monitor.audit.session import Session
from monitor.credentials.recording import record_credentials
from monitor.duties.recording import record_duties
from monitor.history import ALWAYS
from monitor.intake.faults import Fault, IntakeError, shown
from monitor.intake.folders import label
from monitor.intake.inventory_files import InventoryFiles
from monitor.inventory.models import Institution as InstitutionRow
from monitor.inventory.recording import (
    Recording,
    record_institution,
    record_own,
    record_subjects,
)
from monitor.inventory.recording_relations import record_relations
from monitor.inventory.registered import registered
from monitor.policy.schema import Institution
from monitor.staging import changes
from monitor.staging.journal import Journal
from monitor.staging.merging import Merging
from monitor.staging.models import ImportRun
from monitor.staging.names import Into
from monitor.staging.taking_in import Choices, Progress, TakenIn, taken_in
from monitor.text import _

__all__ = ["Choices", "Imported", "Progress", "import_files", "import_inventory", "merged"]

IMPORTED = "institution:imported"


@dataclass(frozen=True)
class Imported:
    """What an import did: the institution's id, rows per sheet, stubs per kind, rows left out.

    `changed` counts the subjects that are new or differ, by kind; `facts` what is new of them, by
    table: designations, password changes and the like.
    """

    institution_id: int
    rows: dict[str, int]
    stubs: dict[str, int]
    left_out: tuple[Fault, ...]
    changed: Mapping[str, int]
    facts: Mapping[str, int]


def _untold(_sheet: str, _rows: int) -> None:
    """Tell nobody how far it is."""


def import_inventory(
    connection: Connection,
    files: InventoryFiles,
    institution: Institution,
    choices: Choices,
    progress: Progress = _untold,
) -> Imported:
    """Write the files of `institution` into a private, empty register that keeps no log.

    Raises:
        IntakeError: every fault of every row, found in one pass; nothing may be kept then.
    """
    into = Into(db.new_id(), institution.code)
    known = institution.model_dump(include={"code", "name", "timezone", "calendar"})
    record_institution(connection, into.institution_id, choices.since, known)
    with taken_in(connection, files, into, choices, progress) as taken:
        merging = Merging(connection, into.institution_id, None)
        _record(Recording(taken.staged, merging, choices.since))
        _drop(merging)
    db.refresh_statistics(connection)
    return _imported(into.institution_id, taken, {}, {})


def import_files(
    session: Session,
    files: InventoryFiles,
    own: Institution,
    choices: Choices,
    progress: Progress = _untold,
) -> Imported:
    """Write what differs from the register of the session's institution; the same twice is once.

    `own` is what the files say of the institution. One entry of the log per subject that changes,
    and one for the import itself.

    Raises:
        IntakeError: every fault of every row, found in one pass; nothing may be kept then.
    """
    with merged(session, files, own, choices, progress) as (taken, merging):
        counted, facts = _log(session, merging)
    if counted:
        db.refresh_statistics(session.connection)
    return _imported(session.scope.institution_id, taken, counted, facts)


@contextmanager
def merged(
    session: Session,
    files: InventoryFiles,
    own: Institution,
    choices: Choices,
    progress: Progress = _untold,
) -> Iterator[tuple[TakenIn, Merging]]:
    """Write what differs, but not yet its entries: the staged changes can be read in the block.

    Raises:
        IntakeError: as `import_files`.
    """
    connection, own_id = session.connection, session.scope.institution_id
    into = Into(own_id, _code(connection, own_id), registered(connection, session.scope))
    if files.institution_file:
        _refuse_another(files, own, into.code)
    with taken_in(connection, files, into, choices, progress) as taken:
        names = taken.staged.names
        there = select(names.c.kind, names.c.id).where(names.c.known)
        journal = Journal(session, there.group_by(names.c.kind, names.c.id))
        journal.open()
        merging = Merging(connection, own_id, journal)
        to = Recording(taken.staged, merging, choices.since)
        known = own.model_dump(include={"name", "timezone", "calendar"}, exclude_unset=True)
        if known and files.institution_file:
            record_own(to, known)
        _record(to)
        yield taken, merging
        journal.close()
        _drop(merging)


def _refuse_another(files: InventoryFiles, own: Institution, code: str) -> None:
    if files.institution_file and own.code.casefold() != code.casefold():
        reason = _(
            "These files are of another institution; the register is of {code}. Name the one you"
            " mean with --institution, or record a new one with monitor init --code."
        )
        file = label(files.institution_file)
        raise IntakeError([Fault(file, None, "code", shown(own.code), reason.format(code=code))])


def _record(to: Recording) -> None:
    for record in (record_subjects, record_relations, record_credentials, record_duties):
        record(to)


def _drop(merging: Merging) -> None:
    for step in merging.steps:
        step.rows.drop(merging.connection)


def _imported(
    own_id: int, taken: TakenIn, changed: Mapping[str, int], facts: Mapping[str, int]
) -> Imported:
    return Imported(own_id, taken.rows, taken.stubs, taken.left_out, changed, facts)


def _code(connection: Connection, institution_id: int) -> str:
    own = db.table(InstitutionRow)
    query = select(own.c.code).where(own.c.id == institution_id)
    return str(connection.execute(query).scalar_one())


def _log(session: Session, merging: Merging) -> tuple[dict[str, int], dict[str, int]]:
    """Write an entry per changed subject and, where there is any, one for the import.

    Returns how many subjects changed, by kind, and how many rows are new, by table.
    """
    counted, facts = Counter[str](), Counter[str]()
    first = session.next_seq
    for seq, subject, found in changes.by_subject(session.connection, merging.steps):
        day = min((each.day for each in found if each.day and each.day != ALWAYS), default=None)
        written = session.record(
            f"{subject[0]}:imported", subject, changes.details(found), happened_on=day
        )
        if written != seq:
            raise RuntimeError(f"entry {written} was numbered {seq}")
        counted[subject[0]] += 1
        facts.update(each.table for each in found if each.new)
    if counted:
        _keep_run(session, first, counted)
    return dict(counted), dict(facts)


def _keep_run(session: Session, first: int, counted: Mapping[str, int]) -> None:
    own = session.scope.institution_id
    last = session.record(IMPORTED, ("institution", own), {"changed": dict(counted)})
    run: dict[str, Any] = {
        "institution_id": own,
        "id": db.new_id(),
        "recorded_at": session.recorded_at,
        "first_entry": first,
        "last_entry": last,
    }
    session.connection.execute(insert(db.table(ImportRun)).values(run))
