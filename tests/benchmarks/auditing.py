"""The log: entries a second, against appending the same bytes to a file and `fdatasync`.

`python -m tests.benchmarks.auditing`: what the log adds to a unit of work, nothing else in it: the
chain's end locked, entries hashed and written, a checkpoint signed, COMMIT; with one entry and with
a hundred, on SQLite (WAL, synchronous=FULL) and on a PostgreSQL that survives power cuts. Then the
log is read back and verified. All in one run on one disk, way by way in turn.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from statistics import median

from sqlmodel import SQLModel

from monitor import clock, db
from monitor.acts.registers import Register
from monitor.audit import checkpoints, protection
from monitor.audit.entries import Actor, digest
from monitor.audit.models import AuditEntry, AuditHead, Checkpoint
from monitor.audit.session import Session
from monitor.audit.verifying import Outside, verify
from monitor.scope import Scope
from monitor.sealing import new_signer
from tests import cluster

IEE = Scope(7)
ANA = Actor("os:ana@host")
SIZES = (1, 100)
CHANGES = {
    "name": "Junta Distrital Ejecutiva 01 en Aguascalientes",
    "phone": digest("a" * 32, "phone", "5555555555"),
    "area_id": 3765164100442390810,
    "valid_from": date(2026, 11, 22),
}
Way = Callable[[int, int], None]


def measure(rounds: int, entries: int) -> None:
    """Print entries a second of each way, and the ratio of each to raw appends, pair by pair."""
    with tempfile.TemporaryDirectory(dir=".") as scratch, ExitStack() as servers:
        registers = {"SQLite": f"sqlite:///{Path(scratch) / 'register.db'}"}
        if reason := cluster.why_not():
            print(f"PostgreSQL is left out: {reason}")
        else:
            server = servers.enter_context(cluster.running(durable=True))
            registers["PostgreSQL"] = server.create_database()
        opened = {name: servers.enter_context(_register(url)) for name, url in registers.items()}
        _compare(opened, Path(scratch) / "raw", rounds, entries)
        for name, register in opened.items():
            _read_back(name, register)


def _compare(opened: dict[str, Register], file: Path, rounds: int, entries: int) -> None:
    ways: dict[str, Way] = {"fdatasync": lambda size, count: _append(file, size, count)}
    for name, register in opened.items():
        ways[name] = lambda size, count, to=register: _act(to, size, count)  # type: ignore[misc] # a default binds it
    for size in SIZES:
        count = max(entries // (1 if size > 1 else 10) // size, 1)
        seconds: dict[str, list[float]] = {name: [] for name in ways}
        for _round in range(rounds + 1):
            for name, way in ways.items():
                seconds[name].append(_timed(way, size, count))
        for name in ways:
            _tell(name, size, count, seconds[name][1:], seconds["fdatasync"][1:])  # the first warms


def _tell(name: str, size: int, count: int, own: list[float], raw: list[float]) -> None:
    rate = size * count / median(own)
    ratios = [mine / other for mine, other in zip(own, raw, strict=True)]
    print(
        f"{name:>10}, {size:>3} a transaction: {rate:>9,.0f} entries/s;"
        f" time / fdatasync: median {median(ratios):.2f}"
        f" (min {min(ratios):.2f}, max {max(ratios):.2f})"
    )


def _timed(way: Way, size: int, count: int) -> float:
    began = time.perf_counter()
    way(size, count)
    return time.perf_counter() - began


def _append(file: Path, size: int, count: int) -> None:
    """Append as many bytes as the entries of a transaction have, and see them to the disk."""
    row = repr({**CHANGES, "actor": ANA.name, "prev": "0" * 64, "hash": "0" * 64}).encode()
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for _number in range(count):
        os.write(descriptor, row * size)
        os.fdatasync(descriptor)
    os.close(descriptor)


def _act(register: Register, size: int, count: int) -> None:
    for _number in range(count):
        with db.writing(register.engine) as connection:
            now = clock.now()
            session = Session(connection, IEE, ANA, now, now.date())
            for number in range(size):
                session.record("account:changed", ("account", number), CHANGES)
            checkpoints.close(session, register.sign, now)


def _read_back(name: str, register: Register) -> None:
    began = time.perf_counter()
    with db.reading(register.engine) as connection:
        keys = (register.sign().public,) if register.sign else None
        (verdict,) = verify(connection, Outside(keys))
    seconds = time.perf_counter() - began
    if verdict.trouble:
        raise SystemExit(f"{name}: {verdict.trouble}")
    print(f"{name:>10}, verified: {verdict.size / seconds:,.0f} entries/s of {verdict.size:,}")


@contextmanager
def _register(url: str) -> Iterator[Register]:
    engine = db.open_database(url)
    models: list[type[SQLModel]] = [AuditEntry, AuditHead, Checkpoint]
    SQLModel.metadata.create_all(engine, tables=[db.table(model) for model in models])
    with db.writing(engine) as connection:
        protection.protect(connection)
    signer = new_signer()
    yield Register(engine, sign=lambda: signer)
    engine.dispose()


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.auditing")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--entries", type=int, default=20_000, help="of each way in each round")
    options = parser.parse_args()
    measure(options.rounds, options.entries)


if __name__ == "__main__":
    main()
