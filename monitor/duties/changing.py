"""Putting documents on file, recording what people attest and which duties were done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

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


class OnRecord(NamedTuple):
    """What the row of a duty says: the day it was done, None while it is open; its number."""

    done_on: date | None
    number: str | None


@dataclass(frozen=True)
class DutyDone:
    """A duty of one subject that was done: due when, done when; the entry that records it.

    `was_open`: a row that is open says that it is due on that day.
    """

    subject_id: int
    due_on: date
    done_on: date
    entry: int
    was_open: bool
    number: str | None = None
    note: str | None = None


def duties_of(
    session: Session, kind: str, control: str, subject_id: int | None = None
) -> Mapping[int, Mapping[date, OnRecord]]:
    """Return the duties of a control on record, by subject and due day.

    Of one subject, or of all of a kind.
    """
    row = db.table(Duty)
    query = select(row.c.subject_id, row.c.due_on, row.c.done_on, row.c.number).where(
        _of_control(session, kind, control)
    )
    if subject_id is not None:
        query = query.where(row.c.subject_id == subject_id)
    found: dict[int, dict[date, OnRecord]] = {}
    for own, due_on, *said in session.connection.execute(query.order_by(row.c.id)):
        found.setdefault(own, {})[due_on] = OnRecord(*said)
    return found


def record_done(session: Session, kind: str, control: str, done: Sequence[DutyDone]) -> None:
    """Record that duties of one control were done: on their rows, where open, else as new rows.

    In two statements, however many they are.
    """
    row, told = db.table(Duty), list(done)
    on_rows = [_on_its_row(each) for each in told if each.was_open]
    if on_rows:
        open_row = and_(
            _of_control(session, kind, control),
            row.c.subject_id == bindparam("of_id"),
            row.c.due_on == bindparam("of_day"),
            row.c.done_on.is_(None),
        )
        values: dict[str, Any] = {
            "done_on": bindparam("on"),
            "entry": bindparam("by_entry"),
            "number": func.coalesce(bindparam("of_number", type_=row.c.number.type), row.c.number),
            "note": func.coalesce(bindparam("of_note", type_=row.c.note.type), row.c.note),
        }
        session.connection.execute(update(row).where(open_row).values(**values), on_rows)
    same = {
        "institution_id": session.scope.institution_id,
        "control": control,
        "subject_kind": kind,
    }
    columns = ("subject_id", "due_on", "done_on", "number", "note", "entry")
    new = [
        {**same, "id": db.new_id(), **{name: getattr(each, name) for name in columns}}
        for each in told
        if not each.was_open
    ]
    if new:
        session.connection.execute(insert(row), new)


def last_done(
    session: Session, about: tuple[str, int], control: str, on: date | None = None
) -> Row[Any] | None:
    """Return the row of the duty that was done last, or on a day; None where none was."""
    row = db.table(Duty)
    query = select(row).where(
        _of_control(session, about[0], control),
        row.c.subject_id == about[1],
        row.c.done_on.is_not(None) if on is None else row.c.done_on == on,
    )
    newest = query.order_by(row.c.done_on.desc(), row.c.entry.desc(), row.c.id.desc())
    return session.connection.execute(newest.limit(1)).first()


def reopen(session: Session, duty_id: int, number: str | None, entry: int) -> None:
    """Let the row of a duty be open again, with the number that it had."""
    row = db.table(Duty)
    own = and_(row.c.institution_id == session.scope.institution_id, row.c.id == duty_id)
    before = {"done_on": None, "number": number, "note": None, "entry": entry}
    session.connection.execute(update(row).where(own).values(**before))


def forget(session: Session, duty_id: int) -> None:
    """Take the row of a duty away that only said that it was done."""
    row = db.table(Duty)
    own = and_(row.c.institution_id == session.scope.institution_id, row.c.id == duty_id)
    session.connection.execute(delete(row).where(own))


def _on_its_row(done: DutyDone) -> dict[str, Any]:
    return {
        "of_id": done.subject_id,
        "of_day": done.due_on,
        "on": done.done_on,
        "by_entry": done.entry,
        "of_number": done.number,
        "of_note": done.note,
    }


def _of_control(session: Session, kind: str, control: str) -> ColumnElement[bool]:
    row = db.table(Duty)
    return and_(
        row.c.institution_id == session.scope.institution_id,
        row.c.subject_kind == kind,
        row.c.control == control,
    )
