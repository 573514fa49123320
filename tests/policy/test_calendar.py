"""Business days, counted one by one on the statutory calendar and beside it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.policy.calendar import Calendar, Period
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


WINDOW = Period(date(2025, 8, 1), date(2026, 6, 7))


@pytest.mark.parametrize(
    ("start", "statutory", "of_ine", "in_process"),
    [
        (date(2025, 8, 29), date(2025, 9, 5), date(2025, 9, 22), date(2025, 9, 3)),
        (date(2025, 11, 14), date(2025, 11, 24), date(2025, 11, 25), date(2025, 11, 19)),
        (date(2025, 12, 19), date(2025, 12, 29), date(2026, 1, 13), date(2025, 12, 24)),
    ],
)
def test_five_business_days_end_where_facts_4_says(
    start: date, statutory: date, of_ine: date, in_process: date
) -> None:
    ine = Library().calendar("mx-ine-2025")
    every_day = replace(ine, processes=(WINDOW,)).counting_every_day()
    found = [each.business_day_after(start, 5) for each in (LFT, ine, every_day)]
    assert found == [statutory, of_ine, in_process]


def test_a_process_that_is_declared_changes_nothing_until_the_reading_is_chosen() -> None:
    ine = Library().calendar("mx-ine-2025")
    declared = replace(ine, processes=(WINDOW,))
    assert declared.business_day_after(date(2025, 8, 29), 5) == date(2025, 9, 22)


def test_what_lies_after_the_notice_is_not_covered() -> None:
    ine = Library().calendar("mx-ine-2025")
    assert ine.covers(date(2026, 1, 6))
    assert not ine.covers(date(2026, 1, 7))
    assert not ine.covers(date(2024, 12, 31))


def test_the_days_of_a_period_are_all_of_them() -> None:
    period = Period(date(2025, 12, 31), date(2026, 1, 2))
    assert [day in period for day in (date(2025, 12, 30), *period)] == [False, True, True, True]
