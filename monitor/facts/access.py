"""Who was seen with access to an account, held against who may have it (rulings 23 to 25)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    Date,
    FromClause,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.types import TypeEngine

from monitor import db
from monitor.facts import administrators
from monitor.facts.frame import Expression, Frame, Joined, any_row, count_rows
from monitor.facts.sets import OneByOne, Subjects
from monitor.inventory.models import PersonVersion
from monitor.inventory.relations import AccessList, AccessSeen, Designation, Headship

COUNTS = ("strangers", "lapsed", "undecided", "other_heads")


@dataclass(frozen=True)
class AccessSeenOn(OneByOne):
    """The newest access list of each account, and the identities on it by what they are.

    strangers: match nobody, or never entitled; lapsed: entitled on the day of the list, no
    longer; undecided: cannot be told while an administrator or the head was never recorded;
    other_heads: head another area. `heads` and `tasks` say whether the pack entitles them.
    """

    heads: bool
    tasks: bool

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return `access:on` and the four counts, NULL where there is no list."""
        return {"access:on": Date(), **{f"access:{name}": Integer() for name in COUNTS}}

    def join_alone(self, subjects: Subjects) -> Iterable[Joined]:
        """Join the newest list of each account and its counts."""
        judged = self.identities(subjects)
        counted = (
            select(
                judged.c.account_id,
                func.max(judged.c.list_day).label("on"),
                *(count_rows(judged.c.is_a == name).label(name) for name in COUNTS),
            )
            .group_by(judged.c.account_id)
            .subquery("access")
        )
        columns = {"access:on": counted.c.on} | {
            f"access:{name}": counted.c[name] for name in COUNTS
        }
        yield Joined(counted, counted.c.account_id == subjects.id, columns)

    def identities(self, subjects: Subjects) -> Subquery:
        """Return each identity of the newest lists, and what it is; a list of nobody has one row.

        Columns: account_id, list_day, identity_key, person_id; `is_a`, one of `COUNTS`, where NULL
        is nothing to tell of: nobody, or one who is entitled; `ever`, 1 for one who was entitled
        some day; `lacking`, which record is missing where it cannot be told: owner, substitute or
        head.
        """
        seen, charge = self._held_against(subjects), subjects.in_charge
        c, headed = seen.c, _headed(subjects.frame)
        recorded = [charge.c.owner.is_not(None), charge.c.substitute.is_not(None)]
        if self.heads:
            recorded.append(headed.c.area_id.is_not(None))
        is_a = case(
            (c.identity_key.is_(None), null()),
            (c.person_id.is_(None), "strangers"),
            (c.own_now == 1, null()),
            (c.heading_now == 1, "other_heads"),
            (or_(c.own_then == 1, c.heading_then == 1), "lapsed"),
            (and_(*recorded), "strangers"),
            else_="undecided",
        )
        lacking = case(
            (charge.c.owner.is_(None), "owner"),
            (charge.c.substitute.is_(None), "substitute"),
            else_="head",
        )
        rows = seen.outerjoin(charge, charge.c.account_id == c.account_id).outerjoin(
            headed, headed.c.area_id == c.area_id
        )
        own = (c.account_id, c.list_day, c.identity_key, c.person_id, c.ever)
        columns = (*own, is_a.label("is_a"), lacking.label("lacking"))
        return select(*columns).select_from(rows).subquery("identities_judged")

    def _held_against(self, subjects: Subjects) -> Subquery:
        """Return each identity once, with what entitles it, `now` and `then` (of the list).

        `own_` is 1 for a designation or for heading the account's area, `heading_` for any area;
        `ever` is `own_` of any day up to now.
        """
        frame, seen, head = subjects.frame, _identified(subjects), db.table(Headship)
        held = self._designated(subjects)
        by_held = and_(held.c.account_id == seen.c.account_id, held.c.person_id == seen.c.person_id)
        heads = and_(frame.known(head), head.c.person_id == seen.c.person_id, literal(self.heads))
        once = or_(held.c.person_id.is_not(None), head.c.area_id == seen.c.area_id)
        flags = [any_row(once).label("ever")]
        for word, day in (("now", literal(frame.day, Date())), ("then", seen.c.list_day)):
            in_post = seen.c[f"in_post_{word}"] == 1
            heading = and_(in_post, _open_on(head, day))
            designated = and_(in_post, _open_on(held, day))
            own = or_(designated, and_(heading, head.c.area_id == seen.c.area_id))
            flags += [any_row(own).label(f"own_{word}"), any_row(heading).label(f"heading_{word}")]
        names = ("account_id", "area_id", "list_day", "identity_key", "person_id")
        identity = [seen.c[name] for name in names]
        return (
            select(*identity, *flags)
            .select_from(seen.outerjoin(held, by_held).outerjoin(head, heads))
            .group_by(*identity)
            .subquery("identities_held_against_the_register")
        )

    def _designated(self, subjects: Subjects) -> CTE:
        if not self.tasks:
            return subjects.designated
        roles = (*administrators.ROLES, "task")
        return administrators.designations(
            subjects.frame, subjects.accounts, roles, "designations_and_tasks"
        )


@dataclass(frozen=True)
class AccessOfArea(OneByOne):
    """The newest access list of each account, and who on it is not of the account's own area."""

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return the counts of those elsewhere, and of those whose area is not known."""
        return {"access:outside_area": Integer(), "access:area_unknown": Integer()}

    def join_alone(self, subjects: Subjects) -> Iterable[Joined]:
        """Join the counts of each account; NULL where there is no list."""
        seen, person = _identified(subjects), db.table(PersonVersion).alias("person_with_access")
        here = and_(subjects.frame.current(person), person.c.person_id == seen.c.person_id)
        there = seen.c.identity_key.is_not(None)
        elsewhere = or_(seen.c.person_id.is_(None), person.c.area_id != seen.c.area_id)
        untold = and_(
            seen.c.person_id.is_not(None),
            or_(person.c.area_id.is_(None), seen.c.area_id.is_(None)),
        )
        counted = (
            select(
                seen.c.account_id,
                count_rows(and_(there, elsewhere)).label("outside"),
                count_rows(and_(there, untold)).label("untold"),
            )
            .select_from(seen.outerjoin(person, here))
            .group_by(seen.c.account_id)
            .subquery("access_by_area")
        )
        named = dict(zip(self.columns(), (counted.c.outside, counted.c.untold), strict=True))
        yield Joined(counted, counted.c.account_id == subjects.id, named)


def absent(subjects: Subjects) -> Select[Any]:
    """Return the owners and substitutes of the day who are not on the newest list of the account.

    Columns: account_id, role, email, and `by_area`, true where the designation is of the whole
    area. An account without a list has everybody absent.
    """
    designated, people, seen = subjects.designated, subjects.people, _identified(subjects)
    row, d = db.table(Designation), designated.c
    is_person = and_(people.c.account_id == d.account_id, people.c.person_id == d.person_id)
    is_row = and_(subjects.frame.ours(row), row.c.id == d.id)
    on_list = and_(seen.c.account_id == d.account_id, seen.c.person_id == d.person_id)
    rows = designated.join(people, is_person).join(row, is_row).outerjoin(seen, on_list)
    by_area = row.c.area_id.is_not(None).label("by_area")
    return (
        select(d.account_id, d.role, people.c.email, by_area)
        .select_from(rows)
        .where(d.in_force == 1, people.c.active == 1, seen.c.person_id.is_(None))
    )


def _identified(subjects: Subjects) -> Subquery:
    """Return the identities of the newest lists, with the person each is, if any.

    A list of nobody has one row without an identity. `in_post_` is 1 unless the person's post had
    ended (ruling 18): of one of whom nothing was known that day, nothing says that it had.
    """
    frame, accounts = subjects.frame, subjects.accounts
    newest, seen, known = db.table(AccessList), db.table(AccessSeen), _people_by_address(frame)
    on_list = and_(
        seen.c.institution_id == newest.c.institution_id,
        seen.c.account_id == newest.c.account_id,
        seen.c.valid_from == newest.c.valid_from,
    )
    of_account = and_(frame.current(newest), newest.c.account_id == accounts.c.account_id)
    now = db.table(PersonVersion).alias("seen_person_now")
    then = db.table(PersonVersion).alias("seen_person_then")
    rows = (
        accounts.join(newest, of_account)
        .outerjoin(seen, on_list)
        .outerjoin(known, known.c.email_key == seen.c.identity_key)
        .outerjoin(now, and_(frame.current(now), now.c.person_id == known.c.person_id))
        .outerjoin(
            then,
            and_(
                frame.ours(then),
                then.c.person_id == known.c.person_id,
                _open_on(then, newest.c.valid_from),
            ),
        )
    )
    return (
        select(
            accounts.c.account_id,
            accounts.c.area_id,
            newest.c.valid_from.label("list_day"),
            seen.c.identity_key,
            known.c.person_id,
            _in_post(now, literal(frame.day, Date())).label("in_post_now"),
            _in_post(then, newest.c.valid_from).label("in_post_then"),
        )
        .select_from(rows)
        .subquery("identities_seen")
    )


def _people_by_address(frame: Frame) -> Subquery:
    person = db.table(PersonVersion)
    return (
        select(person.c.email_key, func.min(person.c.person_id).label("person_id"))
        .where(frame.current(person))
        .group_by(person.c.email_key)
        .subquery("people_by_address")
    )


def _open_on(rows: FromClause, day: Expression) -> Expression:
    """Return the condition that a row is in force on a day that is itself a column."""
    return and_(rows.c.valid_from <= day, or_(rows.c.valid_to.is_(None), rows.c.valid_to > day))


def _in_post(person: FromClause, day: Expression) -> Expression:
    return case((person.c.active_to < day, 0), else_=1)


def _headed(frame: Frame) -> Subquery:
    """Return the areas of which a head, or that there is none, was ever recorded."""
    head = db.table(Headship)
    return (
        select(head.c.area_id)
        .where(frame.known(head))
        .group_by(head.c.area_id)
        .subquery("areas_with_a_head_on_record")
    )
