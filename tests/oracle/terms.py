"""Terms counted day by day: months clamped to month end, business days walked one at a time."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

DaysOff = frozenset[date]

_PARTS = re.compile(r"(\d+)(BD|[DMYWH])")
_WEEKEND = (5, 6)


def last_day(start: date, term: object, days_off: DaysOff) -> date:
    """Return the last day of `term` counted from `start`; of several terms, the first to end."""
    return min(_walk(start, text, days_off, 1) for text in str(term).split(" / "))


def first_day(end: date, term: object, days_off: DaysOff) -> date:
    """Return the day `term` before `end`."""
    return min(_walk(end, text, days_off, -1) for text in str(term).split(" / "))


def statutory_days(year: int) -> set[date]:
    """Return the days of obligatory rest of LFT article 74, elections left out (ruling 7)."""
    fixed = {date(year, 1, 1), date(year, 5, 1), date(year, 9, 16), date(year, 12, 25)}
    mondays = {_monday(year, 2, 1), _monday(year, 3, 3), _monday(year, 11, 3)}
    inauguration = {date(year, 10, 1)} if year >= 2024 and year % 6 == 2024 % 6 else set()
    return fixed | mondays | inauguration


def _monday(year: int, month: int, which: int) -> date:
    days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    return [day for day in days if day.weekday() == 0][which - 1]


def _walk(day: date, text: str, days_off: DaysOff, sign: int) -> date:
    steps: dict[str, Callable[[date, int], date]] = {
        "Y": lambda at, count: _months(at, 12 * count * sign),
        "M": lambda at, count: _months(at, count * sign),
        "W": lambda at, count: at + timedelta(days=7 * count * sign),
        "D": lambda at, count: at + timedelta(days=count * sign),
        "BD": lambda at, count: _business(at, count, days_off, sign),
        "H": lambda at, _count: at,
    }
    date_part, _t, time_part = text.strip().removeprefix("P").partition("T")
    for count, unit in _PARTS.findall(date_part):
        day = steps[unit](day, int(count))
    hours = [int(count) for count, unit in _PARTS.findall(time_part) if unit == "H"]
    if text.strip() in {"", "P"} or (time_part and not hours):
        raise ValueError(text)
    return day


def _months(day: date, count: int) -> date:
    wanted = day.year * 12 + day.month - 1 + count
    for number in range(day.day, 27, -1):
        try:
            return date(wanted // 12, wanted % 12 + 1, number)
        except ValueError:
            continue
    return date(wanted // 12, wanted % 12 + 1, day.day)


def _business(day: date, count: int, days_off: DaysOff, sign: int) -> date:
    while count > 0:
        day += timedelta(days=sign)
        if day.weekday() not in _WEEKEND and day not in days_off:
            count -= 1
    return day
