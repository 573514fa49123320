"""What is on file, signed, and whether it is still in force (rulings 2 and 40)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import FromClause, String, Subquery, and_, case, func, null, or_, select, true
from sqlalchemy.types import TypeEngine

from monitor import db
from monitor.duties.models import Document
from monitor.facts.frame import (
    FOREVER,
    Expression,
    Frame,
    Joined,
    any_row,
    dated,
    in_force_or_expired,
    later,
    latest_end,
)
from monitor.facts.sets import Subjects

_Filed = list[tuple[FromClause, Expression]]

OF_THE_INSTITUTION = frozenset({"password_recommendations"})
"""Documents of the institution on which what is asked of others rests."""

ALSO_OF_THE_INSTITUTION = frozenset({"platform_authorisation"})
"""Documents that may be of one subject, or of the institution for all of them."""


@dataclass(frozen=True)
class OnFile:
    """Documents of one kind: 'in_force', 'expired', or NULL where one that must be there is not."""

    kind: str

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return `document:<kind>`."""
        return {f"document:{self.kind}": String()}

    @classmethod
    def join(cls, asks: Sequence["OnFile"], subjects: Subjects) -> Iterable[Joined]:
        """Join the state of the documents of each subject; those on the subject itself at once."""
        own = []
        for ask in asks:
            if ask.kind in OF_THE_INSTITUTION:
                yield _of_institution(ask.kind, subjects.frame)
            elif ask.kind in _OF_ADMINISTRATORS:
                yield _of_administrators(ask.kind, subjects)
            else:
                own.append(ask.kind)
        if own:
            yield from _of_subjects(own, subjects)


def _of_institution(kind: str, frame: Frame) -> Joined:
    of_all = _ends_of_all(kind, frame)
    state = in_force_or_expired(of_all.c.ends, frame.day)
    return Joined(of_all, true(), {f"document:{kind}": state})


def _ends_of_all(kind: str, frame: Frame) -> Subquery:
    """Return the latest end among the institution's own documents: one row, NULL for none."""
    document = db.table(Document)
    return (
        select(latest_end(document.c.valid_until).label("ends"))
        .where(_signed(document, kind, frame), document.c.subject_kind == "institution")
        .subquery(f"{kind}_of_all")
    )


def _of_administrators(kind: str, subjects: Subjects) -> Joined:
    state = _OF_ADMINISTRATORS[kind](kind, subjects)
    same = state.c.account_id == subjects.id
    return Joined(state, same, {f"document:{kind}": state.c.state})


def _of_subjects(kinds: Sequence[str], subjects: Subjects) -> Iterable[Joined]:
    """Join the documents on each subject itself, and those that may be for all."""
    frame, document = subjects.frame, db.table(Document)
    until = func.coalesce(document.c.valid_until, FOREVER)
    ends = [func.max(case((document.c.kind == kind, until))).label(kind) for kind in kinds]
    own = (
        select(document.c.subject_id, *ends)
        .where(
            frame.ours(document),
            document.c.kind.in_(kinds),
            document.c.signed_on <= frame.day,
            document.c.subject_kind == subjects.kind,
        )
        .group_by(document.c.subject_id)
        .subquery("documents_on_file")
    )
    columns: dict[str, Expression] = {}
    for kind in kinds:
        end: Expression = own.c[kind]
        if kind in ALSO_OF_THE_INSTITUTION:
            of_all = _ends_of_all(kind, frame)
            yield Joined(of_all, true(), {})
            end = later(end, of_all.c.ends)
        columns[f"document:{kind}"] = in_force_or_expired(end, frame.day)
    yield Joined(own, own.c.subject_id == subjects.id, columns)


def _signed(document: FromClause, kind: str, frame: Frame) -> Expression:
    return and_(frame.ours(document), document.c.kind == kind, document.c.signed_on <= frame.day)


def _filed(kind: str, accounts: FromClause, area_id: Expression, frame: Frame) -> _Filed:
    """Return the documents on an account and those on its whole area, each with what joins it.

    Two joins and not a union of both: neither engine finds its way through a union by an index.
    """
    filed: _Filed = []
    for subject_kind, subject_id in (("account", accounts.c.account_id), ("area", area_id)):
        document = db.table(Document).alias(f"{kind}_of_{subject_kind}")
        about = and_(document.c.subject_kind == subject_kind, document.c.subject_id == subject_id)
        filed.append((document, and_(_signed(document, kind, frame), about)))
    return filed


def _latest_end(own: FromClause, of_area: FromClause) -> Expression:
    """Return the latest end in a group of documents of both; NULL where there is none."""
    one, other = (
        func.max(case((rows.c.id.is_not(None), func.coalesce(rows.c.valid_until, FOREVER))))
        for rows in (own, of_area)
    )
    return later(one, other)


def _per_person(kind: str, subjects: Subjects) -> Subquery:
    """Return the state over the letters of each current administrator: one expired, all expired."""
    people = subjects.people
    rows: FromClause = people
    filed = _filed(kind, people, people.c.account_area_id, subjects.frame)
    for letter, about in filed:
        rows = rows.outerjoin(letter, and_(about, letter.c.person_id == people.c.person_id))
    ends = _latest_end(*(letter for letter, _about in filed))
    each = (
        select(people.c.account_id, people.c.person_id, ends.label("ends"))
        .select_from(rows)
        .where(people.c.active == 1)
        .group_by(people.c.account_id, people.c.person_id)
        .subquery(f"{kind}_of_each")
    )
    state = case(
        (any_row(each.c.ends < subjects.frame.day) == 1, "expired"),
        (any_row(each.c.ends.is_(None)) == 1, null()),
        else_="in_force",
    )
    return (
        select(each.c.account_id, state.label("state"))
        .group_by(each.c.account_id)
        .subquery(f"{kind}_state")
    )


def _per_designation(kind: str, subjects: Subjects) -> Subquery:
    """Return the state of the form that goes with the newest designation, by day or by number."""
    rows = subjects.designated
    current = and_(rows.c.in_force == 1, rows.c.person_id.is_not(None))
    began = (
        select(rows.c.account_id, func.max(rows.c.valid_from).label("day"))
        .where(current)
        .group_by(rows.c.account_id)
        .subquery("newest_designation_day")
    )
    newest = (
        select(rows.c.account_id, rows.c.area_id, rows.c.number, began.c.day)
        .join_from(
            rows,
            began,
            and_(rows.c.account_id == began.c.account_id, rows.c.valid_from == began.c.day),
        )
        .where(current)
        .subquery("newest_designation")
    )
    joined: FromClause = newest
    filed = _filed(kind, newest, newest.c.area_id, subjects.frame)
    for form, about in filed:
        # Of a designation without a day nobody can say that a form is not older: the number tells.
        goes_with = or_(form.c.signed_on >= dated(newest.c.day), form.c.number == newest.c.number)
        joined = joined.outerjoin(form, and_(about, goes_with))
    end = _latest_end(*(form for form, _about in filed))
    return (
        select(newest.c.account_id, in_force_or_expired(end, subjects.frame.day).label("state"))
        .select_from(joined)
        .group_by(newest.c.account_id)
        .subquery(f"{kind}_state")
    )


_OF_ADMINISTRATORS: Mapping[str, Callable[[str, Subjects], Subquery]] = {
    "responsiva": _per_person,
    "designation": _per_designation,
}
"""Documents that go with who is in charge of an account."""
