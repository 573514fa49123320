"""Half-years of the calendar (reading 30): 2026-2 begins on 1 July and ends on 31 December."""

import re
from dataclasses import dataclass
from datetime import date

from monitor.text import _

_WRITTEN = re.compile(r"((?:19|20|21)[0-9]{2})-([12])")


@dataclass(frozen=True, order=True)
class Semester:
    """One half of a calendar year; `half` is 1 or 2."""

    year: int
    half: int

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    def __str__(self) -> str:
        """Return it as people write it: 2026-2."""
        return f"{self.year}-{self.half}"


def semester_of(day: date) -> Semester:
    """Return the half-year that a day lies in."""
    return Semester(day.year, 1 if day.month <= 6 else 2)  # noqa: PLR2004 - June


def parse(text: str) -> Semester:
    """Read a half-year.

    Raises:
        ValueError: the text is none.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise ValueError(_("Write a half-year as 2026-1 or 2026-2."))
    return Semester(int(match[1]), int(match[2]))
