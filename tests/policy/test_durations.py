"""Terms: how they are written, the day they end, and the first day that is not overdue yet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.policy.calendar import Calendar
from monitor.policy.durations import (
    Duration,
    Shortest,
    first_start_due_from,
    parse,
    shortest,
    singles,
)
from monitor.policy.library import Library

LFT = Library().calendar("mx-lft")
NO_DAYS_OFF = Calendar("none", frozenset(), frozenset())


def span(first: date, last: date) -> set[date]:
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


# INE's notice for 2025: two vacations and 18 November, on top of the statutory days.
INE = Calendar(
    "ine",
    LFT.days_off
    | span(date(2025, 9, 1), date(2025, 9, 12))
    | span(date(2025, 12, 22), date(2026, 1, 6))
    | {date(2025, 11, 18)},
    frozenset({2025}),
)


@pytest.mark.parametrize(
    ("start", "statutory", "own", "every_day"),
    [
        (date(2025, 8, 29), date(2025, 9, 5), date(2025, 9, 22), date(2025, 9, 3)),
        (date(2025, 11, 14), date(2025, 11, 24), date(2025, 11, 25), date(2025, 11, 19)),
        (date(2025, 12, 19), date(2025, 12, 29), date(2026, 1, 13), date(2025, 12, 24)),
    ],
)
def test_five_business_days_end_as_the_worked_dates_say(
    start: date, statutory: date, own: date, every_day: date
) -> None:
    assert parse("P5BD").add(start, LFT) == statutory
    assert parse("P5BD").add(start, INE) == own
    assert parse("P5D").add(start, LFT) == every_day


@pytest.mark.parametrize(
    ("start", "term", "end"),
    [
        (date(2025, 12, 31), "P2M", date(2026, 2, 28)),
        (date(2025, 12, 31), "P60D", date(2026, 3, 1)),
        (date(2026, 6, 30), "P2M", date(2026, 8, 30)),
        (date(2026, 6, 30), "P60D", date(2026, 8, 29)),
        (date(2023, 12, 31), "P2M", date(2024, 2, 29)),
        (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (date(2024, 2, 29), "P4Y", date(2028, 2, 29)),
        (date(2026, 2, 28), "P1M", date(2026, 3, 28)),
        (date(2026, 1, 31), "P1M", date(2026, 2, 28)),
        (date(2026, 3, 31), "P6M", date(2026, 9, 30)),
        (date(2026, 11, 30), "P1M", date(2026, 12, 30)),
        (date(2026, 12, 1), "P13M", date(2028, 1, 1)),
        (date(2026, 1, 31), "P1M3D", date(2026, 3, 3)),
        (date(2026, 1, 30), "P1M1BD", date(2026, 3, 2)),
        (date(2026, 11, 22), "P0D", date(2026, 11, 22)),
        (date(2026, 11, 22), "PT4H", date(2026, 11, 22)),
        (date(2026, 11, 22), "PT23H", date(2026, 11, 22)),
        (date(2026, 11, 22), "PT48H", date(2026, 11, 24)),
        (date(2026, 11, 22), "P1DT24H", date(2026, 11, 24)),
    ],
)
def test_a_term_ends_on_its_last_day(start: date, term: str, end: date) -> None:
    assert parse(term).add(start, LFT) == end


def test_a_term_of_business_days_begins_the_day_after() -> None:
    friday, saturday, monday = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)
    for start in (friday, saturday):
        assert parse("P1BD").add(start, LFT) == monday
    assert parse("P1BD").add(monday, LFT) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("P2M", Duration("", months=2)),
        ("P1Y", Duration("", months=12)),
        ("P1Y6M", Duration("", months=18)),
        ("P10D", Duration("", days=10)),
        ("P5BD", Duration("", business_days=5)),
        ("PT4H", Duration("", hours=4)),
        ("P1M2D3BDT4H", Duration("", months=1, days=2, business_days=3, hours=4)),
        (" P2M ", Duration("", months=2)),
    ],
)
def test_a_duration_is_read(text: str, duration: Duration) -> None:
    assert parse(text) == duration
    assert str(parse(text)) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "PT",
        "2M",
        "p2m",
        "P2",
        "P-2M",
        "P1.5M",
        "P2W",
        "PT4M",
        "P4H",
        "P2MT",
        "P1D1M",
        "P1BD1D",
        "P2M P3M",
        "P9999M",
        "two months",
        "P2M\nx",
    ],
)
def test_what_is_no_duration_is_refused_with_examples(text: str) -> None:
    with pytest.raises(ValueError, match="is not a duration; write for instance P2M") as refused:
        parse(text)
    assert f"“{text}”" in str(refused.value)


def test_a_year_is_twelve_months_however_written() -> None:
    assert parse("P1Y") == parse("P12M")
    assert parse("PT4H") != parse("PT1H")


def test_of_several_terms_the_one_that_ends_first_rules() -> None:
    both = shortest([parse("P2M"), parse("P60D")])
    assert both.add(date(2025, 12, 31), LFT) == date(2026, 2, 28)
    assert both.add(date(2026, 6, 30), LFT) == date(2026, 8, 29)
    assert str(both) == "P2M / P60D"


def test_terms_of_terms_are_one_flat_list_without_repeats() -> None:
    both = Shortest((parse("P2M"), parse("P60D")))
    assert shortest([both, parse("P2M")]) == both
    assert shortest([parse("P2M"), parse("P2M")]) == parse("P2M")
    assert singles([both, parse("P1M")]) == [parse("P2M"), parse("P60D"), parse("P1M")]


durations = st.one_of(
    st.builds("P{}D".format, st.integers(0, 400)),
    st.builds("P{}M".format, st.integers(0, 14)),
    st.builds("P{}Y".format, st.integers(0, 2)),
    st.builds("P{}BD".format, st.integers(0, 30)),
    st.builds("P{}M{}D{}BD".format, st.integers(0, 3), st.integers(0, 20), st.integers(0, 6)),
    st.builds("PT{}H".format, st.integers(0, 72)),
).map(parse)
terms = durations | st.lists(durations, min_size=2, max_size=3).map(lambda d: Shortest(tuple(d)))
# business days are counted one by one: a few years hold each kind of day
days = st.dates(date(2023, 1, 1), date(2027, 12, 31))


@given(day=days, term=terms, calendar=st.sampled_from([LFT, INE, NO_DAYS_OFF]))
def test_the_first_start_that_is_not_overdue_is_found_as_by_trying_each(
    day: date, term: Duration | Shortest, calendar: Calendar
) -> None:
    def due(start: date) -> date:
        return term.add(start, calendar)

    tried = day
    while due(tried - timedelta(days=1)) >= day:
        tried -= timedelta(days=1)
    found = first_start_due_from(day, due)
    assert found == tried
    assert due(found) >= day > due(found - timedelta(days=1))


@given(start=days, term=terms, calendar=st.sampled_from([LFT, INE]))
def test_a_later_start_never_ends_earlier(
    start: date, term: Duration | Shortest, calendar: Calendar
) -> None:
    end = term.add(start, calendar)
    assert start <= end <= term.add(start + timedelta(days=1), calendar)


def test_a_start_is_not_looked_for_before_1900() -> None:
    assert first_start_due_from(date(1900, 3, 1), lambda _start: date(2000, 1, 1)) == date(
        1900, 1, 1
    )
