"""A workshop whose workers are killed: it does acts on a register, one after another, and says so.

`python -m tests.endurance.killing` reads lines of JSON: first where the register is, then orders,
each of which it answers with a line. It is warm, and a worker is forked from it: so what is killed
is an act and not the start of an interpreter. A worker is killed by itself at a numbered point
(before and after each statement and each COMMIT, before a file is opened, renamed or removed and,
on SQLite, every so many steps within a statement), or by the workshop after a while. It says the
number of an act once that has returned, and not before.
"""

import json
import mmap
import os
import select
import signal
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.pool import Pool

from monitor.acts.registers import open_register, scope_of
from tests.endurance.acting import Desk, do

BEFORE, INSIDE, AFTER = b"b", b"i", b"a"
WHERE = {BEFORE: "before", INSIDE: "inside", AFTER: "after"}
"""Where an act is: not in its transaction yet, in it, or saved and not yet said to be."""

_FILES = frozenset({"open", "os.rename", "os.remove"})
_STEPS = 5_000  # of SQLite's machine; an act takes some hundred thousand
_PATIENCE = 60  # seconds; no act takes a tenth of it


@dataclass
class Points:
    """The points that acts pass, counted from 1 on; at number `fatal` the process is killed.

    Points are passed over until the act has been saved `saved` times. `shared` are two bytes that
    outlive a worker: where its act is, and how often it was saved.
    """

    own: Engine
    fatal: int = 0
    saved: int = 0
    passed: int = 0
    shared: mmap.mmap = field(default_factory=lambda: mmap.mmap(-1, 2))

    def begin_act(self) -> None:
        """Take note that another act begins."""
        self.shared[:] = BEFORE + b"\0"

    def watch(self) -> None:
        """Count from now on, in this process and in those forked from it."""
        event.listen(Pool, "connect", self._connected)
        event.listen(Engine, "begin", self._began)
        event.listen(Engine, "before_cursor_execute", self._pass)
        event.listen(Engine, "after_cursor_execute", self._pass)
        commit: Callable[[Any, Any], None] = DefaultDialect.do_commit

        def watched(dialect: DefaultDialect, connection: Any) -> None:
            self._pass()
            commit(dialect, connection)
            if self.shared[:1] == INSIDE:
                self.shared[:] = AFTER + bytes([self.shared[1] + 1])
            self._pass()

        DefaultDialect.do_commit = watched  # type: ignore[method-assign]
        sys.addaudithook(self._audited)

    def _pass(self, *_told: object) -> None:
        self.passed += self.shared[1] >= self.saved
        if self.passed == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def _connected(self, connection: Any, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):  # what it is told past SQLAlchemy, too
            connection.set_trace_callback(self._pass)
            connection.set_progress_handler(self._pass, _STEPS)

    def _began(self, connection: Connection) -> None:
        ours = connection.engine.url == self.own.url
        if ours and "monitor_begin" in connection.get_execution_options():
            self.shared[:1] = INSIDE
        self._pass()

    def _audited(self, name: str, _arguments: object) -> None:
        if name in _FILES:
            self._pass()


@dataclass
class Workshop:
    """A warm process that does acts itself, to measure them, or lets a worker be killed at them."""

    desk: Desk
    points: Points

    def measure(self, order: dict[str, Any]) -> dict[str, Any]:
        """Do acts here, to their end, and say how long it took and how many points there are."""
        told: list[int] = []
        began, before = time.perf_counter(), self.points.passed
        self._work(order, told.append)
        took = time.perf_counter() - began
        self.desk.register.engine.dispose()  # what is forked has no connection of ours
        return {"told": told, "seconds": took, "points": self.points.passed - before}

    def kill(self, order: dict[str, Any]) -> dict[str, Any]:
        """Let a worker do acts until it is killed; say what it told, and where it was."""
        reading, writing = os.pipe()
        self.points.begin_act()
        worker = os.fork()
        if not worker:
            self._be_killed(order, writing)
        os.close(writing)
        if "delay" in order:
            time.sleep(order["delay"])
            os.kill(worker, signal.SIGKILL)
        told = _heard(reading, worker)
        os.close(reading)
        _pid, status = os.waitpid(worker, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        saved = self.points.shared[1]
        return {
            "told": told,
            "killed": killed,
            "saved": saved,
            "where": WHERE[self.points.shared[:1]],
        }

    def _work(self, order: dict[str, Any], told: Callable[[int], None]) -> None:
        for number in range(order["first"], order["first"] + order["acts"]):
            self.points.begin_act()
            do(self.desk, order["act"], number, told, order.get("fault", ""))
        self.points.shared[:1] = AFTER

    def _be_killed(self, order: dict[str, Any], pipe: int) -> None:
        """Work and be killed, at the latest when all is done."""
        points = self.points
        points.passed, points.fatal, points.saved = 0, order.get("point", 0), order.get("saved", 0)

        def told(line: object) -> None:
            os.write(pipe, f"{line}\n".encode())

        try:
            self._work(order, told)
        except BaseException:  # noqa: BLE001 - of whatever kind, it is to be heard of
            told(f"failed: {traceback.format_exc()}")
            os._exit(1)
        os.kill(os.getpid(), signal.SIGKILL)


def _heard(pipe: int, worker: int) -> list[str]:
    """Return the lines that a worker wrote up to its end."""
    heard, end = b"", time.monotonic() + _PATIENCE
    while True:
        if not select.select([pipe], [], [], max(0.0, end - time.monotonic()))[0]:
            os.kill(worker, signal.SIGKILL)
            return [*heard.decode().splitlines(), "failed: it hangs"]
        chunk = os.read(pipe, 1 << 16)
        if not chunk:
            return heard.decode().splitlines()
        heard += chunk


def main() -> None:
    """Carry out orders until there are no more."""
    where = json.loads(sys.stdin.readline())
    register = open_register(where["url"])
    points = Points(register.engine)
    desk = Desk(register, scope_of(register, None), Path(where["folder"]))
    workshop = Workshop(desk, points)
    register.engine.dispose()
    points.watch()
    for line in sys.stdin:
        order = json.loads(line)
        answer = getattr(workshop, order["do"])(order)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
