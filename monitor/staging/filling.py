"""Filling the temporary tables: rows of files as they are read, a few thousand at a time."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert

from monitor import db
from monitor.intake.addresses import address_key, identity_key
from monitor.intake.cells import NONE
from monitor.intake.columns import Column, Sheet
from monitor.intake.references import Reference, area_key
from monitor.intake.rows import Row
from monitor.staging.tables import Staged, address_parts

BATCH = 2000

Filler = Callable[[dict[str, Any], Any], None]
"""Puts the typed value of one cell into a row of the temporary table."""


def fill(connection: Connection, staged: Staged, sheet: Sheet, rows: Iterable[Row]) -> int:
    """Put the rows of one sheet into its temporary table; return how many there were."""
    table, counted = staged[sheet.name], 0
    fillers = {column.name: _filler(column) for column in sheet.columns}
    empty = {column.name: None for column in table.columns} | {
        column.name: False
        for column in table.columns
        if column.name.endswith(("__none", "__listed"))
    }
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        counted += len(batch)
        connection.execute(insert(table), [_row(row, fillers, empty) for row in batch])
        if sheet.name == "accounts":
            _fill_linked(connection, staged, batch)
    return counted


def _row(row: Row, fillers: dict[str, Filler], empty: dict[str, Any]) -> dict[str, Any]:
    values = {**empty, "row": row.line, "id": db.new_id(), "second_id": db.new_id()}
    for name, value in row.values.items():
        if name in fillers:
            fillers[name](values, value)
        elif name == "handle_key":
            values[name] = value
    return values


def _filler(column: Column) -> Filler:
    """Return what puts a cell of `column` into a row, chosen once per column."""
    name, key_of = column.name, _KEYS.get(column.kind) or _KEYS_BY_NAME.get(column.name)

    def put(values: dict[str, Any], value: Any) -> None:
        if value is NONE:
            values[f"{name}__none"] = True
        elif column.kind == "list":
            values[f"{name}__listed"] = True
        elif isinstance(value, Reference):
            values[name] = value.shown or str(value)
            values[f"{name}__key"], values[f"{name}__kind"] = value.key, value.kind
        else:
            values[name] = value
            if key_of:
                values[f"{name}__key"] = key_of(value)
            if name == "address":
                parts = address_parts(values["address__key"])
                values |= {f"address__{part}": text for part, text in parts.items()}

    return put


_KEYS: dict[str, Callable[[str], str]] = {"email": address_key, "area": area_key}
_KEYS_BY_NAME: dict[str, Callable[[str], str]] = {"identity": identity_key, "name": area_key}


def _fill_linked(connection: Connection, staged: Staged, rows: list[Row]) -> None:
    linked = list(_linked(rows))
    if linked:
        connection.execute(insert(staged.linked), linked)


def _linked(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    for row in rows:
        accounts = row.values.get("linked_accounts")
        if isinstance(accounts, tuple):
            for key in dict.fromkeys(accounts):
                platform, _slash, handle_key = key.partition("/")
                yield {"row": row.line, "platform": platform, "handle_key": handle_key}
