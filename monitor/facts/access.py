"""Who was seen with access to an account, held against who may have it (rulings 23 to 25)."""

from collections.abc import Mapping
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
from monitor.facts.administrators import ROLES
from monitor.facts.frame import Expression, Frame, Joined, any_row, count_rows
from monitor.facts.sets import Subjects
from monitor.inventory.models import PersonVersion
from monitor.inventory.relations import AccessList, AccessSeen, Designation, Headship

COUNTS = ("strangers", "lapsed", "undecided", "other_heads")


@dataclass(frozen=True)
class AccessSeenOn:
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

    def join(self, subjects: Subjects) -> Joined:
        """Join the newest list of each account and its counts."""
        newest = db.table(AccessList)
        judged = self._judged(subjects)
        counted = (
            select(
                newest.c.account_id,
                func.max(newest.c.valid_from).label("on"),
                *(count_rows(judged.c.is_a == name).label(name) for name in COUNTS),
            )
            .select_from(
                newest.outerjoin(
                    judged,
                    and_(
                        judged.c.account_id == newest.c.account_id,
                        judged.c.list_day == newest.c.valid_from,
                    ),
                )
            )
            .where(subjects.frame.current(newest))
            .group_by(newest.c.account_id)
            .subquery("access")
        )
        columns = {"access:on": counted.c.on} | {
            f"access:{name}": counted.c[name] for name in COUNTS
        }
        return Joined(counted, counted.c.account_id == subjects.id, columns)

    def _judged(self, subjects: Subjects) -> Subquery:
        """Return each identity of the newest lists, and what it is."""
        seen = self._identified(subjects)
        now = self._entitled(subjects, seen, seen.c.today, "now")
        then = self._entitled(subjects, seen, seen.c.list_day, "then")
        both = (
            and_(now.c.account_id == seen.c.account_id, now.c.person_id == seen.c.person_id),
            and_(then.c.account_id == seen.c.account_id, then.c.person_id == seen.c.person_id),
        )
        recorded = _recorded(subjects, heads=self.heads)
        is_a = case(
            (seen.c.person_id.is_(None), "strangers"),
            (now.c.own == 1, null()),
            (now.c.other == 1, "other_heads"),
            (or_(then.c.own == 1, then.c.other == 1), "lapsed"),
            (recorded.c.complete == 1, "strangers"),
            else_="undecided",
        )
        return (
            select(seen.c.account_id, seen.c.list_day, is_a.label("is_a"))
            .select_from(
                seen.outerjoin(now, both[0])
                .outerjoin(then, both[1])
                .outerjoin(recorded, recorded.c.account_id == seen.c.account_id)
            )
            .subquery("identities_judged")
        )

    def _identified(self, subjects: Subjects) -> CTE:
        """Return the identities of the newest lists with the person each is, if any."""
        frame = subjects.frame
        newest, seen = db.table(AccessList), db.table(AccessSeen)
        person = db.table(PersonVersion)
        known = (
            select(person.c.email_key, func.min(person.c.person_id).label("person_id"))
            .where(frame.current(person))
            .group_by(person.c.email_key)
            .subquery("people_by_address")
        )
        on_list = and_(
            seen.c.institution_id == newest.c.institution_id,
            seen.c.account_id == newest.c.account_id,
            seen.c.valid_from == newest.c.valid_from,
        )
        return (
            select(
                subjects.accounts.c.account_id,
                subjects.accounts.c.area_id,
                newest.c.valid_from.label("list_day"),
                literal(frame.day, Date()).label("today"),
                known.c.person_id,
            )
            .select_from(
                subjects.accounts.join(
                    newest,
                    and_(
                        frame.current(newest),
                        newest.c.account_id == subjects.accounts.c.account_id,
                    ),
                )
                .join(seen, on_list)
                .outerjoin(known, known.c.email_key == seen.c.identity_key)
            )
            .cte("identities_seen")
        )

    def _entitled(self, subjects: Subjects, seen: CTE, day: Expression, name: str) -> Subquery:
        """Return (account_id, person_id) of seen people entitled on `day`: own 1, or other 1."""
        roles = (*ROLES, "task") if self.tasks else ROLES
        branches = [
            _designated(subjects.frame, seen, day, roles, column)
            for column in ("account_id", "area_id")
        ]
        if self.heads:
            branches.append(_heading(subjects.frame, seen, day))
        rows = branches[0].union_all(*branches[1:]).subquery(f"entitlements_{name}")
        return (
            select(
                rows.c.account_id,
                rows.c.person_id,
                func.max(rows.c.own).label("own"),
                func.max(rows.c.other).label("other"),
            )
            .group_by(rows.c.account_id, rows.c.person_id)
            .subquery(f"entitled_{name}")
        )


def _designated(
    frame: Frame, seen: CTE, day: Expression, roles: tuple[str, ...], column: str
) -> Select[tuple[object, ...]]:
    """Return the people seen who are designated on `day`, on the account or on its whole area."""
    row = db.table(Designation)
    own = and_(
        frame.ours(row),
        row.c[column] == seen.c[column],
        row.c.person_id == seen.c.person_id,
        row.c.role.in_(roles),
        _open_on(row, day),
    )
    columns = (
        seen.c.account_id,
        seen.c.person_id,
        literal(1).label("own"),
        literal(0).label("other"),
    )
    return _in_post(select(*columns).join_from(seen, row, own), row, frame, day)


def _heading(frame: Frame, seen: CTE, day: Expression) -> Select[tuple[object, ...]]:
    head = db.table(Headship)
    own = case((head.c.area_id == seen.c.area_id, 1), else_=0)
    open_one = and_(frame.ours(head), head.c.person_id == seen.c.person_id, _open_on(head, day))
    columns = (seen.c.account_id, seen.c.person_id, own.label("own"), (1 - own).label("other"))
    return _in_post(select(*columns).join_from(seen, head, open_one), head, frame, day)


def _open_on(rows: FromClause, day: Expression) -> Expression:
    """Return the condition that a row is in force on a day that is itself a column."""
    return and_(rows.c.valid_from <= day, or_(rows.c.valid_to.is_(None), rows.c.valid_to > day))


def _in_post(
    query: Select[tuple[object, ...]], held: FromClause, frame: Frame, day: Expression
) -> Select[tuple[object, ...]]:
    """Keep the rows of `held` whose person's post had not ended on `day` (ruling 18).

    Of one of whom nothing was known that day, nothing says that the post had ended.
    """
    person = db.table(PersonVersion).alias("entitled_person")
    same = and_(frame.ours(person), person.c.person_id == held.c.person_id, _open_on(person, day))
    not_ended = or_(person.c.active_to.is_(None), person.c.active_to >= day)
    return query.outerjoin(person, same).where(not_ended)


def _recorded(subjects: Subjects, *, heads: bool) -> Subquery:
    """Return (account_id, complete): owner, substitute and, where entitled, head were recorded."""
    people, accounts = subjects.people, subjects.accounts
    head = db.table(Headship)
    headed = (
        select(head.c.area_id)
        .where(subjects.frame.known(head))
        .distinct()
        .subquery("areas_with_a_head_on_record")
    )
    seen = and_(any_row(people.c.owner_seen == 1) == 1, any_row(people.c.substitute_seen == 1) == 1)
    if heads:
        seen = and_(seen, func.count(headed.c.area_id) > 0)
    return (
        select(accounts.c.account_id, case((seen, 1), else_=0).label("complete"))
        .select_from(
            accounts.outerjoin(people, people.c.account_id == accounts.c.account_id).outerjoin(
                headed, headed.c.area_id == accounts.c.area_id
            )
        )
        .group_by(accounts.c.account_id)
        .subquery("administrators_recorded")
    )
