"""Three-valued logic after Kleene: `None` is "nobody knows"."""

from collections.abc import Iterable
from typing import Any

Truth = bool | None


def no(value: Truth) -> Truth:
    """Return the opposite; of what nobody knows, nobody knows the opposite."""
    return None if value is None else not value


def all_of(*values: Truth) -> Truth:
    """Return False as soon as one is False, whatever the others are."""
    if any(value is False for value in values):
        return False
    return None if any(value is None for value in values) else True


def any_of(*values: Truth) -> Truth:
    """Return True as soon as one is True, whatever the others are."""
    return no(all_of(*(no(value) for value in values)))


def equal(one: Any, other: Any) -> Truth:
    """Compare two values; unknown when either is."""
    return None if one is None or other is None else bool(one == other)


def one_of(value: Any, choices: Iterable[Any]) -> Truth:
    """Return whether `value` is among `choices`; unknown when it is not known.

    Nothing is among no choices at all, known or not.
    """
    listed = tuple(choices)
    return None if listed and value is None else value in listed


def less(one: Any, other: Any) -> Truth:
    """Return whether `one` is less than `other`; unknown when either is."""
    return None if one is None or other is None else bool(one < other)


def above_zero(count: int | None) -> Truth:
    """Return whether a count is one or more; unknown when it is."""
    return less(0, count)


def total(counts: Iterable[int | None]) -> int | None:
    """Add up; one unknown summand makes the sum unknown, and the sum of nothing is 0."""
    known = list(counts)
    return None if None in known else sum(count for count in known if count is not None)
