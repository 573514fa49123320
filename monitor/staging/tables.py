"""The temporary tables: one per sheet, one for the names of all subjects, one for linked accounts.

Beside a column stand, where they make sense, `<column>__key` (what makes two names of a subject
equal), `<column>__kind` (of a reference), `<column>__none` (a dash: there is none) and
`<column>__listed` (a list that names something); beside the address of a mailbox, its parts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, Integer, String, Table

from monitor import db
from monitor.intake.columns import Column as SheetColumn
from monitor.intake.columns import Sheet

SUBJECT_OF_KIND = {
    "mailbox": "mailboxes",
    "person": "people",
    "area": "areas",
    "account": "accounts",
}
"""The sheet in which subjects of a kind are listed."""

ADDRESS_PARTS = ("domain", "local_key", "local_last")
"""What an address is taken apart into, once, where it is read."""

UNNAMED = db.temporary(
    "unnamed",
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("shown", String, nullable=False),
)
"""What is named and not listed, until it has an id."""

_TYPES = {"date": Date, "boolean": Boolean}
_NAMES_A_SUBJECT = {"email", "area", "reference"}


@dataclass(frozen=True)
class Staged:
    """The temporary tables of one import; a sheet that the files lack is there, and empty.

    `listed` are the sheets that have rows.

    `names` says which id a name stands for: kind, key, id, shown, stub (made for want of a row),
    known (the register had it before).
    """

    sheets: dict[str, Table]
    names: Table
    linked: Table
    listed: frozenset[str] = frozenset()

    def __getitem__(self, sheet: str) -> Table:
        """Return the table of a sheet."""
        return self.sheets[sheet]


def create(connection: Connection, all_sheets: tuple[Sheet, ...]) -> Staged:
    """Make the temporary tables in this connection."""
    staged = _described(all_sheets)
    for table in (*staged.sheets.values(), staged.names, staged.linked):
        table.create(connection)
    return staged


@cache  # so that the next import's statements are those already compiled
def _described(all_sheets: tuple[Sheet, ...]) -> Staged:
    names = db.temporary(
        "staged_names",
        Column("kind", String, primary_key=True),
        Column("key", String, primary_key=True),
        Column("id", db.ID, nullable=False),
        Column("shown", String),
        Column("stub", Boolean, nullable=False),
        Column("known", Boolean, nullable=False),
        *(Column(part, String) for part in ADDRESS_PARTS),
    )
    linked = db.temporary(
        "staged_linked_accounts",
        Column("row", Integer, primary_key=True),
        Column("platform", String, primary_key=True),
        Column("handle_key", String, primary_key=True),
    )
    return Staged({sheet.name: _table(sheet) for sheet in all_sheets}, names, linked)


def drop(connection: Connection, staged: Staged) -> None:
    """Drop the temporary tables, so that the next import in this connection begins anew."""
    for table in (*staged.sheets.values(), staged.names, staged.linked):
        table.drop(connection)


def address_parts(key: str) -> dict[str, str]:
    """Take the key of an address apart: domain, local part, and what follows its last separator."""
    local, _at, domain = key.rpartition("@")
    return {"domain": domain, "local_key": local, "local_last": re.split("[._-]", local)[-1]}


def key_column(column: SheetColumn) -> str:
    """Return the column of the temporary table that tells equal values of `column`."""
    has_key = column.kind in _NAMES_A_SUBJECT or column.name == "identity"
    return f"{column.name}__key" if has_key else column.name


def _table(sheet: Sheet) -> Table:
    own = [column for each in sheet.columns for column in _columns(each)]
    if sheet.names_account:
        own.append(Column("handle_key", String))
    row = Column("row", Integer, primary_key=True)
    ids = (Column("id", db.ID), Column("second_id", db.ID))  # a row may become two of one table
    return db.temporary(f"staged_{sheet.name}", row, *ids, *own)


def _columns(column: SheetColumn) -> Iterator[Column[Any]]:
    if column.kind != "list":  # the items of a list stand in a table of their own
        yield Column(column.name, _TYPES.get(column.kind, String))
    if column.kind in _NAMES_A_SUBJECT or column.name in {"identity", "name"}:
        yield Column(f"{column.name}__key", String)
    if column.name == "address":
        yield from (Column(f"address__{part}", String) for part in ADDRESS_PARTS)
    if column.kind == "reference":
        yield Column(f"{column.name}__kind", String)
    if column.kind == "list":
        yield Column(f"{column.name}__listed", Boolean, nullable=False)
    if column.dash:
        yield Column(f"{column.name}__none", Boolean, nullable=False)
