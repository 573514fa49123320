"""Random rows of facts in a plain table, and what either side says of each control."""

from collections.abc import Iterator, Mapping, Sequence
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
from tests.oracle.verdicts import verdict

KINDS = ("account", "mailbox", "area", "institution")
COUNT = 20_000
SEED = 20261122
BATCH = 500

# A day after the last of a short month, the last of a long one, the extra day of a leap year.
DAYS = (date(2026, 3, 1), date(2026, 3, 31), date(2024, 2, 29))


def cases() -> tuple[tuple[Policy, date], ...]:
    """Return the policies under which rows are judged, each on another day."""
    known = (policies.as_written(), policies.tailored(), policies.read_otherwise())
    return tuple(zip(known, DAYS, strict=True))


def tests_of(policy: Policy, day: date, kind: str) -> tuple[Test, ...]:
    """Return how the engine tests each control on one kind of subject."""
    return _plan(policy, day, kind).tests


def _plan(policy: Policy, day: date, kind: str) -> Plan:
    (plan,) = evaluate.plans(policies.of_kind(policy.requirements, kind), Scope(1), day)
    return plan


@cache
def table(kind: str) -> Table:
    """Return a table whose columns are those of the facts; what they do not type is text."""
    facts = _plan(*cases()[0], kind).facts
    columns = {column.name: column.type for column in facts.c}
    return Table(
        f"facts_of_{kind}_at_random",
        MetaData(),
        *(
            Column(name, String() if isinstance(known, NullType) else known, nullable=True)
            for name, known in columns.items()
        ),
    )


@cache
def drawn(kind: str, number: int) -> tuple[Mapping[str, Any], ...]:
    """Return the rows that are judged in the case of that number; any fact may be unknown."""
    share = -(-COUNT // len(DAYS))
    rng = Random(SEED + number)  # noqa: S311 - made-up rows, not secrets
    columns = table(kind).c.keys()
    return tuple(
        rows.random_fact_row(rng, kind, columns, DAYS[number]) | {"id": number * share + place}
        for place in range(share)
    )


def fill(connection: Connection, kind: str) -> None:
    """Make the table and write every row."""
    table(kind).create(connection)
    for number in range(len(DAYS)):
        known = drawn(kind, number)
        for start in range(0, len(known), BATCH):
            connection.execute(insert(table(kind)), list(known[start : start + BATCH]))


def judged(tests: Sequence[Test], kind: str, number: int) -> Select[Any]:
    """Return the statement that gives the id and each letter of the rows of one case."""
    facts, known = table(kind), drawn(kind, number)
    letters = [letter(tested, facts).label(f"letter_{n}") for n, tested in enumerate(tests)]
    return select(facts.c.id, *letters).where(facts.c.id.between(known[0]["id"], known[-1]["id"]))


@cache
def oracle(kind: str, number: int) -> dict[int, str]:
    """Return the letters that the oracle gives to each row of a case."""
    policy, day = cases()[number]
    controls = policy.requirements.of(kind)
    return {
        row["id"]: "".join(
            verdict(
                policy.controls[control.id],
                kind,
                row,
                day,
                days_off=policies.DAYS_OFF,
                platforms=policy.platforms,
                without_factor=policy.without_factor,
            )
            for control in controls
        )
        for row in drawn(kind, number)
    }


def compare(
    connection: Connection, query: Select[Any], kind: str, number: int
) -> Iterator[Difference]:
    """Return where the letters that a statement gives differ from the oracle's."""
    controls = [control.id for control in cases()[number][0].requirements.of(kind)]
    expected = oracle(kind, number)
    seen = set()
    for row in connection.execute(query):
        seen.add(row[0])
        yield from comparing.letters(row[0], controls, tuple(row[1:]), expected[row[0]])
    for subject in expected.keys() - seen:
        yield Difference(subject, "row", engine=False, oracle=True)
