"""Business days: weekdays that are neither statutory days nor the institution's own days off."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True)
class Period:
    """Days from one to another, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Return whether `day` is one of them."""
        return self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        """Go through the days in their order."""
        count = (self.last - self.first).days + 1
        return (self.first + timedelta(days=place) for place in range(count))


@dataclass(frozen=True)
class Calendar:
    """The days off of an institution, and the years its files speak of.

    A year in which only the statutory days are known is computed on them alone; `covers` tells,
    so that every day so computed can be marked. `known_until` is the last day that the file speaks
    of, where that is not the end of a year. `vacations` are among the days off; in `processes`,
    declared electoral processes, every day is a business day once `every_day` says so.
    """

    id: str
    days_off: frozenset[date]
    years: frozenset[int]
    known_until: date | None = None
    vacations: tuple[Period, ...] = ()
    processes: tuple[Period, ...] = ()
    every_day: bool = False

    def covers(self, day: date) -> bool:
        """Return whether the calendar file speaks of the year of `day`."""
        spoken_of = self.known_until is None or day <= self.known_until
        return day.year in self.years and spoken_of

    def counting_every_day(self) -> "Calendar":
        """Return the calendar by which every day of an electoral process counts (reading 6)."""
        return replace(self, every_day=True)

    def is_business_day(self, day: date) -> bool:
        """Return whether `day` is counted in a term of business days (reading 6)."""
        if self.every_day and any(day in process for process in self.processes):
            return True
        return day.weekday() < SATURDAY and day not in self.days_off

    def business_day_after(self, day: date, count: int) -> date:
        """Return the `count`-th business day after `day`, which itself is never counted."""
        while count:
            day += timedelta(days=1)
            count -= self.is_business_day(day)
        return day
