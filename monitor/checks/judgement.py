"""What a check says: the conditions under which a subject is exempt, at fault, untold or warned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Protocol

from sqlalchemy import ColumnElement, FromClause, and_, literal

from monitor.facts.sets import Ask
from monitor.policy.calendar import Calendar
from monitor.policy.durations import Duration, Shortest, Term, first_start_due_from
from monitor.policy.parameters import Value
from monitor.policy.platforms import Platforms

Condition = ColumnElement[bool]
Facts = FromClause

BOARDS = ("local_board", "district_board")
"""The kinds of area that are boards, to which some clauses speak alone."""


def is_account(facts: Facts, name: str) -> Condition:
    """Return the condition that the row is of the account `platform/handle`."""
    platform, _slash, handle = name.partition("/")
    return and_(facts.c.platform == literal(platform), facts.c.handle_key == literal(handle))


@dataclass(frozen=True)
class Because:
    """A condition, and the sentence that says so; `fill` names where the fact is written down.

    The sentence may name evidence columns in braces; `fill` is "sheet.column" or "sheet".
    """

    condition: Condition
    message: str
    fill: str | None = None


Reasons = tuple[Because, ...]


@dataclass(frozen=True)
class Judgement:
    """The predicates of one check; any true one of a kind is enough.

    exempt: the duty does not apply. violated: a proved breach, which blanking another fact never
    hides. missing: what must be known before the check may pass; every fact it reads that can be
    NULL is named here. warned: met, with a reserve. noted: met, and worth a word (ruling 22).
    """

    violated: Reasons = ()
    missing: Reasons = ()
    warned: Reasons = ()
    exempt: Reasons = ()
    noted: Reasons = ()


@dataclass(frozen=True)
class Given:
    """What a check is given besides the facts: the day, parameters, this control's arguments."""

    control: str
    kind: str
    day: date
    params: Mapping[str, Value]
    calendar: Calendar
    platforms: Platforms
    arguments: Mapping[str, str] = field(default_factory=dict)
    rule_began: date | None = None

    def term(self, name: str) -> Term | None:
        """Return a duration parameter, None where it is not given."""
        value = self.params.get(name)
        return value if isinstance(value, Duration | Shortest) else None

    def words(self, name: str) -> tuple[str, ...]:
        """Return a list parameter, empty where it is not given."""
        value = self.params.get(name)
        return value if isinstance(value, tuple) else ()

    def names(self, name: str) -> tuple[str, ...]:
        """Return a list parameter case-folded, as the parts of addresses are kept (ruling 33)."""
        return tuple(word.casefold() for word in self.words(name))

    def accounts(self, name: str) -> tuple[str, ...]:
        """Return a list of `platform/handle` by what makes them the same account (ruling 38)."""
        return tuple(self.account(word) for word in self.words(name))

    def account(self, name: str) -> str:
        """Return the account called `platform/handle` as `platform/handle_key`."""
        written, _slash, handle = name.partition("/")
        platform = written.casefold()
        if platform not in self.platforms.known:
            platform = self.platforms.find(written) or platform
        return f"{platform}/{self.platforms.handle_key(platform, handle)}"

    def due(self, start: date, term: Term) -> date:
        """Return the last day of a term that begins with what happened on `start`."""
        every_day = self.params.get("electoral_process") == "every-day"
        calendar = self.calendar.counting_every_day() if every_day else self.calendar
        return term.add(start, calendar)

    def until(self, notice: str) -> date:
        """Return the last day of the notice that begins today; today where there is none."""
        term = self.term(notice)
        return self.due(self.day, term) if term else self.day

    def overdue_before(self, term: Term) -> date:
        """Return the day before which a start is overdue today: its term ended before the day."""
        return first_start_due_from(self.day, lambda start: self.due(start, term))

    def due_soon_before(self, term: Term, notice: str) -> date:
        """Return the day before which a start is due today or within the notice (ruling 3)."""
        tomorrow = self.until(notice) + timedelta(days=1)
        return first_start_due_from(tomorrow, lambda start: self.due(start, term))

    def lasting_as_long_as_from_today(self, term: Term) -> date:
        """Return the day from which a start gives the same end of a term as today would."""
        end = self.due(self.day, term)
        return first_start_due_from(end, lambda start: self.due(start, term))


class Check(Protocol):
    """What every file of this folder that is a check offers."""

    NEEDS: tuple[str, ...]
    """Parameters without which the check is switched off."""

    def gives(self, given: Given) -> str:
        """Return the letters that the check can give with these parameters."""
        ...

    def evidence(self, given: Given) -> tuple[str, ...]:
        """Return the fact columns that show what was judged."""
        ...

    def asks(self, given: Given) -> tuple[Ask, ...]:
        """Return the sets that must be among the facts."""
        ...

    def judge(self, facts: Facts, given: Given) -> Judgement:
        """Return the predicates over one row of facts."""
        ...


Row = Mapping[str, Any]
