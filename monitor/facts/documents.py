"""What is on file, signed, and whether it is still in force (rulings 2 and 40)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, Subquery, and_, case, func, null, or_, select, true
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
    latest_end,
)
from monitor.facts.sets import Subjects

OF_THE_INSTITUTION = frozenset({"password_recommendations"})


@dataclass(frozen=True)
class OnFile:
    """Documents of one kind: 'in_force', 'expired', or NULL where one that must be there is not."""

    kind: str

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return `document:<kind>`."""
        return {f"document:{self.kind}": String()}

    def join(self, subjects: Subjects) -> Joined:
        """Join the state of the documents of each subject."""
        if self.kind in OF_THE_INSTITUTION:
            state = self._of_institution(subjects.frame)
            return Joined(state, true(), {f"document:{self.kind}": state.c.state})
        by = _per_person if self.kind == "responsiva" else _per_designation
        state = by(self.kind, subjects)
        same = state.c.account_id == subjects.id
        return Joined(state, same, {f"document:{self.kind}": state.c.state})

    def _of_institution(self, frame: Frame) -> Subquery:
        document = db.table(Document)
        end = latest_end(document.c.valid_until)
        signed = _signed(self.kind, frame)
        query = select(in_force_or_expired(end, frame.day).label("state"))
        return query.where(signed, document.c.subject_kind == "institution").subquery(self.kind)


def _signed(kind: str, frame: Frame) -> Expression:
    document = db.table(Document)
    return and_(frame.ours(document), document.c.kind == kind, document.c.signed_on <= frame.day)


def _of_accounts(kind: str, subjects: Subjects) -> Subquery:
    """Return the documents of each account: those on it and those on its whole area."""
    accounts, document = subjects.accounts, db.table(Document)
    branches: list[Select[tuple[object, ...]]] = [
        select(
            accounts.c.account_id,
            document.c.person_id,
            document.c.number,
            document.c.signed_on,
            document.c.valid_until,
        ).join_from(
            accounts,
            document,
            and_(
                _signed(kind, subjects.frame),
                document.c.subject_kind == subject_kind,
                document.c.subject_id == subject_id,
            ),
        )
        for subject_kind, subject_id in (
            ("account", accounts.c.account_id),
            ("area", accounts.c.area_id),
        )
    ]
    return branches[0].union_all(branches[1]).subquery(f"{kind}_of_accounts")


def _per_person(kind: str, subjects: Subjects) -> Subquery:
    """Return the state over the letters of each current administrator: one expired, all expired."""
    people, letters = subjects.people, _of_accounts(kind, subjects)
    own = and_(
        letters.c.account_id == people.c.account_id, letters.c.person_id == people.c.person_id
    )
    has_letter = letters.c.account_id.is_not(None)
    each = (
        select(
            people.c.account_id,
            people.c.person_id,
            func.max(case((has_letter, func.coalesce(letters.c.valid_until, FOREVER)))).label(
                "ends"
            ),
        )
        .select_from(people.outerjoin(letters, own))
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
        select(rows.c.account_id, rows.c.number, began.c.day)
        .join_from(
            rows,
            began,
            and_(rows.c.account_id == began.c.account_id, rows.c.valid_from == began.c.day),
        )
        .where(current)
        .subquery("newest_designation")
    )
    forms = _of_accounts(kind, subjects)
    # Of a designation without a day nobody can say that a form is not older: the number must tell.
    goes_with = and_(
        forms.c.account_id == newest.c.account_id,
        or_(forms.c.signed_on >= dated(newest.c.day), forms.c.number == newest.c.number),
    )
    end = latest_end(forms.c.valid_until)
    return (
        select(newest.c.account_id, in_force_or_expired(end, subjects.frame.day).label("state"))
        .join_from(newest, forms, goes_with)
        .group_by(newest.c.account_id)
        .subquery(f"{kind}_state")
    )
