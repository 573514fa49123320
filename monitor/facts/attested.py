"""What people have attested: the newest answers about a control (ruling 41)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    FromClause,
    Subquery,
    and_,
    case,
    false,
    func,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.types import TypeEngine

from monitor import db
from monitor.duties.models import Attestation
from monitor.facts.frame import Expression, Frame, Joined, count_rows, opens
from monitor.facts.sets import Subjects
from monitor.inventory.relations import AccountMailbox

SPEAKS_FOR_THE_SUBJECT = 0


@dataclass(frozen=True)
class Attested:
    """The answer about a control, and the day of what decided it.

    `by` is "subject" (anybody's answer about it counts) or "administrators" (each current one
    answers, unless one answer speaks for all). A "no" always decides.
    """

    control: str
    by: str = "subject"

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return `attested:<control>` (no: false, all yes: true, else NULL) and its day."""
        return {f"attested:{self.control}": Boolean(), f"attested:{self.control}:on": Date()}

    def join(self, subjects: Subjects) -> Iterable[Joined]:
        """Join the answers that count for each subject."""
        own = self._answers(subjects.kind, subjects.frame)
        if self.by == "administrators":
            yield from self._by_administrators(subjects, own)
            return
        said = self._by_anybody(own)
        columns = self._named(said.c.answer, said.c.on_day)
        yield Joined(said, said.c.subject_id == subjects.id, columns)

    def _named(self, *answer_and_day: Expression) -> dict[str, Expression]:
        return dict(zip(self.columns(), answer_and_day, strict=True))

    def _by_anybody(self, own: Subquery) -> Subquery:
        """Return one answer per subject: a "no" of anybody's counts, else the newest "yes"."""
        no, yes = own.c.answer.is_(False), own.c.answer.is_(True)
        newest_no = func.max(case((no, own.c.valid_from)))
        newest_yes = func.max(case((yes, own.c.valid_from)))
        return (
            select(
                own.c.subject_id,
                case((newest_no.is_not(None), false()), else_=true()).label("answer"),
                func.coalesce(newest_no, newest_yes).label("on_day"),
            )
            .group_by(own.c.subject_id)
            .subquery(f"attested:{self.control}")
        )

    def _by_administrators(self, subjects: Subjects, own: Subquery) -> Iterable[Joined]:
        """Join the answers of the administrators, and the one that speaks for all of them."""
        alone = (
            select(own.c.subject_id, own.c.answer, own.c.valid_from)
            .where(own.c.person_id == SPEAKS_FOR_THE_SUBJECT)
            .subquery(f"said_for_all:{self.control}")
        )
        each = self._each(_administrators(subjects), own)
        yield Joined(alone, alone.c.subject_id == subjects.id, {})
        columns = self._named(*_decided(each, alone))
        yield Joined(each, each.c.subject_id == subjects.id, columns)

    def _each(self, people: Subquery, own: Subquery) -> Subquery:
        said = and_(own.c.subject_id == people.c.subject_id, own.c.person_id == people.c.person_id)
        return (
            select(
                people.c.subject_id,
                func.count().label("people"),
                count_rows(own.c.answer.is_(True)).label("yes"),
                func.max(case((own.c.answer.is_(False), own.c.valid_from))).label("no_on"),
                func.min(own.c.valid_from).label("oldest"),
            )
            .select_from(people.outerjoin(own, said))
            .group_by(people.c.subject_id)
            .subquery(f"said_by_each:{self.control}")
        )

    def _answers(self, kind: str, frame: Frame) -> Subquery:
        said = db.table(Attestation)
        return (
            select(said)
            .where(frame.current(said), said.c.control == self.control, said.c.subject_kind == kind)
            .subquery(f"answers:{self.control}")
        )


def _decided(each: FromClause, alone: FromClause) -> tuple[Expression, Expression]:
    """Return the answer, and the day of the answers that decided it.

    Where all have said yes and one has said it for all, the fresher of the two counts.
    """
    all_said_yes = and_(each.c.people > 0, each.c.yes == each.c.people)
    fresher = or_(alone.c.valid_from.is_(None), each.c.oldest > alone.c.valid_from)
    answer = case(
        (each.c.no_on.is_not(None), false()),
        (alone.c.answer.is_(False), false()),
        (alone.c.answer.is_(True), true()),
        (all_said_yes, true()),
        else_=null(),
    )
    day = case(
        (each.c.no_on.is_not(None), each.c.no_on),
        (alone.c.answer.is_(False), alone.c.valid_from),
        (and_(all_said_yes, fresher), each.c.oldest),
        else_=alone.c.valid_from,
    )
    return answer, day


def _administrators(subjects: Subjects) -> Subquery:
    """Return (subject_id, person_id) of the active administrators of accounts or of mailboxes.

    Those of a mailbox are the administrators of the accounts that log in or recover with it.
    """
    people = subjects.people
    if subjects.kind not in {"account", "mailbox"}:
        raise KeyError(subjects.kind)
    if subjects.kind == "account":
        query = select(people.c.account_id.label("subject_id"), people.c.person_id)
        return query.where(people.c.active == 1).subquery("administrators_of_accounts")
    link = db.table(AccountMailbox)
    used = and_(subjects.frame.current(link), opens(link))
    return (
        select(link.c.mailbox_id.label("subject_id"), people.c.person_id)
        .join_from(link, people, and_(used, people.c.account_id == link.c.account_id))
        .where(people.c.active == 1, link.c.mailbox_id.is_not(None))
        .distinct()
        .subquery("administrators_of_mailboxes")
    )
