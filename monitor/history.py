"""History is the data: versions with the day they took over and the day the next one did.

`valid_from` is the day a value happened, `valid_to` the day the next version took over (null:
still), `entry` the audit entry that recorded it (null in a preview, which keeps no log). One
SELECT with `on_day` answers for any day.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Table,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from monitor import db

# The day from which a value holds that a file gives without a date, in a preview (ruling 5).
ALWAYS = date(1, 1, 1)

KEPT_ASIDE = {"valid_from", "valid_to", "entry"}


class Dated(SQLModel):
    """The columns of everything that has a history."""

    institution_id: int = Field(sa_type=BigInteger)
    valid_from: date
    valid_to: date | None = None
    entry: int | None = Field(default=None, sa_type=BigInteger)


def on_day(versions: FromClause, day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Return the condition under which a row of `versions` is the one in force on `day`."""
    c = versions.c
    return and_(c.valid_from <= day, or_(c.valid_to.is_(None), c.valid_to > day))


def put(
    connection: Connection,
    versions: Table,
    subject: Mapping[str, Any],
    day: date,
    values: Mapping[str, Any],
) -> None:
    """Record that from `day` on the columns in `values` have these values for one subject.

    Columns not named keep the value they had. News that arrives late is carried forward through
    the later versions until that column next changes; those keep the entry that recorded them.
    `subject` holds the key columns without `valid_from`; the entry that records this is one of
    `values`. A second value for the same day replaces the first.
    """
    rows = _read(connection, versions, subject)
    before = next((row for row in rows if _holds(row, day)), None)
    later = [row for row in rows if row["valid_from"] > day]
    _open_version(connection, versions, subject, day, before, later, values)
    _carry_forward(connection, versions, subject, before or {}, later, values)


def mark(
    connection: Connection,
    dated: Table,
    same: Mapping[str, Any],
    by: str,
    rows: Sequence[Mapping[str, Any]],
) -> None:
    """Record one dated fact for each of many subjects, in a number of statements that is fixed.

    Each ends the fact before it, is ended by the next there is, and replaces one of the same day.
    `same` has what is equal for all: key columns, and the day as `valid_from`. Each of `rows` has
    the key column `by` that tells subjects apart, the values and the entry.
    """
    keys, day = {**same}, same["valid_from"]
    del keys["valid_from"]
    chosen = db.temporary("chosen", Column("id", BigInteger, primary_key=True))
    chosen.create(connection, checkfirst=False)
    connection.execute(insert(chosen), [{"id": row[by]} for row in rows])
    named = dated.c[by].in_(select(chosen.c.id))
    connection.execute(delete(dated).where(_is(dated, keys), named, dated.c.valid_from == day))
    connection.execute(insert(dated), [{**same, **row, "valid_to": None} for row in rows])
    # Joined, not IN: with a range on the next column of the key, SQLite 3.40 reads past its end.
    ours = and_(_is(dated, keys), dated.c[by] == chosen.c.id)
    _end_where_next_begins(connection, dated, ours, by, day)
    chosen.drop(connection, checkfirst=False)


def _end_where_next_begins(
    connection: Connection, dated: Table, ours: ColumnElement[bool], by: str, day: date
) -> None:
    """End what was in force on `day`; end what begins on it where the next begins."""
    c = dated.c
    in_force = and_(c.valid_from < day, or_(c.valid_to.is_(None), c.valid_to > day))
    connection.execute(update(dated).where(ours, in_force).values(valid_to=day))
    later = select(c[by].label("subject"), func.min(c.valid_from).label("begins"))
    following = later.where(ours, c.valid_from > day).group_by(c[by]).subquery("following")
    same_day = and_(ours, c.valid_from == day, c[by] == following.c.subject)
    connection.execute(update(dated).where(same_day).values(valid_to=following.c.begins))


def _read(
    connection: Connection, versions: Table, subject: Mapping[str, Any]
) -> list[Mapping[str, Any]]:
    query = select(versions).where(_is(versions, subject)).order_by(versions.c.valid_from)
    return [dict(row) for row in connection.execute(query).mappings()]


def _is(versions: Table, subject: Mapping[str, Any]) -> ColumnElement[bool]:
    return and_(*(versions.c[name] == value for name, value in subject.items()))


def _holds(row: Mapping[str, Any], day: date) -> bool:
    """Return whether a version is in force on `day`; a subject may have ended before it."""
    ends = row["valid_to"]
    return bool(row["valid_from"] <= day and (ends is None or ends > day))


def _open_version(  # noqa: PLR0913, PLR0917 - the two neighbours are read once, by the caller
    connection: Connection,
    versions: Table,
    subject: Mapping[str, Any],
    day: date,
    before: Mapping[str, Any] | None,
    later: list[Mapping[str, Any]],
    values: Mapping[str, Any],
) -> None:
    if before is not None and before["valid_from"] == day:
        same_day = and_(_is(versions, subject), versions.c.valid_from == day)
        connection.execute(update(versions).where(same_day).values(**values))
        return
    if before is not None:
        row_before = and_(_is(versions, subject), versions.c.valid_from == before["valid_from"])
        connection.execute(update(versions).where(row_before).values(valid_to=day))
    kept = {name: value for name, value in (before or {}).items() if name not in KEPT_ASIDE}
    following = later[0]["valid_from"] if later else None
    ends = following if before is None else before["valid_to"]
    row = {**kept, **subject, **values, "valid_from": day, "valid_to": ends}
    connection.execute(insert(versions).values(**row))


def _carry_forward(  # noqa: PLR0913, PLR0917 - as above
    connection: Connection,
    versions: Table,
    subject: Mapping[str, Any],
    before: Mapping[str, Any],
    later: list[Mapping[str, Any]],
    values: Mapping[str, Any],
) -> None:
    moving = {name: value for name, value in values.items() if name not in KEPT_ASIDE}
    for row in later:
        moving = {name: new for name, new in moving.items() if row[name] == before.get(name)}
        if not moving:
            return
        at = and_(_is(versions, subject), versions.c.valid_from == row["valid_from"])
        connection.execute(update(versions).where(at).values(**moving))
