"""What a check is given, and what it answers: four predicates that make one letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.oracle import terms
from tests.oracle.kleene import Truth, all_of, less
from tests.oracle.terms import WEEKDAYS, Calendar

KNOWN_PLATFORMS = frozenset(
    {
        "facebook",
        "x",
        "instagram",
        "threads",
        "tiktok",
        "youtube",
        "whatsapp",
        "linkedin",
        "telegram",
        "bluesky",
        "mastodon",
    }
)


@dataclass(frozen=True)
class Answer:
    """What a check says of one row of facts."""

    violated: Truth = False
    missing: Truth = False
    warned: Truth = False
    applies: Truth = True

    def letter(self, gate: Truth = True) -> str:
        """Return the outcome: n, f, u, w or p; `gate` is what else the control depends on."""
        applies = all_of(gate, self.applies)
        if applies is False:
            return "n"
        if applies is None or self.violated is None:
            return "u"
        if self.violated:
            return "f"
        if self.missing is not False:
            return "u"
        return "w" if self.warned is True else "p"


@dataclass(frozen=True)
class Case:
    """One row of facts under one control, on one day."""

    facts: Mapping[str, Any]
    day: date
    control: str
    kind: str
    settings: Mapping[str, Any]
    calendar: Calendar = WEEKDAYS
    platforms: frozenset[str] = KNOWN_PLATFORMS
    without_factor: frozenset[str] = frozenset()
    rule_began: date | None = None

    def fact(self, name: str) -> Any:
        """Return a fact; one that the row does not have is a fault of the test."""
        return self.facts[name]

    def setting(self, name: str) -> Any:
        """Return what the pack or the control's check says, None when it says nothing."""
        return self.settings.get(name)

    def names(self, name: str) -> list[str]:
        """Return the words of a setting as addresses hold them: case-folded (ruling 33)."""
        return [str(word).casefold() for word in self.setting(name)]

    def last_day(self, start: date | None, setting: str) -> date | None:
        """Return the last day of a term that began on `start`; None without term or start."""
        term = self.setting(setting)
        if start is None or term is None:
            return None
        return terms.last_day(start, term, self._counted)

    def is_over(self, start: date | None, setting: str) -> bool:
        """Return whether a term is known to have run out; its last day is included (ruling 4)."""
        return less(self.last_day(start, setting), self.day) is True

    def is_near(self, due: date | None, setting: str, not_before: date | None = None) -> bool:
        """Return whether the day lies in the warning that ends with `due`, or after it."""
        term = self.setting(setting)
        if due is None or term is None:
            return False
        begins = terms.first_day(due, term, self._counted)
        return max(begins, not_before or begins) <= self.day

    @property
    def _counted(self) -> Calendar:
        """The days that a term counts; in an electoral process all, where the text is so read."""
        is_so = self.setting("electoral_process") == "every-day"
        return self.calendar if is_so else Calendar(self.calendar.days_off)


def is_absent(value: Any) -> bool:
    """Return whether nobody knows a fact; this itself is always known."""
    return value is None
