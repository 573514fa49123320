"""Checking: all controls of the mail guidelines, against fetching the same facts as tuples."""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Connection, Select, select

from monitor import db, sample
from monitor.acts.importing import Choices, import_inventory
from monitor.findings.evaluate import Plan, plans
from monitor.intake.inventory_files import open_inventory
from monitor.inventory.models import AccountVersion, Institution
from monitor.policy.library import Library, read_institution
from monitor.policy.requirements import compile_requirements
from monitor.scope import Scope
from tests.benchmarks import copies

DAY: date = sample.AS_OF
WAYS = ("verdicts", "facts", "versions")


def fill(file: Path, scratch: Path, count: int) -> None:
    """Write `count` copies of the sample institute, and take them in through the intake."""
    folder = scratch / "inventory"
    copies.write(folder, count)
    library = Library()
    own = read_institution(folder / "institution.yaml").institution
    engine = db.open_database(f"sqlite:///{file}")
    db.create_tables(engine)
    began = time.perf_counter()
    with db.writing(engine) as connection:
        files = open_inventory(folder, DAY, library.platforms())
        choices = Choices(frozenset(library.definitions()))
        imported = import_inventory(connection, files, own, choices)
    rows = sum(imported.rows.values())
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"filled: {rows:,} rows, {imported.rows['accounts']:,} accounts, {seconds:.0f} s,"
        f" peak {peak} MiB, file {file.stat().st_size // 2**20} MiB"
    )


def measure(file: Path, rounds: int) -> None:
    """Print the ratios, pair by pair in one process, then the peak memory of each way alone."""
    seconds: dict[str, list[float]] = {way: [] for way in WAYS}
    for way in WAYS:
        once(file, way)  # warms the page cache, so that no way pays for the others
    for _round in range(rounds):
        for way in WAYS:
            seconds[way].append(once(file, way))
    for way in WAYS:
        print(f"{way:>9}: median {median(seconds[way]):.2f} s")
    for other in WAYS[1:]:
        ratios = [a / b for a, b in zip(seconds["verdicts"], seconds[other], strict=True)]
        print(
            f"verdicts / {other}: median {median(ratios):.2f}"
            f" (min {min(ratios):.2f}, max {max(ratios):.2f})"
        )
    for way in WAYS:
        print(f"peak memory, {way}: {_peak(file, way)} MiB")


def once(file: Path, way: str) -> float:
    """Return the seconds that one way takes, from the plans to the last row."""
    engine = db.open_database(f"sqlite:///{file}")
    with engine.connect() as connection:
        judged = _plans(connection)
        began = time.perf_counter()
        _WAYS[way](connection, judged)
        seconds = time.perf_counter() - began
    engine.dispose()
    return seconds


def _verdicts(connection: Connection, judged: list[Plan]) -> None:
    for plan in judged:
        for _row in connection.execute(plan.words()):
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


def _plans(connection: Connection) -> list[Plan]:
    institution = connection.execute(select(db.table(Institution).c.id)).scalar_one()
    library = Library()
    requirements = compile_requirements(library, ["mx-ine-mail"], read_institution(None))
    return list(plans(requirements, Scope(institution), DAY))


def _drain(connection: Connection, query: Select[Any]) -> None:
    """Fetch every row as the driver's plain tuple: the least that handing facts over can cost."""
    compiled = query.compile(connection.engine, compile_kwargs={"render_postcompile": True})
    cursor: Any = connection.connection.cursor()
    values = [_plain(compiled.params[name]) for name in compiled.positiontup or ()]
    for _row in cursor.execute(str(compiled), values):
        pass


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _peak(file: Path, way: str) -> int:
    code = (
        "import resource, sys; from pathlib import Path; from tests.benchmarks import checking;"
        "checking.once(Path(sys.argv[1]), sys.argv[2]);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file), way], capture_output=True, text=True, check=True
    )
    return int(done.stdout)
