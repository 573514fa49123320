"""Business days: weekdays that are neither statutory days nor the institution's own days off."""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """The days off of an institution, and the years its files speak of.

    A year in which only the statutory days are known is computed on them alone; `covers` tells,
    so that every day so computed can be marked.
    """

    id: str
    days_off: frozenset[date]
    years: frozenset[int]

    def covers(self, day: date) -> bool:
        """Return whether the calendar file speaks of the year of `day`."""
        return day.year in self.years

    def is_business_day(self, day: date) -> bool:
        """Return whether `day` is counted in a term of business days (reading 6)."""
        return day.weekday() < SATURDAY and day not in self.days_off

    def business_day_after(self, day: date, count: int) -> date:
        """Return the `count`-th business day after `day`, which itself is never counted."""
        while count:
            day += timedelta(days=1)
            count -= self.is_business_day(day)
        return day
