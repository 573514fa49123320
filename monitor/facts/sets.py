"""Sets that a control in force may ask for: each joined once, from one GROUP BY."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import CTE, Subquery
from sqlalchemy.types import TypeEngine

from monitor.facts.frame import Expression, Frame, Joined


@dataclass(frozen=True)
class Subjects:
    """The subjects of one facts SELECT, and what sets over them may be built from.

    `accounts` are those of the day; `designated` and `people` who is in charge of them, and
    `in_charge` what that comes to per account. `happened` keeps the events that duties ask for:
    several duties may wait for the same one.
    """

    kind: str
    frame: Frame
    id: Expression
    accounts: CTE
    designated: CTE
    people: CTE
    in_charge: CTE
    happened: dict[str, Subquery] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class ClosedToo:
    """Asks that accounts already closed have a row, too: how it was done is judged (ruling 16)."""

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return no column."""
        return {}

    def join(self, _subjects: Subjects) -> Iterable[Joined]:
        """Join nothing."""
        return ()


class Ask(Protocol):
    """A set asked for: which columns it makes, and how it is joined. Equal asks are one set."""

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return the fact columns that the set makes, with their types."""
        ...

    def join(self, subjects: Subjects) -> Iterable[Joined]:
        """Return the rows to join to the subjects, and the expression of each column.

        One row per subject, so that no join multiplies them.
        """
        ...
