"""Random histories of many institutions in one database, and what either side says of their days.

Subjects are looked at on days drawn from the days on which something changes. On each day the
engine's statement is made once and asked for each institution by a parameter: making it takes
longer than running it on a small register.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from random import Random
from typing import Any, cast

from sqlalchemy import Connection, Engine, Select, bindparam

from monitor import db
from monitor.findings import evaluate
from monitor.findings.evaluate import Plan
from monitor.scope import Scope
from tests.agreement import policies
from tests.agreement.comparing import Difference, Said, differences
from tests.agreement.policies import Policy
from tests.agreement.sizes import Sizes
from tests.oracle import facts, worlds
from tests.oracle.records import World
from tests.oracle.verdicts import NO_ROW, STATUSES, has_row

LIKELY_IN_ORDER = (0.99, 0.95, 0.9, 0.85, 0.7)

SEED = 20261122
_INSTITUTION = "institution"


Look = tuple[date, Policy, Sequence[World]]


@dataclass(frozen=True, eq=False)
class Register:
    """Every institution that is made up, and the days on which each kind is looked at."""

    large: tuple[World, ...]
    small: tuple[World, ...]
    large_days: tuple[date, ...]
    small_days: tuple[date, ...]

    def looked_at(self, kind: str, under: Sequence[Policy]) -> Iterator[Look]:
        """Return the days of one kind, each under one of the policies, in turn."""
        days = self.small_days if kind == "institution" else self.large_days
        found = self.small if kind == "institution" else self.large
        for number, day in enumerate(days):
            yield day, under[number % len(under)], found


@dataclass
class Compared:
    """What came of comparing one kind: how many subjects, which letters, where they differ."""

    subjects: int = 0
    letters: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    differing: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[int, date, Difference]] = field(default_factory=list)

    def given(self) -> dict[str, set[str | None]]:
        """Return the letters that each control gave."""
        letters: dict[str, set[str | None]] = {}
        for control, letter in self.letters:
            letters.setdefault(control, set()).add(letter)
        return letters


@cache
def register(sizes: Sizes) -> Register:
    """Make up the institutions, the same every time for the same sizes."""
    rng = Random(SEED)  # noqa: S311 - made-up registers, not secrets
    first_small = sizes.large_count + 1
    large = tuple(
        worlds.random_world(
            Random(SEED + number),  # noqa: S311 - as above
            number,
            care=LIKELY_IN_ORDER[number % len(LIKELY_IN_ORDER)],
            size=sizes.large,
        )
        for number in range(1, first_small)
    )
    small = tuple(
        worlds.random_world(Random(SEED + number), number, size=sizes.small)  # noqa: S311 - as above
        for number in range(first_small, first_small + sizes.small_count)
    )
    large_days = _days(rng, large, sizes.large_days)
    return Register(large, small, large_days, _days(rng, small, sizes.small_days))


def _days(rng: Random, found: Sequence[World], count: int) -> tuple[date, ...]:
    days: dict[date, None] = {}
    while len(days) < count:
        days |= dict.fromkeys(worlds.random_days(rng, rng.choice(found), 1))
    return tuple(days)


def fill(engine: Engine, made: Register) -> None:
    """Write every institution into the database."""
    with db.writing(engine) as connection:
        for world in (*made.large, *made.small):
            worlds.insert(connection, world)
    with db.writing(engine) as connection:
        db.refresh_statistics(connection)


def planned(policy: Policy, day: date, kind: str) -> Plan:
    """Return the engine's plan of one kind, for the institution that a parameter names."""
    any_institution = Scope(cast("int", bindparam(_INSTITUTION)))
    (plan,) = evaluate.plans(policies.of_kind(policy.requirements, kind), any_institution, day)
    return plan


@cache
def statement(policy: Policy, day: date, kind: str) -> Select[Any]:
    """Return the words of one kind with every fact beside them, in the oracle's order."""
    plan = planned(policy, day, kind)
    return plan.words().add_columns(*(plan.facts.c[name] for name in columns(policy, kind)))


@cache
def columns(policy: Policy, kind: str) -> tuple[str, ...]:
    """Return the facts that a subject of this kind has under a policy, by what the oracle says."""
    world = worlds.random_world(Random(SEED))  # noqa: S311 - a made-up register, not a secret
    each = (_facts(world, kind, one, date.max, policy) for one in ids(world, kind))
    return tuple(next(known for known in each if known is not None))


def ids(world: World, kind: str) -> list[int]:
    """Return the ids of all subjects of one kind."""
    if kind == "account":
        return world.account_ids()
    if kind == "mailbox":
        return world.mailbox_ids()
    return world.area_ids() if kind == "area" else [world.institution_id]


def _facts(world: World, kind: str, subject: int, day: date, policy: Policy) -> facts.Facts | None:
    asks = policy.asks[kind]
    if kind == "account":
        return facts.account_facts(world, subject, day, asks)
    if kind == "mailbox":
        return facts.mailbox_facts(world, subject, day, asks)
    if kind == "area":
        return facts.area_facts(world, subject, day, asks)
    return facts.institution_facts(world, day, asks)


@cache
def oracle(world: World, kind: str, day: date, policy: Policy) -> dict[int, Said]:
    """Return what the oracle says of every subject of one kind that has a row that day."""
    said = {}
    for subject in ids(world, kind):
        known = _facts(world, kind, subject, day, policy)
        if known is not None:
            values = tuple(known[name] for name in columns(policy, kind))
            said[subject] = Said(values, _word(policy, kind, known, day))
    return said


def _word(policy: Policy, kind: str, known: facts.Facts, day: date) -> str:
    return "".join(
        policy.verdict(control.id, kind, known, day)
        if has_row(policy.controls[control.id], kind, known)
        else NO_ROW
        for control in policy.requirements.of(kind)
    )


def engine_says(connection: Connection, query: Select[Any], institution: int) -> dict[int, Said]:
    """Return what the engine says: rows of id, word and every fact."""
    rows = connection.execute(query, {_INSTITUTION: institution})
    return {row[0]: Said(tuple(row[2:]), row[1]) for row in rows}


def compare(connection: Connection, kind: str, looks: Iterable[Look]) -> Compared:
    """Compare every subject of one kind on every day on which it is looked at."""
    found = Compared()
    for day, policy, institutions in looks:
        query = statement(policy, day, kind)
        names = columns(policy, kind)
        controls = [control.id for control in policy.requirements.of(kind)]
        for world in institutions:
            expected = oracle(world, kind, day, policy)
            said = engine_says(connection, query, world.institution_id)
            found.subjects += len(expected)
            _count_letters(found, policy, kind, said.values())
            for difference in differences(names, controls, said, expected):
                found.differing[difference.what] += 1
                found.examples.append((world.institution_id, day, difference))
    return found


def _count_letters(found: Compared, policy: Policy, kind: str, said: Iterable[Said]) -> None:
    """Count the letters of subjects that the phase of their life does not exempt (ruling 16)."""
    controls = policy.requirements.of(kind)
    status = columns(policy, kind).index("status") if kind == "account" else None
    for one in said:
        for control, letter in zip(controls, one.letters, strict=True):
            if status is None or one.values[status] in STATUSES[control.phase]:
                found.letters[control.id, letter] += 1
