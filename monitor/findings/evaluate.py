"""Evaluating: one SELECT per subject kind gives one word per subject, a letter per control."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import Connection, Select, func, select

from monitor.checks.judgement import Because, Facts
from monitor.checks.verdict import Test, letter, reason, reasons, test
from monitor.facts.kinds import FACTS
from monitor.policy.requirements import Requirements
from monitor.scope import Scope


@dataclass(frozen=True)
class Plan:
    """The statement that judges all subjects of one kind on a day, and how to read its rows."""

    kind: str
    tests: tuple[Test, ...]
    facts: Facts

    def words(self) -> Select[Any]:
        """Return (id, word) of each subject: the letters in the order of `tests`."""
        return select(self.facts.c.id, self._word().label("word"))

    def details(self) -> Select[Any]:
        """Return each subject's word, the place of the reason of each letter, and its facts.

        Columns: word; because_0, because_1, … (one per test); then every fact column.
        """
        because = [
            reason(tested, self.facts, letter(tested, self.facts)).label(f"because_{place}")
            for place, tested in enumerate(self.tests)
        ]
        query = select(self._word().label("word"), *because, *self.facts.c)
        area = func.coalesce(self.facts.c.area, "")  # the engines place NULL differently
        return query.order_by(area, self.facts.c.ref)

    def reasons(self) -> list[list[Because]]:
        """Return, for each test, the reasons that its `because` column points into."""
        return [[because for _code, because in reasons(t, self.facts)] for t in self.tests]

    def _word(self) -> Any:
        return reduce(add, [letter(tested, self.facts) for tested in self.tests])


def plans(requirements: Requirements, scope: Scope, day: date) -> Iterator[Plan]:
    """Return one plan per subject kind that a control in force judges."""
    for kind, facts in FACTS.items():
        tests = tuple(
            test(control, kind, day, requirements.calendar, requirements.platforms)
            for control in requirements.of(kind)
        )
        if tests:
            asks = dict.fromkeys(ask for tested in tests for ask in tested.asks())
            yield Plan(kind, tests, facts(scope, day, asks).cte(f"facts_of_{kind}"))


def words(
    connection: Connection, requirements: Requirements, scope: Scope, day: date
) -> Iterator[tuple[str, int, str]]:
    """Return (kind, subject id, word) of every subject of the scope on a day."""
    for plan in plans(requirements, scope, day):
        for row in connection.execute(plan.words()):
            yield plan.kind, row.id, row.word
