"""Terms as the documents state them: ISO 8601 durations, business days, and the days they give."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from monitor.policy.calendar import Calendar
from monitor.text import _

_CALENDAR_UNITS = {"calendar-quarter": 3, "calendar-semester": 6, "calendar-year": 12}
"""Parts of the calendar year, in months (readings 30 and 48)."""

_PATTERN = re.compile(
    r"P(?=\d|T\d)(?:(?P<years>\d{1,2})Y)?(?:(?P<months>\d{1,3})M)?(?:(?P<days>\d{1,4})D)?"
    r"(?:(?P<business_days>\d{1,3})BD)?(?:T(?P<hours>\d{1,4})H)?"
)


@dataclass(frozen=True)
class Duration:
    """A term such as P2M (two calendar months), P10D, PT4H or P5BD (five business days).

    `unit` is the length in months of a part of the calendar year: the term of what is owed once in
    each ends with the part after the one in which it was last done.
    """

    text: str = field(compare=False)
    months: int = 0
    days: int = 0
    business_days: int = 0
    hours: int = 0
    unit: int = 0

    def add(self, start: date, calendar: Calendar) -> date:
        """Return the last day of the term that begins with what happened on `start`.

        Months are calendar months clamped to month end (2025-12-31 + P2M is 2026-02-28); the day
        after the event is the first business day counted. Nobody knows the hour of the event: a
        term of hours ends on the day that its whole days (of 24 hours) reach.
        """
        if self.unit:
            return _end_of_next(start, self.unit)
        end = _add_months(start, self.months) + timedelta(days=self.days + self.hours // 24)
        return calendar.business_day_after(end, self.business_days) if self.business_days else end

    def __str__(self) -> str:
        """Return the duration as it was written."""
        return self.text


@dataclass(frozen=True)
class Shortest:
    """Several terms at once; the one that ends first rules (packs combined, reading 58)."""

    terms: tuple[Duration, ...]

    def add(self, start: date, calendar: Calendar) -> date:
        """Return the earliest of the last days that the terms give."""
        return min(term.add(start, calendar) for term in self.terms)

    def __str__(self) -> str:
        """Return the terms, joined."""
        return " / ".join(term.text for term in self.terms)


Term = Duration | Shortest


def parse(text: str) -> Duration:
    """Read an ISO 8601 duration, or one of business days (`P5BD`).

    Raises:
        ValueError: the text is not such a duration.
    """
    written = text.strip()
    if written in _CALENDAR_UNITS:
        return Duration(written, unit=_CALENDAR_UNITS[written])
    match = _PATTERN.fullmatch(written)
    if not match:
        raise ValueError(
            _("“{text}” is not a duration; write for instance P2M, P10D, PT4H or P5BD").format(
                text=text
            )
        )
    part = {name: int(value or 0) for name, value in match.groupdict().items()}
    months = part["years"] * 12 + part["months"]
    return Duration(written, months, part["days"], part["business_days"], part["hours"])


def shortest(terms: Iterable[Term]) -> Term:
    """Return one term that ends when the first of `terms` does."""
    found = tuple(dict.fromkeys(singles(terms)))
    return found[0] if len(found) == 1 else Shortest(found)


def singles(terms: Iterable[Term]) -> list[Duration]:
    """Return the single terms that `terms` are made of."""
    return [
        single
        for term in terms
        for single in (term.terms if isinstance(term, Shortest) else (term,))
    ]


def first_start_due_from(day: date, due: Callable[[date], date]) -> date:
    """Return the first start whose due day is `day` or later; every earlier one is overdue on it.

    `due` must not run backwards, as adding a term never does: that is what makes one constant per
    round of every date rule, and leaves no date arithmetic to the database.
    """
    low, high = date(1900, 1, 1).toordinal(), day.toordinal()
    while low < high:
        middle = (low + high) // 2
        if due(date.fromordinal(middle)) >= day:
            high = middle
        else:
            low = middle + 1
    return date.fromordinal(low)


def _end_of_next(start: date, months: int) -> date:
    """Return the last day of the part of the calendar year after the one that `start` lies in."""
    first_of_part = date(start.year, start.month - (start.month - 1) % months, 1)
    return _add_months(first_of_part, 2 * months) - timedelta(days=1)


def _add_months(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
