"""Terms counted day by day: months clamped to month end, business days walked one at a time."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_PARTS = re.compile(r"(\d+)(BD|[DMYWH])")
_WEEKEND = (5, 6)

# What is owed once in each part of the year (readings 30 and 48), by its length in months.
_PARTS_OF_THE_YEAR = {"calendar-quarter": 3, "calendar-semester": 6, "calendar-year": 12}


@dataclass(frozen=True)
class Calendar:
    """The days off; of those in `worked`, an electoral process, every one counts (reading 6)."""

    days_off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_business_day(self, day: date) -> bool:
        """Return whether a term of business days counts a day."""
        return day in self.worked or (day.weekday() not in _WEEKEND and day not in self.days_off)


WEEKDAYS = Calendar()


def last_day(start: date, term: object, calendar: Calendar) -> date:
    """Return the last day of `term` counted from `start`; of several terms, the first to end."""
    return min(_end(start, text.strip(), calendar) for text in str(term).split(" / "))


def first_day(end: date, term: object, calendar: Calendar) -> date:
    """Return the day `term` before `end`."""
    return min(_walk(end, text, calendar, -1) for text in str(term).split(" / "))


def statutory_days(year: int) -> set[date]:
    """Return the days of obligatory rest of LFT article 74, elections left out (ruling 7)."""
    fixed = {date(year, 1, 1), date(year, 5, 1), date(year, 9, 16), date(year, 12, 25)}
    mondays = {_monday(year, 2, 1), _monday(year, 3, 3), _monday(year, 11, 3)}
    inauguration = {date(year, 10, 1)} if year >= 2024 and year % 6 == 2024 % 6 else set()
    return fixed | mondays | inauguration


def _monday(year: int, month: int, which: int) -> date:
    days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    return [day for day in days if day.weekday() == 0][which - 1]


def _end(start: date, text: str, calendar: Calendar) -> date:
    """Return the end of a term, or of the part of the year after the one in which `start` lies."""
    length = _PARTS_OF_THE_YEAR.get(text)
    if length is None:
        return _walk(start, text, calendar, 1)
    next_but_one = (start.month - 1) // length + 2
    years, month = divmod(next_but_one * length, 12)
    return date(start.year + years, month + 1, 1) - timedelta(days=1)


def _walk(day: date, text: str, calendar: Calendar, sign: int) -> date:
    steps: dict[str, Callable[[date, int], date]] = {
        "Y": lambda at, count: _months(at, 12 * count * sign),
        "M": lambda at, count: _months(at, count * sign),
        "W": lambda at, count: at + timedelta(days=7 * count * sign),
        "D": lambda at, count: at + timedelta(days=count * sign),
        "BD": lambda at, count: _business(at, count, calendar, sign),
        "H": lambda at, count: at + timedelta(days=count // 24 * sign),  # at an hour nobody knows
    }
    date_part, _t, time_part = text.strip().removeprefix("P").partition("T")
    for count, unit in _PARTS.findall(date_part):
        day = steps[unit](day, int(count))
    hours = [int(count) for count, unit in _PARTS.findall(time_part) if unit == "H"]
    if text.strip() in {"", "P"} or (time_part and not hours):
        raise ValueError(text)
    return steps["H"](day, sum(hours))


def _months(day: date, count: int) -> date:
    wanted = day.year * 12 + day.month - 1 + count
    for number in range(day.day, 27, -1):
        try:
            return date(wanted // 12, wanted % 12 + 1, number)
        except ValueError:
            continue
    return date(wanted // 12, wanted % 12 + 1, day.day)


def _business(day: date, count: int, calendar: Calendar, sign: int) -> date:
    while count > 0:
        day += timedelta(days=sign)
        if calendar.is_business_day(day):
            count -= 1
    return day
