"""Writing documents, attestations and duties that the files hold."""

from typing import Any

from sqlalchemy import func

from monitor import db
from monitor.duties.models import Attestation, Document, Duty
from monitor.history import close_by_next
from monitor.inventory.recording import Recording
from monitor.staging.names import id_of


def record_duties(to: Recording) -> None:
    """Write what is on file, attested and due."""
    _documents(to)
    _attestations(to)
    _duties(to)


def _documents(to: Recording) -> None:
    sheet = to.staged["documents"]
    subject, is_subject = id_of(to.staged, sheet, "subject")
    person, is_person = id_of(to.staged, sheet, "person", "person")
    plain = ("kind", "number", "signed_on", "valid_until", "sha256")
    values: dict[str, Any] = {name: sheet.c[name] for name in plain}
    values |= {
        "id": sheet.c.id,
        "subject_kind": sheet.c.subject__kind,
        "subject_id": subject.c.id,
        "person_id": person.c.id,
    }
    source = sheet.join(subject, is_subject).outerjoin(person, is_person)
    to.insert(db.table(Document), values, source)


def _attestations(to: Recording) -> None:
    sheet, answers = to.staged["attestations"], db.table(Attestation)
    subject, is_subject = id_of(to.staged, sheet, "subject")
    person, is_person = id_of(to.staged, sheet, "person", "person")
    author, is_author = id_of(to.staged, sheet, "by", "person")
    values: dict[str, Any] = {
        "valid_from": sheet.c.on,
        "control": sheet.c.control,
        "subject_kind": sheet.c.subject__kind,
        "subject_id": subject.c.id,
        "person_id": func.coalesce(person.c.id, 0),
        "by_id": author.c.id,
        "answer": sheet.c.answer,
    }
    source = sheet.join(subject, is_subject).outerjoin(person, is_person).join(author, is_author)
    to.insert(answers, values, source)
    keys = ("institution_id", "control", "subject_kind", "subject_id", "person_id")
    close_by_next(to.connection, answers, *keys)


def _duties(to: Recording) -> None:
    sheet = to.staged["duties"]
    subject, is_subject = id_of(to.staged, sheet, "subject")
    values: dict[str, Any] = {
        name: sheet.c[name] for name in ("control", "due_on", "done_on", "number")
    }
    values |= {
        "id": sheet.c.id,
        "subject_kind": sheet.c.subject__kind,
        "subject_id": subject.c.id,
    }
    to.insert(db.table(Duty), values, sheet.join(subject, is_subject))
