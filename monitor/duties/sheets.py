"""What is on file, attested and due on a day as rows of inventory files: one SELECT per sheet.

Columns are called as in `monitor.intake.sheets`; see `monitor.inventory.sheets`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import FromClause, Select, Table, case, or_, select

from monitor import db
from monitor.duties.models import Attestation, Document, Duty
from monitor.inventory.sheet_names import emails, of, references
from monitor.scope import Scope


def documents(scope: Scope, day: date) -> Select[Any]:
    """Return the documents signed up to a day."""
    own, person = db.table(Document), emails(scope, day, "about_person")
    subject, source = _about(scope, day, own)
    plain = ("kind", "number", "signed_on", "valid_until", "sha256")
    return (
        select(
            *(own.c[name] for name in plain),
            subject.c.reference.label("subject"),
            person.c.name.label("person"),
        )
        .select_from(source.outerjoin(person, person.c.id == own.c.person_id))
        .where(of(scope, own), own.c.signed_on <= day)
        .where(or_(own.c.person_id.is_(None), person.c.id.is_not(None)))
    )


def attestations(scope: Scope, day: date) -> Select[Any]:
    """Return every answer given up to a day; without a person it speaks for the subject."""
    own, person = db.table(Attestation), emails(scope, day, "about_person")
    author = emails(scope, day, "by_person")
    subject, source = _about(scope, day, own)
    source = source.outerjoin(person, person.c.id == own.c.person_id)
    return (
        select(
            *(own.c[name] for name in ("control", "answer")),
            subject.c.reference.label("subject"),
            person.c.name.label("person"),
            author.c.name.label("by"),
            own.c.valid_from.label("on"),
        )
        .select_from(source.join(author, author.c.id == own.c.by_id))
        .where(of(scope, own), own.c.valid_from <= day)
        .where(or_(own.c.person_id == 0, person.c.id.is_not(None)))
    )


def duties(scope: Scope, day: date) -> Select[Any]:
    """Return the obligations; what was discharged after a day was still open on it."""
    own = db.table(Duty)
    subject, source = _about(scope, day, own)
    return (
        select(
            *(own.c[name] for name in ("control", "due_on", "number")),
            subject.c.reference.label("subject"),
            case((own.c.done_on <= day, own.c.done_on)).label("done_on"),
        )
        .select_from(source)
        .where(of(scope, own))
    )


SHEETS: Mapping[str, Callable[[Scope, date], Select[Any]]] = {
    "documents": documents,
    "attestations": attestations,
    "duties": duties,
}
"""The SELECT of each sheet that this stage knows."""


def _about(scope: Scope, day: date, own: Table) -> tuple[FromClause, Any]:
    """Return the reference to what a row is about, and the rows joined with it."""
    subject = references(scope, day)
    same = (subject.c.kind == own.c.subject_kind) & (subject.c.id == own.c.subject_id)
    return subject, own.join(subject, same)
