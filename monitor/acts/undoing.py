"""Taking back the last import: what it made goes, what it changed is as it was; the log stays."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Row,
    String,
    Table,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    not_,
    select,
    tuple_,
    update,
)

from monitor import db
from monitor.audit.models import AuditEntry
from monitor.audit.session import Session
from monitor.credentials.models import Factor, PasswordChange
from monitor.duties.models import Attestation, Document, Duty
from monitor.intake.faults import RefusedError
from monitor.inventory.kinds import KINDS
from monitor.inventory.models import (
    AccountVersion,
    AreaVersion,
    InstitutionVersion,
    MailboxVersion,
    PersonVersion,
)
from monitor.inventory.relations import (
    AccessList,
    AccessSeen,
    AccountMailbox,
    Designation,
    Headship,
    LinkedAccount,
    PortalList,
    PortalSeen,
)
from monitor.scope import Scope
from monitor.staging.models import ImportBefore, ImportRun
from monitor.staging.told import Owner, of, of_account_or_area, of_any
from monitor.text import _, ngettext

BATCH = 2000

UNDONE = "institution:import_undone"

# Whatever an import writes, and whom its rows are about.
_OWNED: Mapping[type[Any], Owner] = {
    InstitutionVersion: of("institution", "institution_id"),
    AccountVersion: of("account", "account_id"),
    AreaVersion: of("area", "area_id"),
    PersonVersion: of("person", "person_id"),
    MailboxVersion: of("mailbox", "mailbox_id"),
    Designation: of_account_or_area,
    Headship: of("area", "area_id"),
    AccountMailbox: of("account", "account_id"),
    LinkedAccount: of("account", "account_id"),
    AccessList: of("account", "account_id"),
    AccessSeen: of("account", "account_id"),
    PortalList: of("institution", "institution_id"),
    PortalSeen: of("institution", "institution_id"),
    PasswordChange: of_any("kind", "subject_id"),
    Factor: of_any("kind", "subject_id"),
    Document: of_any("subject_kind", "subject_id"),
    Attestation: of_any("subject_kind", "subject_id"),
    Duty: of_any("subject_kind", "subject_id"),
}

_SUBJECTS = db.temporary(
    "undone_subjects",
    Column("kind", String, primary_key=True),
    Column("id", db.ID, primary_key=True),
    Column("made", Boolean, nullable=False),
)


@dataclass(frozen=True)
class Run:
    """An import that can be taken back: when it was recorded, and its entries in the log."""

    id: int
    recorded_at: datetime
    entries: range


def last_import(connection: Connection, scope: Scope) -> Run:
    """Return the import that `undo` would take back.

    Raises:
        RefusedError: there is none, or something was recorded after it.
    """
    run = db.table(ImportRun)
    query = select(run).where(run.c.institution_id == scope.institution_id)
    found = connection.execute(query.order_by(run.c.id.desc()).limit(1)).first()
    if found is None or found.undone is not None:
        reason = _("There is no import to take back; only the last one can be, and only once.")
        raise RefusedError("monitor undo", reason)
    _refuse_later_changes(connection, scope, found.last_entry)
    return Run(found.id, found.recorded_at, range(found.first_entry, found.last_entry + 1))


def undo_import(session: Session, run: Run) -> dict[str, int]:
    """Take an import back; return how many subjects that concerned, by kind."""
    connection = session.connection
    _SUBJECTS.create(connection)
    _name_subjects(session, run)
    for model, owner in _OWNED.items():
        _take_out(session, db.table(model), owner)
        _put_back(session, db.table(model))
    for kind in KINDS.values():
        made = select(_SUBJECTS.c.id).where(_SUBJECTS.c.kind == kind.kind, _SUBJECTS.c.made)
        own = kind.identity.c.institution_id == session.scope.institution_id
        connection.execute(delete(kind.identity).where(own, kind.identity.c.id.in_(made)))
    counted = _log(session, run)
    _SUBJECTS.drop(connection)
    db.refresh_statistics(connection)
    return counted


def _refuse_later_changes(connection: Connection, scope: Scope, last_entry: int) -> None:
    entry = db.table(AuditEntry)
    later = and_(
        entry.c.institution_id == scope.institution_id,
        entry.c.seq > last_entry,
        not_(entry.c.action.startswith("round:")),
    )
    count = connection.scalar(select(func.count()).where(later)) or 0
    if count:
        reason = ngettext(
            "{count} change was recorded after that import, so it cannot be taken back; correct"
            " what is wrong by another import or by hand (monitor audit show).",
            "{count} changes were recorded after that import, so it cannot be taken back; correct"
            " what is wrong by another import or by hand (monitor audit show).",
            count,
        )
        raise RefusedError("monitor undo", reason.format(count=count))


def _name_subjects(session: Session, run: Run) -> None:
    """Name whom the import changed; of those it made nothing was kept."""
    entry, before = db.table(AuditEntry), db.table(ImportBefore)
    own = session.scope.institution_id
    kept = (
        select(before.c.subject_kind, before.c.subject_id)
        .where(before.c.institution_id == own)
        .group_by(before.c.subject_kind, before.c.subject_id)
        .subquery("kept")
    )
    same = and_(kept.c.subject_kind == entry.c.object_kind, kept.c.subject_id == entry.c.object_id)
    made = and_(kept.c.subject_id.is_(None), entry.c.object_kind != "institution")
    query = (
        select(entry.c.object_kind, entry.c.object_id, case((made, True), else_=False))
        .distinct()
        .select_from(entry.outerjoin(kept, same))
        .where(
            entry.c.institution_id == own,
            entry.c.seq.between(run.entries.start, run.entries.stop - 1),
        )
    )
    session.connection.execute(insert(_SUBJECTS).from_select(["kind", "id", "made"], query))


def _take_out(session: Session, table: Table, owner: Owner) -> None:
    """Delete the rows that the import made, and those of which the former state was kept."""
    before, own = db.table(ImportBefore), session.scope.institution_id
    made = select(_SUBJECTS.c.kind, _SUBJECTS.c.id).where(_SUBJECTS.c.made)
    kept = select(before.c.subject_kind, before.c.subject_id).where(
        before.c.institution_id == own, before.c.of_table == table.name
    )
    subject = tuple_(*owner(dict(table.c.items())))
    ours = table.c.institution_id == literal(own, db.ID)
    for subjects in (made, kept):
        session.connection.execute(delete(table).where(ours, subject.in_(subjects)))


def _put_back(session: Session, table: Table) -> None:
    before = db.table(ImportBefore)
    query = select(before.c.content).where(
        before.c.institution_id == session.scope.institution_id,
        before.c.of_table == table.name,
        before.c.content.is_not(None),
    )
    found = session.connection.execute(query, execution_options={"yield_per": BATCH})
    rows = (_row(table, row) for row in found)
    while batch := list(islice(rows, BATCH)):
        session.connection.execute(insert(table), batch)


def _row(table: Table, row: Row[Any]) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(row[0])
    for column in table.columns:
        if isinstance(column.type, Date) and values[column.name]:
            values[column.name] = date.fromisoformat(values[column.name])
    return values


def _log(session: Session, run: Run) -> dict[str, int]:
    counted: dict[str, int] = {}
    for kind, own in _subjects(session.connection):
        session.record(f"{kind}:import_undone", (kind, own), {"import": run.id})
        counted[kind] = counted.get(kind, 0) + 1
    own = session.scope.institution_id
    entry = session.record(UNDONE, ("institution", own), {"import": run.id, "undone": counted})
    table = db.table(ImportRun)
    mine = and_(table.c.institution_id == own, table.c.id == run.id)
    session.connection.execute(update(table).where(mine).values(undone=entry))
    return counted


def _subjects(connection: Connection) -> Iterator[tuple[str, int]]:
    query = (
        select(_SUBJECTS.c.kind, _SUBJECTS.c.id)
        .where(_SUBJECTS.c.kind != "institution")
        .order_by(_SUBJECTS.c.kind, _SUBJECTS.c.id)
    )
    found = connection.execute(query, execution_options={"yield_per": BATCH})
    return ((row.kind, row.id) for row in found)
