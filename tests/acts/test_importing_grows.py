"""What an import costs grows with its rows: no statement of it reads a table once for each row."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from monitor.acts.registers import Register
from monitor.acts.taking_files import Offered, take
from tests.acts.living import ANA, opened
from tests.benchmarks import importing

FEW, MANY = 200, 800
STEPS = 100  # of SQLite's virtual machine: how exactly work is counted
COUNTED = 300_000  # a statement that does less says nothing of how it grows


@pytest.fixture(scope="module", name="work")
def _work(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Counter[str], Counter[str]]]:
    """Give what each statement does, of few rows and of many: imported, and imported again."""
    few, many = (_imported_twice(tmp_path_factory.mktemp("iee"), n) for n in (FEW, MANY))
    return list(zip(few, many, strict=True))


@pytest.mark.parametrize("again", [False, True], ids=["first", "again"])
def test_four_times_the_rows_are_never_sixteen_times_the_work(
    work: list[tuple[Counter[str], Counter[str]]], again: bool
) -> None:
    few, many = work[again]
    assert many.total() > COUNTED
    large = {text: steps for text, steps in many.items() if steps > COUNTED}
    grown = {text: steps / max(few[text], STEPS) for text, steps in large.items()}
    assert {text: ratio for text, ratio in grown.items() if ratio > 2 * MANY / FEW} == {}


def test_a_join_without_an_index_would_be_seen(tmp_path: Path) -> None:
    text = "SELECT count(*) FROM person_version a JOIN person_version b ON a.email || '' = b.rank"
    found = []
    for count in (FEW, MANY):
        folder = tmp_path / str(count)
        folder.mkdir()
        with _filled(folder, count) as register, _counted(register.engine) as steps:
            with register.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA automatic_index = OFF")
                connection.exec_driver_sql(text)
            found.append(steps[text])
    assert found[1] / found[0] > 2 * MANY / FEW


def _imported_twice(folder: Path, count: int) -> list[Counter[str]]:
    importing.write(folder / "inventory", count)
    done = []
    with opened(f"sqlite:///{folder / 'register.db'}", may_create=True) as register:
        for _each in range(2):
            with _counted(register.engine) as steps:
                _take(register, folder)
            done.append(steps)
    return done


@contextmanager
def _filled(folder: Path, count: int) -> Iterator[Register]:
    importing.write(folder / "inventory", count)
    with opened(f"sqlite:///{folder / 'register.db'}", may_create=True) as register:
        _take(register, folder)
        yield register


def _take(register: Register, folder: Path) -> None:
    take(register, ANA, None, Offered(folder / "inventory"), lambda _sheet, _rows: None)


@contextmanager
def _counted(engine: Engine) -> Iterator[Counter[str]]:
    """Count the steps of SQLite's virtual machine by statement."""
    steps: Counter[str] = Counter()
    running = [""]

    def tick() -> int:
        steps[running[0]] += STEPS
        return 0

    def watch(connection: Any, *_other: Any) -> None:
        connection.set_progress_handler(tick, STEPS)

    def begin(_connection: Any, _cursor: Any, statement: str, *_other: Any) -> None:
        running[0] = statement

    event.listen(engine, "checkout", watch)
    event.listen(engine, "before_cursor_execute", begin)
    yield steps
    event.remove(engine, "before_cursor_execute", begin)
    event.remove(engine, "checkout", watch)
