"""Putting documents on file, recording what people attest and which duties were done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, insert, select, update

from monitor import db, history
from monitor.audit.session import Session
from monitor.duties.models import Attestation, Document, Duty


@dataclass(frozen=True)
class Answer:
    """What somebody attests of a control; `person_id` 0 speaks for the subject (ruling 41)."""

    control: str
    by_id: int
    answer: bool
    person_id: int = 0


def answers_of(session: Session, kind: str, asked: Answer, day: date) -> Mapping[int, Any]:
    """Return what was attested of the same control on that very day: (by_id, answer) by subject."""
    row = db.table(Attestation)
    query = select(row.c.subject_id, row.c.by_id, row.c.answer).where(
        row.c.institution_id == session.scope.institution_id,
        row.c.control == asked.control,
        row.c.subject_kind == kind,
        row.c.person_id == asked.person_id,
        row.c.valid_from == day,
    )
    return {each[0]: (each[1], each[2]) for each in session.connection.execute(query)}


def record_answers(
    session: Session, kind: str, entries: Mapping[int, int], answer: Answer, day: date
) -> None:
    """Record the answer of a day for many subjects of one kind."""
    same = {
        "institution_id": session.scope.institution_id,
        "control": answer.control,
        "subject_kind": kind,
        "person_id": answer.person_id,
        "valid_from": day,
    }
    rows = [
        {"subject_id": subject, "by_id": answer.by_id, "answer": answer.answer, "entry": entry}
        for subject, entry in entries.items()
    ]
    history.mark(session.connection, db.table(Attestation), same, "subject_id", rows)


def documents_like(session: Session, told: Mapping[str, Any]) -> bool:
    """Return whether a document that says the same is on file already."""
    row = db.table(Document)
    same = [row.c[column].is_not_distinct_from(value) for column, value in told.items()]
    ours = row.c.institution_id == session.scope.institution_id
    return (
        session.connection.execute(select(row.c.id).where(ours, *same).limit(1)).first() is not None
    )


def file_document(session: Session, told: Mapping[str, Any], entry: int) -> None:
    """Put one document on file."""
    own = {"institution_id": session.scope.institution_id, "id": db.new_id(), "entry": entry}
    session.connection.execute(insert(db.table(Document)), [{**told, **own}])


@dataclass(frozen=True)
class DutyDone:
    """A duty that was done: of which control, due when, done when; the entry that records it."""

    control: str
    due_on: date
    done_on: date
    number: str | None
    entry: int


def duties_of(session: Session, about: tuple[str, int], control: str) -> Mapping[date, date | None]:
    """Return the duties of a control about a subject: due day, and the day it was done or None."""
    row = db.table(Duty)
    query = select(row.c.due_on, row.c.done_on).where(_of_subject(session, *about, control))
    return {each[0]: each[1] for each in session.connection.execute(query)}


def record_done(
    session: Session, about: tuple[str, int], duty: DutyDone, *, was_open: bool
) -> None:
    """Record that a duty was done: on its row, where one was open, else as a row of its own."""
    row = db.table(Duty)
    told: dict[str, Any] = {"done_on": duty.done_on, "entry": duty.entry}
    if duty.number is not None:
        told["number"] = duty.number
    if was_open:
        own = _of_subject(session, *about, duty.control)
        open_row = (own, row.c.done_on.is_(None), row.c.due_on == duty.due_on)
        session.connection.execute(update(row).where(*open_row).values(**told))
        return
    subject = {"subject_kind": about[0], "subject_id": about[1], "control": duty.control}
    own_row = {"institution_id": session.scope.institution_id, "id": db.new_id()}
    session.connection.execute(insert(row), [{**own_row, **subject, "due_on": duty.due_on, **told}])


def _of_subject(session: Session, kind: str, subject_id: int, control: str) -> ColumnElement[bool]:
    row = db.table(Duty)
    return and_(
        row.c.institution_id == session.scope.institution_id,
        row.c.subject_kind == kind,
        row.c.subject_id == subject_id,
        row.c.control == control,
    )
