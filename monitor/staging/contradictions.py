"""What only shows across rows: duplicates, and sheets that say different things of one fact."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
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
from monitor.staging.tables import Staged, key_column
from monitor.text import _


def find(
    connection: Connection, staged: Staged, sheets: Iterable[Sheet], today: date
) -> Iterator[Fault]:
    """Yield every fault across rows of the staged sheets; ids must have been resolved before."""
    for sheet in sheets:
        yield from _duplicates(connection, staged[sheet.name], sheet)
    for role in ("owner", "substitute"):
        yield from _administrators(connection, staged, role, today)
    for sheet_name in ("accounts", "mailboxes"):
        yield from _password_changes(connection, staged, sheet_name)


def _duplicates(connection: Connection, table: Table, sheet: Sheet) -> Iterator[Fault]:
    keys = [_same(table.c[_key(sheet, name)]) for name in sheet.key]
    numbered = select(
        table.c.row,
        func.min(table.c.row).over(partition_by=keys).label("first"),
    ).subquery()
    query = (
        select(numbered.c.row, numbered.c.first)
        .where(numbered.c.row > numbered.c.first)
        .order_by(numbered.c.row)
    )
    for row, first in connection.execute(query):
        reason = _("This repeats row {first}; keep one of the two.").format(first=first)
        yield Fault(sheet.name, row, None, None, reason)


def _key(sheet: Sheet, name: str) -> str:
    column = sheet.by_name.get(name)
    return key_column(column) if column else name


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
                "accounts", row, role, shown(person or "-"), _differs("designations", other)
            )


def _password_changes(connection: Connection, staged: Staged, sheet: str) -> Iterator[Fault]:
    """The day in a cell is the newest of the dated sheet, or the cell is empty."""
    table, rows = staged[sheet], staged["password_changes"]
    kind, key = (
        ("account", table.c.platform + "/" + table.c.handle_key)
        if sheet == "accounts"
        else ("mailbox", table.c.address__key)
    )
    newest = (
        select(
            rows.c.subject__key,
            func.max(rows.c.changed_on).label("day"),
            func.max(rows.c.row).label("row"),
        )
        .where(rows.c.subject__kind == kind)
        .group_by(rows.c.subject__key)
        .subquery()
    )
    query = (
        select(table.c.row, table.c.password_changed_on, newest.c.row)
        .join_from(table, newest, newest.c.subject__key == key)
        .where(
            table.c.password_changed_on.is_not(None), table.c.password_changed_on != newest.c.day
        )
        .order_by(table.c.row)
    )
    for row, day, other in connection.execute(query):
        yield Fault(
            sheet, row, "password_changed_on", str(day), _differs("password_changes", other)
        )


def _differs(sheet: str, row: int) -> str:
    return _(
        "This contradicts the sheet “{sheet}”, row {row}; correct one, or leave this cell empty."
    ).format(sheet=sheet_title(sheet), row=row)
