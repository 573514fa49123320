"""Ten thousand alterations of logs: all are caught, each at its first bad entry, by both verifiers.

Small by default; `pytest tests/endurance --full -s` tries 10,000 (and 1,000 clean logs) and prints
the figures. Each case has a number, and is the same in every run.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from monitor import db
from monitor.audit import verifier
from monitor.audit.models import INSTALLATION
from monitor.audit.verifying import Outside, Verdict, verify
from tests.audit.logs import IEE, OPLE, Log
from tests.endurance.mutations import WAYS, Chain

ALTERED, ALTERED_IN_FULL = 200, 10_000
CLEAN, CLEAN_IN_FULL = 10, 1_000
ENTRIES = 500
CHAINS = (IEE, OPLE)

Bad = tuple[int, int] | None


@dataclass
class Case:
    """A log in memory that can be altered and put back, and how much of it is known outside."""

    log: Log
    kept: Log
    anchored: dict[int, int]

    @property
    def raw(self) -> sqlite3.Connection:
        """The connection to the log that is altered."""
        return _raw(self.log)

    def put_back(self) -> None:
        """Make the log what it was."""
        _raw(self.kept).backup(self.raw)

    def both(self) -> tuple[dict[int, Bad], dict[int, Bad]]:
        """Return the bad entries of each chain: by our verifier, by the one that stands alone."""
        ours = {each.chain: _bad(each) for each in self.log.verdicts()}
        alone: Any = verifier
        found = alone.verify(self.raw, self.log.folder)
        try:
            return ours, {chain: bad for chain, _size, _anchored, bad in found}
        finally:
            self.raw.text_factory = str


def _raw(log: Log) -> sqlite3.Connection:
    found = log.engine.raw_connection().driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def _bad(verdict: Verdict) -> Bad:
    trouble = verdict.trouble
    return (trouble.first, trouble.last) if trouble else None


def _case(folder: Path, random: Random, entries: int) -> Case:
    """Make a log of two institutions and the installation, anchored but for its last acts."""
    kept = Log(db.open_private(), folder)
    folder.mkdir(exist_ok=True)
    sizes = _sizes(random, entries)
    acts = [(size, random.choice(CHAINS)) for size in sizes]
    anchored = random.randint(len(acts) // 2, len(acts))
    kept.act(2, INSTALLATION)
    for number, (size, chain) in enumerate([(3, IEE), (3, OPLE), *acts]):
        kept.act(size, chain)
        if number == anchored:
            kept.keep()
            known = {each.chain: each.size for each in kept.verdicts()}
    altered = Log(db.open_private(), folder, kept.signer)
    return Case(altered, kept, known)


def _sizes(random: Random, entries: int) -> list[int]:
    """Return how many entries each act makes: mostly few, sometimes as many as an import."""
    sizes: list[int] = []
    while sum(sizes) < entries:
        sizes.append(random.choice([1, 1, 1, 2, 3, 10, 60]))
    return sizes


@pytest.fixture
def cases(tmp_path: Path) -> Iterator[list[Case]]:
    """Give some logs to alter."""
    made = [_case(tmp_path / str(seed), Random(seed), ENTRIES) for seed in range(8)]  # noqa: S311
    yield made
    for case in made:
        case.log.engine.dispose()
        case.kept.engine.dispose()


def test_every_alteration_is_caught_at_its_first_bad_entry_by_both(
    cases: list[Case], full: bool
) -> None:
    tried: Counter[str] = Counter()
    missed_by_the_chain: Counter[str] = Counter()
    for number in range(ALTERED_IN_FULL if full else ALTERED):
        case = cases[number % len(cases)]
        name, chain, first = _alter(case, number)
        ours, alone = case.both()
        expected = {each: (first, first) if each == chain else None for each in ours}
        assert ours == expected, f"case {number}: {name}"
        assert alone == expected, f"case {number}: {name}, by the verifier that stands alone"
        tried[name] += 1
        missed_by_the_chain[name] += _chain_alone_is_content(case, chain)
    assert set(tried) == set(WAYS.known)
    hidden = {name for name, way in WAYS.known.items() if way.hidden}
    # The control: who has the database only, sees nothing of what was hidden.
    assert {name for name in tried if missed_by_the_chain[name]} == hidden
    assert all(missed_by_the_chain[name] == tried[name] for name in hidden)
    caught, missed = sum(tried.values()), sum(missed_by_the_chain.values())
    told = f"{caught:,} alterations caught at the exact entry by both; the chain alone misses"
    print(f"\n{told} {missed:,}")  # noqa: T201 - figures


def _alter(case: Case, number: int) -> tuple[str, int, int]:
    """Alter one chain of a log; return how, which chain, and the first bad entry of it."""
    random = Random(number)  # noqa: S311 - the same case in every run
    case.put_back()
    name = sorted(WAYS.known)[number % len(WAYS.known)]
    chain = Chain.read(case.raw, random.choice(CHAINS), 0, random)
    chain.anchored = case.anchored[chain.number]
    first = WAYS.known[name].alter(chain)
    chain.write(case.raw)
    return name, chain.number, first


def _chain_alone_is_content(case: Case, chain: int) -> bool:
    with db.reading(case.log.engine) as connection:
        found = {each.chain: each.trouble for each in verify(connection, Outside())}
    return found.get(chain) is None


def test_no_clean_log_raises_an_alarm(tmp_path: Path, full: bool) -> None:
    count = CLEAN_IN_FULL if full else CLEAN
    for seed in range(count):
        case = _case(tmp_path / str(seed), Random(10_000 + seed), ENTRIES)  # noqa: S311
        case.put_back()
        ours, alone = case.both()
        assert set(ours.values()) == set(alone.values()) == {None}, f"log {seed}"
        case.log.engine.dispose()
        case.kept.engine.dispose()
    print(f"\n0 alarms on {count:,} clean logs")  # noqa: T201 - figures
