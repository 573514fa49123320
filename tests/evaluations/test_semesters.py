"""Half-years: January to June, July to December."""

from datetime import date, timedelta

import pytest

from monitor.evaluations.semesters import Semester, parse, semester_of


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 1, 1), "2026-1"),
        (date(2026, 6, 30), "2026-1"),
        (date(2026, 7, 1), "2026-2"),
        (date(2026, 12, 31), "2026-2"),
    ],
)
def test_a_day_lies_in_one_half_of_its_year(day: date, written: str) -> None:
    found = semester_of(day)
    assert str(found) == written
    assert found.first <= day <= found.last


def test_one_half_year_begins_where_the_last_one_ends() -> None:
    first, second = Semester(2026, 1), Semester(2026, 2)
    assert second.first == first.last + timedelta(days=1)
    assert first < second < Semester(2027, 1)


def test_what_is_written_is_read_back() -> None:
    assert parse(" 2026-2 ") == Semester(2026, 2)
    assert parse(str(Semester(1999, 1))) == Semester(1999, 1)


@pytest.mark.parametrize("text", ["", "2026", "2026-3", "26-1", "2026-02", "2026-2-1", "٢٠٢٦-1"])
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="2026-1 or 2026-2"):
        parse(text)
