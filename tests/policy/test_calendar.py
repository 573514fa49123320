"""Business days, counted one by one on the statutory calendar and beside it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.policy.calendar import Calendar
from monitor.policy.library import Library

LFT = Library().calendar("mx-lft")


@pytest.mark.parametrize(
    ("day", "counted"),
    [
        (date(2026, 11, 20), True),  # Friday
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 11, 16), False),  # the third Monday of November
        (date(2026, 11, 17), True),
        (date(2026, 5, 1), False),
        (date(2024, 10, 1), False),  # a new federal executive
        (date(2025, 10, 1), True),
    ],
)
def test_weekends_and_statutory_days_are_not_counted(day: date, *, counted: bool) -> None:
    assert LFT.is_business_day(day) is counted


def test_a_year_without_entries_is_told() -> None:
    assert LFT.covers(date(2026, 12, 31))
    assert not LFT.covers(date(2041, 1, 1))
    assert not LFT.covers(date(2009, 12, 31))


def test_no_business_day_after_a_day_is_the_day_itself() -> None:
    sunday = date(2026, 11, 22)
    assert LFT.business_day_after(sunday, 0) == sunday


@given(
    day=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    count=st.integers(1, 40),
    own=st.frozensets(st.dates(date(2024, 1, 1), date(2028, 3, 1)), max_size=30),
)
def test_the_day_found_is_counted_and_has_the_right_number_of_them_behind_it(
    day: date, count: int, own: frozenset[date]
) -> None:
    calendar = Calendar("own", own, frozenset())
    found = calendar.business_day_after(day, count)
    between = [day + timedelta(days=n) for n in range(1, (found - day).days + 1)]
    assert calendar.is_business_day(found)
    assert sum(each.weekday() < 5 and each not in own for each in between) == count
