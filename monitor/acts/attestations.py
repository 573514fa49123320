"""Recording what people attest: that a subject does, or does not, meet a control."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from monitor.acts import working
from monitor.acts.controls import kinds_answered_by
from monitor.audit.session import Session
from monitor.duties import changing
from monitor.duties.changing import Answer
from monitor.inventory.changing import Change, day_of
from monitor.inventory.lookup import Found
from monitor.inventory.selecting import subjects_on

ATTESTED = "attestation:recorded"


@dataclass(frozen=True)
class Statement:
    """What is attested, as typed: which control, yes or no, by whom, of which administrator."""

    control: str
    answer: str
    by: str
    of_person: str | None = None


def attest(
    session: Session, statement: Statement, subjects: Sequence[str] | None, on: date | None = None
) -> list[Change]:
    """Record an answer about each of `subjects`; None: every subject that the control asks.

    Raises:
        RefusedError: nobody attests that control, or it does not ask such subjects; the register
            has no such subject or person.
    """
    day = day_of(session, on)
    kinds = kinds_answered_by("attested", statement.control)
    by_id = working.subject(session, "person", statement.by, day)
    about = statement.of_person
    person_id = 0 if about is None else working.subject(session, "person", about, day)
    values = working.read(session, "attestations", {"answer": statement.answer})
    answer = Answer(statement.control, by_id, values["answer"] is True, person_id)
    found = _everyone(session, kinds, day) if subjects is None else []
    found += [working.subject_among(session, kinds, text, day) for text in subjects or ()]
    working.refuse_before_it_existed(session, found, day)
    changes = []
    for kind in kinds:
        ids = list(dict.fromkeys(each.id for each in found if each.kind == kind))
        changes += _of_kind(session, kind, ids, answer, day)
    return changes


def _of_kind(
    session: Session, kind: str, ids: list[int], answer: Answer, day: date
) -> list[Change]:
    before = changing.answers_of(session, kind, answer, day)
    new = [each for each in ids if before.get(each) != (answer.by_id, answer.answer)]
    details = {"control": answer.control, "answer": answer.answer, "by_id": answer.by_id}
    if answer.person_id:
        details["person_id"] = answer.person_id
    entries = {
        each: session.record(ATTESTED, (kind, each), details, happened_on=day) for each in new
    }
    if entries:
        changing.record_answers(session, kind, entries, answer, day)
    return [Change((kind, each), answer.control, None, answer.answer) for each in new]


def _everyone(session: Session, kinds: tuple[str, ...], day: date) -> list[Found]:
    found = []
    for kind in kinds:
        if kind == "institution":
            found.append(Found(kind, session.scope.institution_id))
        else:
            there = subjects_on(session.connection, session.scope, kind, day)
            found += [Found(kind, each) for each in there]
    return found
