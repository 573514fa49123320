"""Evaluating: one SELECT per subject kind gives one word per subject, a letter per control."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, case, func, or_, select

from monitor import db
from monitor.checks.judgement import Because, Condition, Facts
from monitor.checks.verdict import NO_ROW, Test, letter, reason, reasons, test
from monitor.facts.kinds import FACTS
from monitor.facts.sets import Ask, ClosedToo
from monitor.policy.requirements import Requirements
from monitor.scope import Scope

STREAMED = {"yield_per": 2000}
"""How rows are fetched: so many at a time, however many there are."""


@dataclass(frozen=True)
class Plan:
    """The statement that judges all subjects of one kind on a day, and how to read its rows.

    `closed_too`: among the accounts are those that are closed, with rows under closing controls
    only (ruling 16); the other letters of their word are `NO_ROW`.
    """

    kind: str
    tests: tuple[Test, ...]
    facts: Facts
    closed_too: bool = False

    def words(self) -> Select[Any]:
        """Return (id, word) of each subject: the letters in the order of `tests`."""
        return select(self.facts.c.id, self._word().label("word"))

    def details(self) -> Select[Any]:
        """Return each subject's word, the place of the reason of each letter, and its facts.

        Columns: word; because_0, because_1, … (one per test); then every fact column. In the
        order of area and name.
        """
        return self.marked_details(lambda _judged: {})

    def marked_details(self, marks: Callable[[CTE], Mapping[str, Condition]]) -> Select[Any]:
        """Return the details with a column more for each mark, of subjects that have any of them.

        `marks` are conditions over one judged row: its word, and its facts. Without marks all
        subjects are there.
        """
        query, judged = self._details(self._judged())
        made = marks(judged)
        if made:
            query = query.add_columns(*(is_so.label(name) for name, is_so in made.items()))
            query = query.where(or_(*made.values()))
        area = func.coalesce(judged.c.area, "")  # the engines place NULL differently
        return query.order_by(db.in_byte_order(area), db.in_byte_order(judged.c.ref))

    def details_of(self, ids: Select[Any]) -> Select[Any]:
        """Return the details of the subjects whose ids a SELECT gives, in no order."""
        return self._details(self._judged().where(self.facts.c.id.in_(ids)))[0]

    def _judged(self) -> Select[Any]:
        return select(self._word().label("word"), *self.facts.c)

    def _details(self, words: Select[Any]) -> tuple[Select[Any], CTE]:
        """Return the details of judged subjects, and where their columns come from.

        Each word is made once and kept while the reasons look at it: written into each of them
        again, the letters cost seven times as much as the facts.
        """
        judged = words.cte(f"judged_{self.kind}").prefix_with("MATERIALIZED")
        because = [
            reason(tested, judged, func.substr(judged.c.word, place + 1, 1)).label(
                f"because_{place}"
            )
            for place, tested in enumerate(self.tests)
        ]
        facts = [judged.c[column.name] for column in self.facts.c]
        return select(judged.c.word, *because, *facts), judged

    def reasons(self) -> list[list[Because]]:
        """Return, for each test, the reasons that its `because` column points into."""
        return [[because for _code, because in reasons(t, self.facts)] for t in self.tests]

    def _word(self) -> Any:
        return reduce(add, [self._letter(tested) for tested in self.tests])

    def _letter(self, tested: Test) -> ColumnElement[str]:
        found = letter(tested, self.facts)
        if not self.closed_too or tested.control.phase == "closing":
            return found
        return case((self.facts.c.status == "closed", NO_ROW), else_=found)


def plans(requirements: Requirements, scope: Scope, day: date) -> Iterator[Plan]:
    """Return one plan per subject kind that a control in force judges."""
    for kind, facts in FACTS.items():
        tests = tuple(
            test(control, kind, day, requirements.calendar, requirements.platforms)
            for control in requirements.of(kind)
        )
        if tests:
            asks: dict[Ask, None] = dict.fromkeys(ask for each in tests for ask in each.asks())
            closing = any(each.control.phase == "closing" for each in tests)
            closed_too = kind == "account" and closing
            if closed_too:
                asks[ClosedToo()] = None
            found = facts(scope, day, asks).cte(f"facts_of_{kind}")
            yield Plan(kind, tests, found, closed_too)
