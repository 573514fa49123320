"""What people have attested: the newest answers about a control (ruling 41)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    FromClause,
    Select,
    Subquery,
    and_,
    case,
    false,
    func,
    null,
    select,
    true,
)
from sqlalchemy.types import TypeEngine

from monitor import db
from monitor.duties.models import Attestation
from monitor.facts.frame import Expression, Frame, Joined, count_rows
from monitor.facts.sets import Subjects
from monitor.inventory.relations import AccountMailbox

SPEAKS_FOR_THE_SUBJECT = 0


@dataclass(frozen=True)
class Attested:
    """The answer about a control, and the day of the oldest answer that counts.

    `by` is "subject" (one answer speaks for it) or "administrators" (each current one answers,
    unless one answer speaks for all).
    """

    control: str
    by: str = "subject"

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return `attested:<control>` (no: false, all yes: true, else NULL) and its day."""
        return {f"attested:{self.control}": Boolean(), f"attested:{self.control}:on": Date()}

    def join(self, subjects: Subjects) -> Joined:
        """Join the answers that count for each subject."""
        own = self._answers(subjects.kind, subjects.frame)
        by_subject = (
            select(own.c.subject_id, own.c.answer, own.c.valid_from)
            .where(own.c.person_id == SPEAKS_FOR_THE_SUBJECT)
            .subquery(f"said_for_subject:{self.control}")
        )
        if self.by == "subject":
            columns = (by_subject.c.answer, by_subject.c.valid_from)
            return Joined(by_subject, by_subject.c.subject_id == subjects.id, self._named(*columns))
        return self._by_administrators(subjects, own, by_subject)

    def _by_administrators(self, subjects: Subjects, own: Subquery, by_subject: Subquery) -> Joined:
        people = _administrators(subjects)
        said = and_(own.c.subject_id == people.c.subject_id, own.c.person_id == people.c.person_id)
        each = (
            select(
                people.c.subject_id,
                func.count().label("people"),
                count_rows(own.c.answer.is_(True)).label("yes"),
                count_rows(own.c.answer.is_(False)).label("no"),
                func.min(own.c.valid_from).label("oldest"),
            )
            .select_from(people.outerjoin(own, said))
            .group_by(people.c.subject_id)
            .subquery(f"said_by_each:{self.control}")
        )
        alone = by_subject.alias(f"said_for_all:{self.control}")
        subject = _every_subject(each, alone)
        both = (
            select(subject.c.subject_id, *self._verdict(each, alone))
            .select_from(
                subject.outerjoin(each, each.c.subject_id == subject.c.subject_id).outerjoin(
                    alone, alone.c.subject_id == subject.c.subject_id
                )
            )
            .subquery(f"attested:{self.control}")
        )
        return Joined(
            both, both.c.subject_id == subjects.id, self._named(both.c.answer, both.c.on_day)
        )

    def _verdict(self, each: FromClause, alone: FromClause) -> list[Expression]:
        answer = case(
            (each.c.no > 0, false()),
            (alone.c.answer.is_(False), false()),
            (alone.c.answer.is_(True), true()),
            (and_(each.c.people > 0, each.c.yes == each.c.people), true()),
            else_=null(),
        )
        return [
            answer.label("answer"),
            func.coalesce(alone.c.valid_from, each.c.oldest).label("on_day"),
        ]

    def _answers(self, kind: str, frame: Frame) -> Subquery:
        said = db.table(Attestation)
        return (
            select(said)
            .where(frame.current(said), said.c.control == self.control, said.c.subject_kind == kind)
            .subquery(f"answers:{self.control}")
        )

    def _named(self, answer: Expression, day: Expression) -> dict[str, Expression]:
        return dict(zip(self.columns(), (answer, day), strict=True))


def _every_subject(*sides: FromClause) -> Subquery:
    """Return the subjects that stand on any side, once each."""
    ids: list[Select[tuple[object]]] = [select(side.c.subject_id) for side in sides]
    return ids[0].union(*ids[1:]).subquery("answered_subjects")


def _administrators(subjects: Subjects) -> Subquery:
    """Return (subject_id, person_id) of the active administrators of accounts or of mailboxes.

    Those of a mailbox are the administrators of the accounts that log in or recover with it.
    """
    people = subjects.people
    if subjects.kind == "account":
        query = select(people.c.account_id.label("subject_id"), people.c.person_id)
        return query.where(people.c.active == 1).subquery("administrators_of_accounts")
    link = db.table(AccountMailbox)
    used = and_(subjects.frame.current(link), link.c.use.in_(("login", "recovery")))
    return (
        select(link.c.mailbox_id.label("subject_id"), people.c.person_id)
        .join_from(link, people, and_(used, people.c.account_id == link.c.account_id))
        .where(people.c.active == 1, link.c.mailbox_id.is_not(None))
        .distinct()
        .subquery("administrators_of_mailboxes")
    )
