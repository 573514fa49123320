"""Writing documents, attestations and duties that the files hold."""

from typing import Any

from sqlalchemy import func

from monitor import db
from monitor.duties.models import Attestation, Document, Duty
from monitor.inventory.recording import Recording, dashed
from monitor.staging.names import id_of
from monitor.staging.told import Told, of_any

SUBJECT = of_any("subject_kind", "subject_id")


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
    values |= {"subject_kind": sheet.c.subject__kind, "subject_id": subject.c.id}
    values["person_id"] = person.c.id
    told = Told(
        db.table(Document),
        SUBJECT,
        sheet.join(subject, is_subject).outerjoin(person, is_person),
        {"id": sheet.c.id},
        values,
        given=dashed(sheet, values),
        natural=("kind", "subject_kind", "subject_id", "person_id", "number", "signed_on"),
    )
    to.merging.events(told)


def _attestations(to: Recording) -> None:
    sheet = to.staged["attestations"]
    subject, is_subject = id_of(to.staged, sheet, "subject")
    person, is_person = id_of(to.staged, sheet, "person", "person")
    author, is_author = id_of(to.staged, sheet, "by", "person")
    source = sheet.join(subject, is_subject).outerjoin(person, is_person)
    told = Told(
        db.table(Attestation),
        SUBJECT,
        source.join(author, is_author),
        {
            "control": sheet.c.control,
            "subject_kind": sheet.c.subject__kind,
            "subject_id": subject.c.id,
            "person_id": func.coalesce(person.c.id, 0),
        },
        {"by_id": author.c.id, "answer": sheet.c.answer},
        day=sheet.c.on,
    )
    to.merging.events(told, each_ends_the_last=True)


def _duties(to: Recording) -> None:
    sheet = to.staged["duties"]
    subject, is_subject = id_of(to.staged, sheet, "subject")
    values: dict[str, Any] = {
        name: sheet.c[name] for name in ("control", "due_on", "done_on", "number")
    }
    values |= {"subject_kind": sheet.c.subject__kind, "subject_id": subject.c.id}
    told = Told(
        db.table(Duty),
        SUBJECT,
        sheet.join(subject, is_subject),
        {"id": sheet.c.id},
        values,
        given=dashed(sheet, values),
        natural=("control", "subject_kind", "subject_id", "due_on"),
    )
    to.merging.events(told)
