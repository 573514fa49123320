"""Writing a staged step into its table: each function one statement, or one per column."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from monitor import db
from monitor.staging.steps import WAS, Step


def write(connection: Connection, step: Step) -> None:
    """Insert the staged rows, with the number of their subject's entry."""
    rows, source = step.rows, step.rows
    columns: dict[str, Any] = {"institution_id": literal(step.institution_id, db.ID)}
    columns |= {name: rows.c[name] for name in step.written}
    if "valid_to" in step.table.c:
        columns["valid_to"] = rows.c.valid_to if step.told_end else rows.c.ends
    if step.entries is not None:
        source, columns["entry"] = _with_entries(step), step.entries.c.seq
    query = select(*columns.values()).select_from(source)
    connection.execute(insert(step.table).from_select(list(columns), query))
    db.measure(connection, step.table)


def begin_before_the_next(connection: Connection, step: Step, group: Sequence[str]) -> None:
    """Let what is new end where the next of its `group` begins: the news may arrive late."""
    rows, later = step.rows, step.table.alias("later")
    follows = and_(
        _is_ours(step, later), *_same(rows, later, group), later.c.valid_from > rows.c.valid_from
    )
    following = (
        select(
            *(rows.c[name] for name in group),
            rows.c.valid_from,
            func.min(later.c.valid_from).label("begins"),
        )
        .join_from(rows, later, follows)
        .where(~rows.c.was_there)
        .group_by(*(rows.c[name] for name in group), rows.c.valid_from)
        .subquery("following")
    )
    same = and_(*_same(rows, following, (*group, "valid_from")), ~rows.c.was_there)
    connection.execute(update(rows).where(same).values(ends=following.c.begins))


def carry_forward(connection: Connection, step: Step) -> None:
    """Carry news that arrives late through later rows until that column next changes."""
    rows = step.rows
    late = select(rows.c.owner_id).where(rows.c.was_there, rows.c.ends.is_not(None)).limit(1)
    if connection.execute(late).first() is not None:
        for name in step.compared:
            _carry(connection, step, name)


def _carry(connection: Connection, step: Step, name: str) -> None:
    rows, table, later = step.rows, step.table, step.table.alias("later")
    moved = and_(
        rows.c.was_there,
        rows.c.ends.is_not(None),
        rows.c[name].is_distinct_from(rows.c[f"{WAS}{name}"]),
    )
    keys = [rows.c[key] for key in step.keys]
    changes = and_(
        _is_ours(step, later),
        *_same(rows, later, step.keys),
        later.c.valid_from > rows.c.valid_from,
        later.c[name].is_distinct_from(rows.c[f"{WAS}{name}"]),
    )
    carried = (
        select(
            *keys,
            rows.c.valid_from.label("begins"),
            rows.c[name].label("value"),
            func.min(later.c.valid_from).label("changes"),
        )
        .select_from(rows.outerjoin(later, changes))
        .where(moved)
        .group_by(*keys, rows.c.valid_from, rows.c[name])
        .subquery("carried")
    )
    until = or_(carried.c.changes.is_(None), table.c.valid_from < carried.c.changes)
    same = and_(_is_ours(step, table), *_same(carried, table, step.keys))
    after = and_(table.c.valid_from > carried.c.begins, until)
    connection.execute(update(table).where(same, after).values({name: carried.c.value}))


def end_what_held(connection: Connection, step: Step) -> None:
    """End what held until the day of the staged rows; what began that very day is replaced."""
    rows, table = step.rows, step.table
    began_then = rows.c[f"{WAS}valid_from"] == rows.c.valid_from
    _delete(connection, step, and_(rows.c.was_there, began_then))
    same = and_(
        _is_ours(step, table),
        *_same(rows, table, step.keys),
        table.c.valid_from == rows.c[f"{WAS}valid_from"],
    )
    connection.execute(
        update(table).where(same, rows.c.was_there).values(valid_to=rows.c.valid_from)
    )


def replace_same(connection: Connection, step: Step) -> None:
    """Take away the rows that the staged ones correct."""
    _delete(connection, step, step.rows.c.was_there)


def end(connection: Connection, ending: Step) -> None:
    """End the staged rows on their day; what began that very day is as if it had not been."""
    rows, table = ending.rows, ending.table
    own = and_(_is_ours(ending, table), *_same(rows, table, _key(ending)))
    began_before = rows.c[f"{WAS}valid_from"] < rows.c.valid_to
    values: dict[str, Any] = {"valid_to": rows.c.valid_to}
    connection.execute(update(table).where(own, began_before).values(values))
    _delete(connection, ending, ~began_before)


def end_at_the_next(connection: Connection, step: Step, keys: Sequence[str]) -> None:
    """Let each row of the staged subjects end where the next with the same `keys` begins."""
    table, rows = step.table, step.rows
    staged = select(*(rows.c[name] for name in keys)).distinct().subquery("staged")
    source: Any = table.join(staged, and_(*_same(staged, table, keys))) if keys else table
    columns = [table.c[name] for name in keys]
    following = (
        select(
            *columns,
            table.c.valid_from.label("begins"),
            func.lead(table.c.valid_from)
            .over(partition_by=columns or None, order_by=table.c.valid_from)
            .label("ends"),
        )
        .select_from(source)
        .where(_is_ours(step, table))
        .subquery("following")
    )
    own = and_(
        _is_ours(step, table),
        *_same(following, table, keys),
        table.c.valid_from == following.c.begins,
        table.c.valid_to.is_distinct_from(following.c.ends),
    )
    connection.execute(update(table).where(own).values(valid_to=following.c.ends))


def _with_entries(step: Step) -> Any:
    rows, entries = step.rows, step.entries
    if entries is None:
        raise ValueError("a preview has no entries")
    same = and_(entries.c.kind == rows.c.owner_kind, entries.c.id == rows.c.owner_id)
    return rows.join(entries, same)


def _delete(connection: Connection, step: Step, which: ColumnElement[bool]) -> None:
    """Delete the rows of the table whose key a staged row has, or had."""
    table, rows, key = step.table, step.rows, _key(step)
    if not key:
        found = select(literal(1)).select_from(rows).where(which).limit(1)
        if connection.execute(found).first():
            connection.execute(delete(table).where(_is_ours(step, table)))
        return
    keys = select(*(rows.c[name] for name in key)).where(which)
    own = tuple_(*(table.c[name] for name in key)).in_(keys)
    connection.execute(delete(table).where(_is_ours(step, table), own))


def _key(step: Step) -> tuple[str, ...]:
    """Return the primary key, but for the institution."""
    return tuple(c.name for c in step.table.primary_key if c.name != "institution_id")


def _is_ours(step: Step, table: Any) -> ColumnElement[bool]:
    ours: ColumnElement[bool] = table.c.institution_id == literal(step.institution_id, db.ID)
    return ours


def _same(one: Any, other: Any, names: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    return (one.c[name] == other.c[name] for name in names)
