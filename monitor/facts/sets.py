"""Sets that a control in force may ask for: each joined once, from one GROUP BY."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
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

    @classmethod
    def join(cls, asks: Sequence["ClosedToo"], subjects: Subjects) -> Iterable[Joined]:  # noqa: ARG003 - the protocol's
        """Join nothing."""
        return ()


class Ask(Protocol):
    """A set asked for: which columns it makes, and how it is joined. Equal asks are one set."""

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return the fact columns that the set makes, with their types."""
        ...

    @classmethod
    def join(cls, asks: Sequence[Any], subjects: Subjects) -> Iterable[Joined]:
        """Return the rows to join for all asks of the class, and the expression of each column.

        One row per subject, so that no join multiplies them.
        """
        ...


class OneByOne:
    """A class of sets each of which is joined on its own."""

    @classmethod
    def join(cls, asks: Sequence[Any], subjects: Subjects) -> Iterable[Joined]:
        """Return what joins each set."""
        return chain.from_iterable(ask.join_alone(subjects) for ask in asks)


def joined_sets(asks: Iterable[Ask], subjects: Subjects) -> Iterable[Joined]:
    """Return what joins the sets asked for, those of one class together."""
    by_class: dict[type[Ask], list[Ask]] = {}
    for ask in asks:
        by_class.setdefault(type(ask), []).append(ask)
    for each, of_class in by_class.items():
        yield from each.join(of_class, subjects)
