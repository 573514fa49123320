"""As of when, and for whom: the frame in which every part of a facts SELECT is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    and_,
    case,
    func,
    null,
    or_,
    select,
)

from monitor import db
from monitor.history import ALWAYS, on_day
from monitor.inventory.models import AccountVersion
from monitor.scope import Scope

Expression = ColumnElement[Any]

FOREVER = date(9999, 12, 31)


TOLD_OF_ACCOUNTS = (
    "url",
    "name",
    "purpose",
    "authorised_on",
    "authorised_none",
    "closed_on",
    "official_on_portal",
    "verification",
    "last_post_on",
)
"""What is known of an account and is a fact as it stands."""


@dataclass(frozen=True)
class Frame:
    """The scope and the day of one facts SELECT."""

    scope: Scope
    day: date

    def ours(self, rows: FromClause) -> Expression:
        """Return the condition that a row belongs to the institution."""
        return rows.c.institution_id == self.scope.institution_id

    def current(self, versions: FromClause) -> Expression:
        """Return the condition that a row is ours and the one in force on the day."""
        return and_(self.ours(versions), on_day(versions, self.day))

    def known(self, rows: FromClause) -> Expression:
        """Return the condition that a row is ours and had begun on the day."""
        return and_(self.ours(rows), rows.c.valid_from <= self.day)

    def by_then(self, column: Expression) -> Expression:
        """Return a date column, NULL where it lies after the day: not known on it (ruling 1)."""
        return case((column <= self.day, column))

    def accounts(self, *, closed: bool = False) -> CTE:
        """Return the accounts that have a row on the day: begun and not closed (rulings 6, 16).

        `closed`: those that are closed, too, for the controls that judge how it was done.
        """
        version = db.table(AccountVersion)
        c = version.c
        status = func.coalesce(c.status, "open")
        begun = or_(c.opened_on.is_(None), c.opened_on <= self.day)
        query = select(
            c.account_id,
            c.area_id,
            c.platform,
            c.handle,
            c.handle_key,
            c.credential_model,
            status.label("status_on_day"),
            c.opened_on,
            c.linked_none,
            *(c[name] for name in TOLD_OF_ACCOUNTS),
        ).where(self.current(version), in_key_order(c.account_id), begun)
        if closed:
            return query.cte("accounts_and_closed_ones")
        return query.where(status != "closed").cte("accounts_of_the_day")


def in_key_order(subject_id: Expression) -> Expression:
    """Return a condition that is always true: by it SQLite reads a table in the order of its key.

    Without it, it walks an index instead, and looks each row up on another page. It also passes
    over the rows of an index that have no such subject.
    """
    return subject_id > 0


def opens(link: FromClause) -> Expression:
    """Return the condition that an account logs in or recovers with the mailbox (ruling 14).

    Not `use IN (...)`: SQLite 3.40 would then forget the day, the next column of the same key.
    """
    return link.c.use != "notices"


@dataclass(frozen=True)
class Joined:
    """A set that is joined to a facts SELECT once, and the columns it brings."""

    rows: FromClause
    on: Expression
    columns: Mapping[str, Expression]


def joined(rows: FromClause, parts: Iterable[Joined]) -> tuple[FromClause, dict[str, Expression]]:
    """Join each set once, whichever parts bring columns of it; return the rows and the columns."""
    columns: dict[str, Expression] = {}
    seen: list[FromClause] = []
    for part in parts:
        if not any(part.rows is each for each in seen):
            rows = rows.outerjoin(part.rows, part.on)
            seen.append(part.rows)
        columns |= part.columns
    return rows, columns


def dated(column: Expression) -> Expression:
    """Return a day, NULL where the value was given without one."""
    return func.nullif(column, ALWAYS, type_=Date())


def any_row(condition: Expression) -> Expression:
    """Return 1 where some row of the group meets the condition, else 0."""
    return func.max(case((condition, 1), else_=0))


def count_rows(condition: Expression) -> Expression:
    """Return how many rows of the group meet the condition."""
    return func.sum(case((condition, 1), else_=0), type_=Integer)


def later(one: Expression, other: Expression) -> Expression:
    """Return the later of two days, and the one there is where there is but one."""
    return case((one >= other, one), (other.is_not(None), other), else_=one)


def zero_if_none(column: Expression) -> Expression:
    """Return a count, 0 where there was no row to count."""
    return func.coalesce(column, 0)


def latest_end(valid_until: Expression) -> Expression:
    """Return the latest end among documents; one without an end outlives all others."""
    return func.max(func.coalesce(valid_until, FOREVER))


def in_force_or_expired(end: Expression, day: date) -> Expression:
    """Return the state of what ends on `end`, that day included; NULL where there is nothing."""
    return case((end.is_(None), null()), (end < day, "expired"), else_="in_force")
