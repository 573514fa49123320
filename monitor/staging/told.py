"""What files tell of one table of the register, as SQL over the staged rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Table,
    case,
    false,
    func,
    literal,
    or_,
    type_coerce,
)

Columns = Mapping[str, Any]
"""Columns, or expressions in their place, by name."""

Owner = Callable[[Columns], tuple[Any, Any]]
"""Returns the kind and the id, as expressions, of the subject that a row is about."""


@dataclass(frozen=True)
class Told:
    """What the files tell of `table`: a row for each of `source` that meets `where`.

    `keys` (and `day`, where the table has versions or dated events) find the row that is there
    already; where `natural` names columns, those do, and the rest of the key is taken over.
    `given` says whether the files tell a column (else: where its value is not null); what they
    do not tell stays. It may be asked of the row before. Of rows with the same `group` one
    follows another (else: those with the same `keys`). `personal` columns stand in the log as
    digests, salted with what `salted_by`, a table of identities, keeps.
    """

    table: Table
    owner: Owner
    source: FromClause
    keys: Columns
    values: Columns
    day: Any = None
    where: tuple[Any, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    natural: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    personal: frozenset[str] = frozenset()
    salted_by: Table | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """Every column that is told, typed as the table has it."""
        day = {} if self.day is None else {"valid_from": self.day}
        told = {**self.keys, **day, **self.values}
        return {name: type_coerce(value, self.table.c[name].type) for name, value in told.items()}

    @property
    def found_by(self) -> tuple[str, ...]:
        """The columns that find the row which is there already."""
        day = () if self.day is None else ("valid_from",)
        return self.natural or (*self.keys, *day)

    @property
    def compared(self) -> tuple[str, ...]:
        """The columns in which a row may differ from the one that is there."""
        return tuple(name for name in self.values if name not in self.found_by)

    def is_given(self, name: str, before: FromClause) -> ColumnElement[bool]:
        """Return whether the files tell a column."""
        given = self.given.get(name)
        if given is None:
            told: ColumnElement[bool] = self.columns[name].is_not(None)
            return told
        return type_coerce(given(before) if callable(given) else given, Boolean)

    def differs(self, before: FromClause) -> ColumnElement[bool]:
        """Return whether a row tells something else than the row `before` has."""
        told = self.columns
        return or_(
            false(),
            *(
                self.is_given(name, before) & told[name].is_distinct_from(before.c[name])
                for name in self.compared
            ),
        )

    def row(self, before: FromClause) -> dict[str, Any]:
        """Return the whole row that is so from now on: what is told, else what was before."""
        row: dict[str, Any] = {}
        told = self.columns
        for column in self.table.columns:
            name = column.name
            if name in {"institution_id", "entry"} or (name == "valid_to" and name not in told):
                continue
            if name in self.compared:
                row[name] = self._flag(
                    name, case((self.is_given(name, before), told[name]), else_=before.c[name])
                )
            elif name in self.found_by:
                row[name] = told[name]
            elif name in told:  # the rest of a key is taken over from the row that is there
                row[name] = func.coalesce(before.c[name], told[name])
            else:
                row[name] = self._flag(name, before.c[name])
        return row

    def _flag(self, name: str, value: ColumnElement[Any]) -> ColumnElement[Any]:
        """Return a flag that nobody has set as not set."""
        column = self.table.c[name]
        unset = isinstance(column.type, Boolean) and not column.nullable
        return func.coalesce(value, false()) if unset else value


def of(kind: str, column: str) -> Owner:
    """Return the owner of rows that name a subject of one kind in a column."""
    return lambda row: (literal(kind), row[column])


def of_any(kind: str, column: str) -> Owner:
    """Return the owner of rows that hold the kind of their subject in a column, too."""
    return lambda row: (row[kind], row[column])


def of_account_or_area(row: Columns) -> tuple[Any, Any]:
    """Return the owner of a designation: the account, or the area whose accounts it is for."""
    account, area = row["account_id"], row["area_id"]
    return case((account.is_not(None), "account"), else_="area"), func.coalesce(account, area)
