"""Kill -9 at random points: what was said to be saved is there, the rest wholly or not at all.

Small by default; `pytest tests/endurance/test_kills.py --full -s` kills 1,000 times (700 on
SQLite, 300 on PostgreSQL) and prints the figures. Points are drawn evenly and are the same in
every run; where a kill after a while hits, the machine decides.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.cluster import Cluster
from tests.endurance.acting import ACTS
from tests.endurance.benches import EACH, Bench, bench

KILLS = {"sqlite": 15, "postgresql": 5}
KILLS_IN_FULL = {"sqlite": 700, "postgresql": 300}
ON_ONE_REGISTER = 100  # or its log would become long, and each look at it slow
WAITED = 5  # seconds; longer than that, nobody is to wait for a lock

# What a product with a fault would do: the fault, the act, and how often that act had been saved
# when it was cut short where the fault shows.
FAULTS = [
    ("entries in a second transaction", "set", 1),
    ("entries without the change", "set", 1),
    ("saved in two halves", "passwords", 1),
    ("told before it is saved", "set", 0),
]
FAULTS_IN_FULL = [
    *FAULTS,
    ("entries in a second transaction", "passwords", 1),
    ("entries in a second transaction", "import", 1),
    ("entries in a second transaction", "round", 1),
]
IN_PLACE = "a backup written in its place"
TRIES, TRIES_IN_FULL = 4, 40

NewBench = Callable[[], AbstractContextManager[Bench]]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def new_bench(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> NewBench:
    """Give what makes a new register on a bench, on either engine."""

    @contextmanager
    def made() -> Iterator[Bench]:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        monkeypatch.setenv("MONITOR_ANCHORS", str(folder / "anchors"))
        if request.param == "sqlite":
            with bench(f"sqlite:///{folder / 'r.db'}", folder) as on_sqlite:
                yield on_sqlite
            return
        cluster: Cluster = request.getfixturevalue("postgresql_cluster")
        url = cluster.create_database()
        with bench(url, folder) as on_postgresql:
            yield on_postgresql
        cluster.drop_database(url)

    return made


@pytest.fixture
def kills(request: pytest.FixtureRequest, *, full: bool) -> int:
    name = request.node.callspec.params["new_bench"]
    return (KILLS_IN_FULL if full else KILLS)[name]


def plan(count: int, seed: int) -> Iterator[tuple[str, dict[str, float]]]:
    """Return acts in turn and where to kill each, as a share of all of it.

    Two of three die at a point, one after a while.
    """
    random = Random(seed)  # noqa: S311 - the same in every run
    each = -(-count // len(ACTS))
    for turn in range(count):
        round_, place = divmod(turn, len(ACTS))
        share = (round_ + random.random()) / each
        yield list(ACTS)[place], {"delay" if turn % 3 == 2 else "point": share}


def how(on: Bench, act: str, share: dict[str, float]) -> dict[str, Any]:
    """Return the order that a share stands for, as measured."""
    points, seconds = on.measured[act]
    if "delay" in share:
        return {"delay": share["delay"] * seconds}
    return {"point": 1 + int(share["point"] * points)}


def test_kill_9_loses_nothing_acknowledged_and_leaves_no_half_and_a_fault_would_be_caught(
    new_bench: NewBench, kills: int, *, full: bool
) -> None:
    where: Counter[tuple[str, str]] = Counter()
    slowest, began = 0.0, time.perf_counter()
    for seed, first in enumerate(range(0, kills, ON_ONE_REGISTER)):
        with new_bench() as on:
            assert on.measure(*ACTS) == [], "without a kill"
            for act, share in plan(min(ON_ONE_REGISTER, kills - first), seed):
                order = how(on, act, share)
                done = on.kill(act, **order)
                assert done.faults == (), f"register {seed}: {act}, {order}, {done.where}"
                where[act, done.where] += 1
            slowest = max(slowest, on.slowest)
            if where.total() == kills:
                took = time.perf_counter() - began
                tell(where, f"{took:.0f} s; the next act took {slowest:.2f} s at most")
                catch_faults(on, full=full)
    assert where.total() == kills
    assert sum(where[act, "inside"] for act in ACTS) >= kills // 4, "few were killed at work"
    assert slowest < WAITED, "the next act had to wait for what was killed"


def catch_faults(on: Bench, *, full: bool) -> None:
    """Do the positive control: a fault is told of wherever it shows, and nowhere else.

    A worker does as a product with that fault would, and is killed at points of all of its act, and
    at those where it begins to show.
    """
    tries = TRIES_IN_FULL if full else TRIES
    random = Random(0)  # noqa: S311 - the same in every run
    for fault, act, saved in FAULTS_IN_FULL if full else FAULTS:
        points = on.measured[act][0] // EACH[act]
        caught: Counter[bool] = Counter()
        for turn in range(tries):
            point = 1 + int((turn + random.random()) / tries * points * 1.3)
            order = {"point": 1 + turn % 5, "saved": saved} if turn % 2 else {"point": point}
            done = on.kill(act, 1, fault=fault, **order)
            assert bool(done.faults) == (done.saved == saved), f"{fault} at {order}: {done}"
            caught[bool(done.faults)] += 1
        assert caught[True], f"never where it shows: {fault}"
        print(f"  {fault}, {act}: shows in {caught[True]} of {tries}, all caught")  # noqa: T201 - figures
    torn = [on.kill("backup", point=point, fault=IN_PLACE) for point in range(3, 7)]
    assert any("named like one" in "".join(done.faults) for done in torn), torn


def tell(where: Counter[tuple[str, str]], took: str) -> None:
    """Print the figures."""
    lines = [f"{where.total()} killed, 0 findings, {took}"]
    for act in ACTS:
        found = ", ".join(f"{where[act, at]} {at}" for at in ("before", "inside", "after"))
        lines.append(f"  {act:10} {found} its transaction")
    print("\n" + "\n".join(lines))  # noqa: T201 - figures
