"""What only shows across rows: duplicates, and sheets that say different things of one fact."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    String,
    Table,
    and_,
    case,
    cast,
    func,
    or_,
    select,
)

from monitor.intake.columns import Sheet
from monitor.intake.faults import Fault, shown
from monitor.intake.sheets import sheet_title
from monitor.staging.names import id_of
from monitor.staging.tables import Staged, key_column
from monitor.text import _, day


def find(
    connection: Connection, staged: Staged, sheets: Iterable[Sheet], today: date
) -> Iterator[Fault]:
    """Yield every fault across rows of the staged sheets; ids must have been resolved before."""
    for sheet in sheets:
        yield from _duplicates(connection, staged, sheet)
    for role in ("owner", "substitute"):
        yield from _administrators(connection, staged, role, today)
    for sheet_name in ("accounts", "mailboxes"):
        yield from _password_changes(connection, staged, sheet_name)


def _duplicates(connection: Connection, staged: Staged, sheet: Sheet) -> Iterator[Fault]:
    table = staged[sheet.name]
    source, keys = _keys(staged, table, sheet)
    first = func.min(table.c.row).over(partition_by=keys).label("first")
    numbered = select(table.c.row, first).select_from(source).subquery()
    query = (
        select(numbered.c.row, numbered.c.first)
        .where(numbered.c.row > numbered.c.first)
        .order_by(numbered.c.row)
    )
    for row, first_row in connection.execute(query):
        reason = _("This repeats row {first}; keep one of the two.").format(first=first_row)
        yield Fault(sheet.name, row, None, None, reason)


def _keys(
    staged: Staged, table: Table, sheet: Sheet
) -> tuple[FromClause, list[ColumnElement[Any]]]:
    """Return what tells the rows of a sheet apart; a subject is the same by whatever name."""
    source: FromClause = table
    keys = []
    for name in sheet.key:
        column = sheet.by_name.get(name)
        if column is not None and column.kind in {"area", "reference"}:
            kind = "area" if column.kind == "area" else None
            named, match = id_of(staged, table, name, kind)
            source = source.outerjoin(named, match)
            keys.append(_same(func.coalesce(cast(named.c.id, String), table.c[f"{name}__key"])))
        else:
            keys.append(_same(table.c[key_column(column) if column else name]))
    return source, keys


def _same(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column in a form in which two empty cells are equal."""
    return func.coalesce(cast(column, String), "")


def _administrators(
    connection: Connection, staged: Staged, role: str, today: date
) -> Iterator[Fault]:
    """A cell of `accounts` names somebody whose dated designation is open (ruling 20)."""
    accounts, rows = staged["accounts"], staged["designations"]
    key = accounts.c.platform + "/" + accounts.c.handle_key
    cell, none = accounts.c[f"{role}__key"], accounts.c[f"{role}__none"]
    is_open = and_(
        rows.c.started_on <= today, or_(rows.c.ended_on.is_(None), rows.c.ended_on > today)
    )
    agrees = and_(is_open, rows.c.person__key == cell)
    query = (
        select(
            accounts.c.row,
            accounts.c[role],
            func.min(rows.c.row),
            func.max(case((agrees, 1), else_=0)),
        )
        .join_from(accounts, rows, and_(rows.c.account__key == key, rows.c.role == role))
        .where(or_(cell.is_not(None), none))
        .group_by(accounts.c.row, accounts.c[role])
        .order_by(accounts.c.row)
    )
    for row, person, other, agreed in connection.execute(query):
        if not agreed:
            yield Fault(
                "accounts", row, role, shown(person or "-"), _differs("designations", str(other))
            )


def _password_changes(connection: Connection, staged: Staged, sheet: str) -> Iterator[Fault]:
    """The day in a cell is the newest of the dated sheet, or the cell is empty."""
    table, rows = staged[sheet], staged["password_changes"]
    kind, key = (
        ("account", table.c.platform + "/" + table.c.handle_key)
        if sheet == "accounts"
        else ("mailbox", table.c.address__key)
    )
    latest_first = (rows.c.changed_on.desc(), rows.c.row)
    place = func.row_number().over(partition_by=rows.c.subject__key, order_by=latest_first)
    dated = (
        select(rows.c.subject__key, rows.c.changed_on, rows.c.row, place.label("place"))
        .where(rows.c.subject__kind == kind)
        .subquery()
    )
    newest = and_(dated.c.subject__key == key, dated.c.place == 1)
    query = (
        select(table.c.row, table.c.password_changed_on, dated.c.row, dated.c.changed_on)
        .join_from(table, dated, newest)
        .where(
            table.c.password_changed_on.is_not(None),
            table.c.password_changed_on != dated.c.changed_on,
        )
        .order_by(table.c.row)
    )
    for row, here, other, there in connection.execute(query):
        reason = _differs("password_changes", f"{other} ({day(there)})")
        yield Fault(sheet, row, "password_changed_on", str(here), reason)


def _differs(sheet: str, row: str) -> str:
    return _(
        "This contradicts the sheet “{sheet}”, row {row}; correct one, or leave this cell empty."
    ).format(sheet=sheet_title(sheet), row=row)
