"""The inventory of a day as it would be imported: every sheet, and the institution's own file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import Boolean, Connection, Date, Row, Select, null, select

from monitor import db
from monitor.credentials import sheets as credentials
from monitor.duties import sheets as duties
from monitor.intake import sheets
from monitor.intake.cells import NONE
from monitor.intake.columns import Column, Sheet
from monitor.intake.contents import Contents
from monitor.inventory import sheets as inventory
from monitor.scope import Scope

BATCH = 1000

SELECTS: Mapping[str, Callable[[Scope, date], Select[Any]]] = {
    **inventory.SHEETS,
    **credentials.SHEETS,
    **duties.SHEETS,
}


def contents(connection: Connection, scope: Scope, day: date) -> Iterator[Contents]:
    """Yield the sheets of a day that have rows, and the accounts; rows are read as they are asked.

    Each sheet has to be read to its end before the next one. Rows are sorted by the cells that
    name them, the same on every database.
    """
    for sheet in sheets.ALL:
        query = (
            _accounts(scope, day) if sheet.name == "accounts" else SELECTS[sheet.name](scope, day)
        )
        found = _rows(connection, sheet, query)
        rows = _linked(connection, scope, day, sheet, found) if sheet.name == "accounts" else found
        first = next(rows, None)
        if first is not None:
            yield Contents(sheet, chain([first], rows))
        elif sheet.name == "accounts":
            yield Contents(sheet, ())


def _accounts(scope: Scope, day: date) -> Select[Any]:
    """Return the accounts together with the second factor of each."""
    own = inventory.accounts(scope, day).subquery("accounts")
    factor = credentials.factors(scope, day).subquery("factors")
    columns = [column for column in factor.c if column.name != "account_id"]
    source = own.outerjoin(factor, factor.c.account_id == own.c.account_id)
    return select(own, *columns).select_from(source)


def _rows(connection: Connection, sheet: Sheet, query: Select[Any]) -> Iterator[Sequence[object]]:
    source = query.subquery("sheet")
    cells = [_cell(source, column) for column in sheet.columns]
    nones = [_none(source, column) for column in sheet.columns]
    order = [_in_order(cell) for cell in cells if cell.name in source.c]
    flags = [place for place, none in enumerate(nones) if none is not None]
    given = [none for none in nones if none is not None]
    result = connection.execute(
        select(*cells, *given).order_by(*order), execution_options={"yield_per": BATCH}
    )
    width = len(cells)
    for row in result:
        yield _with_nones(row, width, flags)


def _in_order(cell: Any) -> Any:
    sortable = cell if isinstance(cell.type, Date | Boolean) else db.in_byte_order(cell)
    return sortable.nulls_first()


def _cell(source: Any, column: Column) -> Any:
    return source.c[column.name] if column.name in source.c else null().label(column.name)


def _none(source: Any, column: Column) -> Any:
    return source.c.get(f"{column.name}__none")


def _with_nones(row: Row[Any], width: int, flags: list[int]) -> list[object]:
    """Return the cells of a row, NONE where the register says that there is none."""
    cells = list(row[:width])
    for place, none in zip(flags, row[width:], strict=True):
        if none and cells[place] is None:
            cells[place] = NONE
    return cells


def _linked(
    connection: Connection,
    scope: Scope,
    day: date,
    sheet: Sheet,
    accounts: Iterator[Sequence[object]],
) -> Iterator[Sequence[object]]:
    """Give each account what it is linked to, from a second SELECT that is sorted as the first."""
    names = [column.name for column in sheet.columns]
    platform, handle, place = (names.index(n) for n in ("platform", "handle", "linked_accounts"))
    source = inventory.linked(scope, day).subquery("linked")
    query = select(source).order_by(*(db.in_byte_order(column) for column in source.c))
    links = iter(connection.execute(query, execution_options={"yield_per": BATCH}))
    link = next(links, None)
    for account in accounts:
        cells, own = list(account), []
        while link is not None and link[:2] == (cells[platform], cells[handle]):
            own.append(link[2])
            link = next(links, None)
        if own:
            cells[place] = tuple(own)
        yield cells
