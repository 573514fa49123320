"""A step of an import: what is new or differs in one table, staged with what was beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Date, String, Table

from monitor import db
from monitor.staging.told import Owner, Told

WAS = "was__"
"""What stands before the name of a column that holds what was there before."""


@dataclass(frozen=True)
class Step:
    """One staged change of `table`.

    `rows` holds its columns as they will be, the subject, whether there was a row before
    (`was_there`), until when the new one holds (`ends`), and what was (`was__…`) in the
    `compared` columns. An `ending` only ends rows. `entries` has the numbers of the
    subjects, None in a preview.
    """

    table: Table
    rows: Table
    institution_id: int
    owner: Owner
    keys: tuple[str, ...]
    compared: tuple[str, ...]
    ending: bool
    personal: frozenset[str]
    salted_by: Table | None
    entries: Table | None

    @property
    def written(self) -> tuple[str, ...]:
        """The columns that a row of the table gets from the staged one."""
        aside = {"institution_id", "entry", "valid_to"}
        return tuple(c.name for c in self.table.columns if c.name not in aside)

    @property
    def told_end(self) -> bool:
        """Whether the files themselves say when a row ends."""
        return "valid_to" in self.compared and not self.ending


def make(
    told: Told, number: int, institution_id: int, entries: Table | None, *, ending: bool
) -> Step:
    """Describe the step for what is told; its temporary table is not made yet."""
    compared = ("valid_to",) if ending else told.compared
    rows = _described(told.table, number)
    return Step(
        told.table,
        rows,
        institution_id,
        told.owner,
        tuple(told.keys),
        compared,
        ending,
        told.personal,
        told.salted_by,
        entries,
    )


@cache  # so that the next import's statements are those already compiled
def _described(table: Table, number: int) -> Table:
    return db.temporary(f"step_{number}", *_columns(table))


def _columns(table: Table) -> Iterator[Column[Any]]:
    yield Column("owner_kind", String, nullable=False)
    yield Column("owner_id", db.ID, nullable=False)
    yield Column("was_there", Boolean, nullable=False)
    yield Column("ends", Date)
    for column in table.columns:
        if column.name not in {"institution_id", "entry"}:
            yield Column(column.name, column.type)
            yield Column(f"{WAS}{column.name}", column.type)
