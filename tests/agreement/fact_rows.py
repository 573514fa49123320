"""Random rows of facts in a plain table, and what either side says of each control."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Select, String, Table, insert, select
from sqlalchemy.types import NullType

from monitor.checks.verdict import Test, letter
from monitor.findings import evaluate
from monitor.findings.evaluate import Plan
from monitor.scope import Scope
from tests.agreement import comparing, policies
from tests.agreement.comparing import Difference
from tests.agreement.policies import Policy
from tests.oracle import rows

SEED = 20261122
BATCH = 500

# A day after the last of a short month, the last of a long one, the extra day of a leap year.
DAYS = (date(2026, 3, 1), date(2026, 3, 31), date(2024, 2, 29))


@dataclass(frozen=True)
class Case:
    """Rows of one kind that are judged under one policy, on one day: the `number`th of each."""

    kind: str
    policy: Policy
    number: int
    count: int

    @property
    def day(self) -> date:
        """The day on which the rows are judged."""
        return DAYS[self.number]

    @property
    def ids(self) -> range:
        """Their ids in the table of their kind."""
        return range(self.number * self.count, (self.number + 1) * self.count)

    @property
    def plan(self) -> Plan:
        """How the engine would judge them if it had stored them."""
        requirements = policies.of_kind(self.policy.requirements, self.kind)
        (plan,) = evaluate.plans(requirements, Scope(1), self.day)
        return plan

    @property
    def table(self) -> Table:
        """A table whose columns are those of the facts; what they do not type is text."""
        return _table(self.kind, self.policy)


def cases(kind: str, under: Sequence[Policy], count: int) -> tuple[Case, ...]:
    """Return the cases of one kind, with `count` rows in all (or up to two more).

    Each day has a policy; of one policy alone the rows of all days lie in one table.
    """
    each = -(-count // len(DAYS))
    return tuple(
        Case(kind, under[number % len(under)], number, each) for number in range(len(DAYS))
    )


@cache
def _table(kind: str, policy: Policy) -> Table:
    facts = Case(kind, policy, 0, 0).plan.facts
    columns = {column.name: column.type for column in facts.c}
    return Table(
        f"facts_of_{kind}_at_random_{id(policy)}",
        MetaData(),
        *(
            Column(name, String() if isinstance(known, NullType) else known, nullable=True)
            for name, known in columns.items()
        ),
    )


@cache
def drawn(case: Case) -> tuple[Mapping[str, Any], ...]:
    """Return the rows that are judged; any fact may be unknown."""
    rng = Random(SEED + case.number)  # noqa: S311 - made-up rows, not secrets
    columns = case.table.c.keys()
    return tuple(
        rows.random_fact_row(rng, case.kind, columns, case.day) | {"id": row} for row in case.ids
    )


def fill(connection: Connection, found: Sequence[Case]) -> None:
    """Write every row of these cases, into tables that are made for them."""
    for table in dict.fromkeys(case.table for case in found):
        table.create(connection)
    for case in found:
        known = drawn(case)
        for start in range(0, len(known), BATCH):
            connection.execute(insert(case.table), list(known[start : start + BATCH]))


def judged(tests: Sequence[Test], case: Case) -> Select[Any]:
    """Return the statement that gives the id and each letter of the rows of one case."""
    facts = case.table
    letters = [letter(tested, facts).label(f"letter_{n}") for n, tested in enumerate(tests)]
    return select(facts.c.id, *letters).where(facts.c.id.between(case.ids[0], case.ids[-1]))


@cache
def oracle(case: Case) -> dict[int, str]:
    """Return the letters that the oracle gives to each row of a case."""
    controls = case.policy.requirements.of(case.kind)
    return {
        row["id"]: "".join(
            case.policy.verdict(control.id, case.kind, row, case.day) for control in controls
        )
        for row in drawn(case)
    }


def compare(connection: Connection, query: Select[Any], case: Case) -> Iterator[Difference]:
    """Return where the letters that a statement gives differ from the oracle's."""
    controls = [control.id for control in case.policy.requirements.of(case.kind)]
    expected = oracle(case)
    seen = set()
    for row in connection.execute(query):
        seen.add(row[0])
        yield from comparing.letters(row[0], controls, tuple(row[1:]), expected[row[0]])
    for subject in expected.keys() - seen:
        yield Difference(subject, "row", engine=False, oracle=True)
