"""What people have attested: the newest answers about a control (ruling 41)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
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
from monitor.facts.frame import Expression, Joined, count_rows, opens
from monitor.facts.sets import Subjects
from monitor.inventory.relations import AccountMailbox

SPEAKS_FOR_THE_SUBJECT = 0


@dataclass(frozen=True)
class Attested:
    """The answer about a control, and the day of what decided it.

    `by` is "subject" (anybody may answer about it, and the newest answer decides) or
    "administrators" (each current one answers, unless one answer speaks for all; any "no" decides).
    """

    control: str
    by: str = "subject"

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return `attested:<control>` (no: false, all yes: true, else NULL) and its day."""
        return {f"attested:{self.control}": Boolean(), f"attested:{self.control}:on": Date()}

    @classmethod
    def join(cls, asks: Sequence["Attested"], subjects: Subjects) -> Iterable[Joined]:
        """Join the answers that count for each subject: all of anybody's at once, and all others.

        SQLite joins no more than 64 tables, and each control would else bring its own.
        """
        by_anybody = [ask.control for ask in asks if ask.by != "administrators"]
        by_each = [ask.control for ask in asks if ask.by == "administrators"]
        if by_anybody:
            yield _by_anybody(by_anybody, subjects)
        if by_each:
            yield from _by_administrators(by_each, subjects)


def _named(control: str, answer: Expression, day: Expression) -> dict[str, Expression]:
    return dict(zip(Attested(control).columns(), (answer, day), strict=True))


def _by_anybody(controls: Sequence[str], subjects: Subjects) -> Joined:
    """Return the newest answer per control, whoever gave it; of those of one day, the "no".

    What somebody said who has left since is put right by the next one who is asked.
    """
    own = _answers("answers_of_anybody", controls, subjects)
    days = _days(own, controls)
    said = select(own.c.subject_id, *days).group_by(own.c.subject_id).subquery("said_by_anybody")
    columns: dict[str, Expression] = {}
    for control in controls:
        no, yes = said.c[f"{control}:no_on"], said.c[f"{control}:yes_on"]
        still_no = and_(no.is_not(None), or_(yes.is_(None), no >= yes))
        answer = case((still_no, false()), (yes.is_not(None), true()), else_=null())
        columns |= _named(control, answer, case((still_no, no), else_=yes))
    return Joined(said, said.c.subject_id == subjects.id, columns)


def _days(own: Subquery, controls: Sequence[str]) -> list[ColumnElement[Any]]:
    """Return the day of the newest "no" and of the newest "yes" of each control."""
    return [
        func.max(case((_said(own, control, answer=answer), own.c.valid_from))).label(
            f"{control}:{name}"
        )
        for control in controls
        for name, answer in (("no_on", False), ("yes_on", True))
    ]


def _by_administrators(controls: Sequence[str], subjects: Subjects) -> Iterable[Joined]:
    """Join the answers of the administrators, and those that speak for all of them."""
    own = _answers("answers_of_administrators", controls, subjects)
    alone, each = _alone(own, controls), _each(own, controls, _administrators(subjects))
    yield Joined(alone, alone.c.subject_id == subjects.id, {})
    columns: dict[str, Expression] = {}
    for control in controls:
        columns |= _named(control, *_decided(control, each, alone))
    yield Joined(each, each.c.subject_id == subjects.id, columns)


def _alone(own: Subquery, controls: Sequence[str]) -> Subquery:
    """Return the day of the answer that speaks for the subject, yes or no, per control."""
    return (
        select(own.c.subject_id, *_days(own, controls))
        .where(own.c.person_id == SPEAKS_FOR_THE_SUBJECT)
        .group_by(own.c.subject_id)
        .subquery("said_for_all")
    )


def _each(own: Subquery, controls: Sequence[str], people: Subquery) -> Subquery:
    """Return how many administrators there are and, per control, what they said and when."""
    same = and_(own.c.subject_id == people.c.subject_id, own.c.person_id == people.c.person_id)
    told = [
        column
        for control in controls
        for column in (
            count_rows(_said(own, control, answer=True)).label(f"{control}:yes"),
            func.max(case((_said(own, control, answer=False), own.c.valid_from))).label(
                f"{control}:no_on"
            ),
            func.min(case((own.c.control == control, own.c.valid_from))).label(f"{control}:oldest"),
        )
    ]
    return (
        select(
            people.c.subject_id, func.count(people.c.person_id.distinct()).label("people"), *told
        )
        .select_from(people.outerjoin(own, same))
        .group_by(people.c.subject_id)
        .subquery("said_by_each")
    )


def _answers(name: str, controls: Sequence[str], subjects: Subjects) -> Subquery:
    said = db.table(Attestation)
    return (
        select(said)
        .where(
            subjects.frame.current(said),
            said.c.control.in_(controls),
            said.c.subject_kind == subjects.kind,
        )
        .subquery(name)
    )


def _said(own: Subquery, control: str, *, answer: bool) -> Expression:
    return and_(own.c.control == control, own.c.answer.is_(answer))


def _decided(control: str, each: Subquery, alone: Subquery) -> tuple[Expression, Expression]:
    """Return the answer, and the day of the answers that decided it.

    Where all have said yes and one has said it for all, the fresher of the two counts.
    """
    yes, no_on, oldest = (each.c[f"{control}:{name}"] for name in ("yes", "no_on", "oldest"))
    said_no, said_yes = alone.c[f"{control}:no_on"], alone.c[f"{control}:yes_on"]
    all_said_yes = and_(each.c.people > 0, yes == each.c.people)
    fresher = or_(said_yes.is_(None), oldest > said_yes)
    answer = case(
        (or_(no_on.is_not(None), said_no.is_not(None)), false()),
        (or_(said_yes.is_not(None), all_said_yes), true()),
        else_=null(),
    )
    day = case(
        (no_on.is_not(None), no_on),
        (said_no.is_not(None), said_no),
        (and_(all_said_yes, fresher), oldest),
        else_=said_yes,
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
