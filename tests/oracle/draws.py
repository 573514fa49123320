"""Random days, choices and chains of versions, all drawn from one seeded generator."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from monitor.history import ALWAYS

FIRST = date(2025, 1, 1)
LAST = date(2026, 12, 31)

T = TypeVar("T")


class Draw:
    """Random choices for one world; `care` is how likely any one thing is in order."""

    def __init__(self, rng: Random, care: float) -> None:
        self.rng = rng
        self.care = care
        self._busy = FIRST + timedelta(days=rng.randint(200, 650))
        self._ids: set[int] = set()

    def new_id(self) -> int:
        """Return an id not given out before; ids say nothing about the order of events."""
        new = self.rng.randint(1, 10**9)
        while new in self._ids:
            new = self.rng.randint(1, 10**9)
        self._ids.add(new)
        return new

    def chance(self, probability: float) -> bool:
        """Return True with this probability."""
        return self.rng.random() < probability

    def is_fine(self) -> bool:
        """Return whether this one thing is in order."""
        return self.chance(self.care)

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of `choices`."""
        return self.rng.choice(choices)

    def maybe(self, value: T) -> T | None:
        """Return `value`, or None where the record is not in order."""
        return value if self.is_fine() or self.chance(0.5) else None

    def day(self, first: date = FIRST, last: date = LAST) -> date:
        """Return a day between two, both included; a few weeks of each world are busy ones."""
        busy = self._busy + timedelta(days=self.rng.randint(-9, 9))
        if self.chance(0.3) and first <= busy <= last:
            return busy
        return first + timedelta(days=self.rng.randint(0, max((last - first).days, 0)))

    def opening(self) -> date | None:
        """Return when something was opened: seldom recorded, before the window or within it."""
        if self.chance(0.6):
            return None
        long_ago = self.day(FIRST - timedelta(days=700), FIRST - timedelta(days=300))
        return long_ago if self.chance(0.5) else self.day()

    def after(self, day: date, least: int, most: int) -> date:
        """Return a day so many days after another; after "always", a day of the window."""
        start = self.day(FIRST, FIRST + timedelta(days=200)) if day == ALWAYS else day
        return start + timedelta(days=self.rng.randint(least, most))

    def start(self) -> date:
        """Return where a chain begins: mostly undated, else early, seldom at any time."""
        if self.chance(0.5):
            return ALWAYS
        return self.day(FIRST - timedelta(days=400), FIRST) if self.chance(0.7) else self.day()

    def chain(self, count: int, first: date | None = None) -> list[tuple[date, date | None]]:
        """Return `count` spans without gap or overlap, the last one open; each at least a day."""
        begins = {first or self.start()}
        while len(begins) < count:
            begins.add(self.day())
        days = sorted(begins)
        return list(zip(days, [*days[1:], None], strict=True))

    def regular(self, least: int, most: int) -> list[date]:
        """Return days from the first of the window to its end, so many days apart."""
        days = [self.day(FIRST, FIRST + timedelta(days=most))]
        while days[-1] < LAST:
            days.append(days[-1] + timedelta(days=self.rng.randint(least, most)))
        return days


def spans_of(days: Sequence[date]) -> list[tuple[date, date | None]]:
    """Return the spans of what each time lasts until the next of its kind."""
    ordered = sorted(set(days))
    return list(zip(ordered, [*ordered[1:], None], strict=True))
