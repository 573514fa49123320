"""What is known of the passwords of accounts or mailboxes: the newest change, and all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Integer, Subquery, and_, func, select
from sqlalchemy.types import TypeEngine

from monitor import db
from monitor.credentials.models import PasswordChange
from monitor.facts.frame import Expression, Frame, Joined, any_row, count_rows, zero_if_none
from monitor.facts.sets import OneByOne, Subjects


def newest(kind: str, frame: Frame, subject_id: Expression) -> Iterable[Joined]:
    """Return what joins the newest change of each subject of `kind`, and the counts of changes."""
    change = db.table(PasswordChange).alias("newest_change")
    own = and_(frame.current(change), change.c.kind == kind, change.c.subject_id == subject_id)
    yield Joined(
        change,
        own,
        {
            "password_changed_on": change.c.valid_from,
            "password_meets": change.c.meets_composition,
            "password_score": change.c.score,
            "password_breached": change.c.breached,
            "password_reused": change.c.reused,
        },
    )
    counted = _counted(kind, frame)
    yield Joined(
        counted,
        counted.c.subject_id == subject_id,
        {
            "changes": zero_if_none(counted.c.changes),
            "changes_by_nobody": zero_if_none(counted.c.by_nobody),
            "changes_by_unknown": zero_if_none(counted.c.by_unknown),
        },
    )


@dataclass(frozen=True)
class ChangesByYear(OneByOne):
    """How often the password was changed in the calendar year of the day, and in the one before.

    A change before that year began says that the year is wholly in the register (ruling 26).
    """

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return the two counts, and whether there was a change before both years."""
        return {
            "changes_this_year": Integer(),
            "changes_last_year": Integer(),
            "changed_before_last_year": Boolean(),
        }

    def join_alone(self, subjects: Subjects) -> Iterable[Joined]:
        """Join the counts of each subject; none at all is none in either year."""
        change, frame = db.table(PasswordChange), subjects.frame
        this_year, last_year = new_years(frame.day)
        on = change.c.valid_from
        counted = (
            select(
                change.c.subject_id,
                count_rows(on >= this_year).label("this_year"),
                count_rows(and_(on >= last_year, on < this_year)).label("last_year"),
                any_row(on < last_year).label("before"),
            )
            .where(frame.known(change), change.c.kind == subjects.kind)
            .group_by(change.c.subject_id)
            .subquery("changes_by_year")
        )
        c = counted.c
        columns = (
            zero_if_none(c.this_year),
            zero_if_none(c.last_year),
            zero_if_none(c.before) == 1,
        )
        named = dict(zip(self.columns(), columns, strict=True))
        yield Joined(counted, c.subject_id == subjects.id, named)


def new_years(day: date) -> tuple[date, date]:
    """Return the first day of the calendar year of a day, and that of the year before."""
    return date(day.year, 1, 1), date(max(day.year - 1, date.min.year), 1, 1)


def _counted(kind: str, frame: Frame) -> Subquery:
    change = db.table(PasswordChange)
    unknown = and_(change.c.by_id.is_(None), change.c.by_none.is_(False))
    return (
        select(
            change.c.subject_id,
            func.count().label("changes"),
            count_rows(change.c.by_none.is_(True)).label("by_nobody"),
            count_rows(unknown).label("by_unknown"),
        )
        .where(frame.known(change), change.c.kind == kind)
        .group_by(change.c.subject_id)
        .subquery("changes")
    )
