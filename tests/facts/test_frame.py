"""The frame of every facts SELECT: ours, in force on the day, known by the day."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, Date, Integer, cast, func, literal, null, select, union_all

from monitor.facts import frame
from monitor.history import ALWAYS
from monitor.scope import Scope
from tests.facts.registers import AFTER, BEFORE
from tests.oracle.sketches import DAY


def _given(connection: Connection, expression: Any) -> Any:
    return connection.scalar(select(expression))


def _day(day: date | None) -> Any:
    return cast(null(), Date()) if day is None else literal(day, Date())


@pytest.mark.parametrize(
    ("day", "known"), [(BEFORE, BEFORE), (DAY, DAY), (AFTER, None), (None, None)]
)
def test_a_day_after_the_day_is_not_known(
    connection: Connection, day: date | None, known: date | None
) -> None:
    own = frame.Frame(Scope(1), DAY)
    found = _given(connection, own.by_then(_day(day)))
    assert (found and str(found)) == (known and str(known))


@pytest.mark.parametrize(("day", "known"), [(ALWAYS, None), (DAY, DAY)])
def test_always_is_no_day(connection: Connection, day: date, known: date | None) -> None:
    assert _given(connection, frame.dated(_day(day))) == known


@pytest.mark.parametrize(
    ("end", "state"),
    [(None, None), (BEFORE, "expired"), (DAY, "in_force"), (frame.FOREVER, "in_force")],
)
def test_what_ends_is_in_force_through_its_last_day(
    connection: Connection, end: date | None, state: str | None
) -> None:
    assert _given(connection, frame.in_force_or_expired(_day(end), DAY)) == state


def test_rows_of_a_group_are_counted_and_none_is_zero(connection: Connection) -> None:
    numbers = _rows("n", *(literal(n, Integer()) for n in (1, 2, 3)))
    counted = select(
        frame.count_rows(numbers.c.n > 1),
        frame.any_row(numbers.c.n > 2),
        frame.any_row(numbers.c.n > 3),
        frame.zero_if_none(func.max(cast(null(), Integer()))),
    )
    assert tuple(connection.execute(counted).one()) == (2, 1, 0, 0)


def test_an_end_that_is_not_given_outlives_all_others(connection: Connection) -> None:
    ends = _rows("ends_on", _day(DAY), _day(AFTER))
    assert _given(connection, frame.latest_end(ends.c.ends_on)) == AFTER
    open_end = _rows("ends_on", _day(DAY), _day(None))
    assert _given(connection, frame.latest_end(open_end.c.ends_on)) == frame.FOREVER


def _rows(name: str, *expressions: Any) -> Any:
    return union_all(*(select(each.label(name)) for each in expressions)).subquery()
