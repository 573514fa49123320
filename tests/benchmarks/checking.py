"""Checking: all controls of written policies, against fetching the same facts as tuples."""

import time
from collections.abc import Callable, Sequence
from datetime import date
from statistics import median
from typing import Any

from sqlalchemy import Connection, Select, select

from monitor import db
from monitor.acts.unit_of_work import today
from monitor.facts.kinds import FACTS
from monitor.facts.sets import Ask
from monitor.findings.evaluate import STREAMED, Plan, plans
from monitor.inventory.models import AccountVersion, Institution
from monitor.policy.library import Library, read_institution
from monitor.policy.requirements import compile_requirements
from monitor.scope import Scope
from tests.benchmarks import alone

WAYS = ("verdicts", "facts", "versions")


MAIL = ("mx-ine-mail",)


def measure(url: str, rounds: int, policies: Sequence[str] = MAIL) -> None:
    """Print the ratios, pair by pair in one process, then what each way takes alone."""
    wall: dict[str, list[float]] = {way: [] for way in WAYS}
    processor: dict[str, list[float]] = {way: [] for way in WAYS}
    for number in range(rounds + 1):
        for way in WAYS:
            took = _timed(url, way, policies)
            if number:  # the first round warms the page cache, so that no way pays for the others
                wall[way].append(took[0])
                processor[way].append(took[1])
    for way in WAYS:
        print(
            f"{way:>9}: median {median(wall[way]):.2f} s, processor {median(processor[way]):.2f} s"
        )
    for other in WAYS[1:]:
        _print_ratios(f"verdicts / {other}", wall["verdicts"], wall[other])
        if url.startswith("sqlite"):  # a server's work is not seen in this process
            both = processor["verdicts"], processor[other]
            _print_ratios(f"verdicts / {other}, processor", *both)
    for way in WAYS:
        cost = alone.measured("checking", "ready", url, way, *policies)
        print(f"peak memory, {way}: {cost.peak} MiB")


def parts(url: str, rounds: int, policies: Sequence[str] = MAIL) -> None:
    """Print what each set that the controls ask for adds to the facts SELECT, kind by kind."""
    engine = db.open_database(url)
    with db.reading(engine) as connection:
        for plan in plans_of(connection, policies):
            _print_parts(connection, plan, rounds)
    engine.dispose()


def ready(url: str, way: str, *policies: str) -> Callable[[], None]:
    """Return one way of going through the register, from the plans to the last row."""
    engine = db.open_database(url)
    with engine.connect() as connection:
        judged = plans_of(connection, policies)

    def work() -> None:
        with db.reading(engine) as connection:
            _WAYS[way](connection, judged)
        engine.dispose()

    return work


def _timed(url: str, way: str, policies: Sequence[str]) -> tuple[float, float]:
    work = ready(url, way, *policies)
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def _print_ratios(name: str, ours: list[float], other: list[float]) -> None:
    ratios = [one / another for one, another in zip(ours, other, strict=True)]
    print(f"{name}: median {median(ratios):.2f} (min {min(ratios):.2f}, max {max(ratios):.2f})")


def _verdicts(connection: Connection, judged: list[Plan]) -> None:
    for plan in judged:
        for _row in connection.execute(plan.words(), execution_options=STREAMED):
            pass


def _facts(connection: Connection, judged: list[Plan]) -> None:
    for plan in judged:
        _drain(connection, select(plan.facts))


def _versions(connection: Connection, _judged: list[Plan]) -> None:
    _drain(connection, select(db.table(AccountVersion)))


_WAYS: dict[str, Callable[[Connection, list[Plan]], None]] = {
    "verdicts": _verdicts,
    "facts": _facts,
    "versions": _versions,
}


def plans_of(connection: Connection, policies: Sequence[str]) -> list[Plan]:
    """Return how the register is judged by these policies."""
    scope = _scope(connection)
    requirements = compile_requirements(Library(), policies, read_institution(None))
    return list(plans(requirements, scope, today(connection, scope)))


def _scope(connection: Connection) -> Scope:
    return Scope(connection.execute(select(db.table(Institution).c.id)).scalar_one())


def _print_parts(connection: Connection, plan: Plan, rounds: int) -> None:
    """Time the SELECT without any set, then with the sets of one class, then with all."""
    scope = _scope(connection)
    day = today(connection, scope)
    asks = list(dict.fromkeys(ask for tested in plan.tests for ask in tested.asks()))
    by_class: dict[str, list[Ask]] = {"nothing asked for": []}
    for ask in asks:
        by_class.setdefault(type(ask).__name__, []).append(ask)
    by_class["everything"] = asks
    queries = {name: FACTS[plan.kind](scope, day, sets) for name, sets in by_class.items()}
    took: dict[str, list[float]] = {name: [] for name in queries}
    for number in range(rounds + 1):
        for name, query in queries.items():
            begun = time.perf_counter()
            _drain(connection, query)
            if number:
                took[name].append(time.perf_counter() - begun)
    bare = median(took["nothing asked for"])
    for name, times in took.items():
        added = f"{median(times) - bare:+.2f} s" if times is not took["nothing asked for"] else ""
        print(f"{plan.kind:>12} {len(by_class[name]):>3} {name:<24} {median(times):.2f} s {added}")


def _drain(connection: Connection, query: Select[Any]) -> None:
    """Fetch every row as the driver's plain tuple: the least that handing facts over can cost."""
    compiled = query.compile(connection.engine, compile_kwargs={"render_postcompile": True})
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        values: Any = [_plain(compiled.params[name]) for name in compiled.positiontup or ()]
        rows = driver.execute(str(compiled), values)
    else:
        rows = driver.cursor(name="facts")
        rows.itersize = STREAMED["yield_per"]
        rows.execute(str(compiled), compiled.params)
    for _row in rows:
        pass
    rows.close()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
