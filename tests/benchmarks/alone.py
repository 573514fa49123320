"""One piece of work in a process of its own: its seconds, its processor time, its peak memory."""

import importlib
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What a piece of work took: wall and processor seconds, the process' peak memory in MiB.

    `processor` leaves out what a PostgreSQL server did meanwhile; `peak` holds Python itself.
    """

    wall: float
    processor: float
    peak: int

    def __str__(self) -> str:
        """Say it in a few words."""
        return f"{self.wall:.1f} s (processor {self.processor:.1f} s), peak {self.peak} MiB"


def measured(module: str, function: str, *words: str) -> Cost:
    """Call `function(*words)` of a module of this package in a new process.

    The function returns what is to be measured, ready to be called: getting ready costs nothing.
    """
    command = [sys.executable, "-m", "tests.benchmarks.alone", module, function, *words]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Do what the command line names, and print its cost as JSON."""
    module, function, *words = sys.argv[1:]
    work = getattr(importlib.import_module(f"tests.benchmarks.{module}"), function)(*words)
    wall, processor = time.perf_counter(), time.process_time()
    work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(json.dumps(asdict(Cost(wall, processor, _peak()))))


def _peak() -> int:
    """Return the peak of this process in MiB (proc_pid_status(5); on Linux only).

    Not `getrusage`: a child begins with the peak of the process that started it, and keeps it.
    """
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    (peak,) = (line for line in lines if line.startswith("VmHWM:"))
    return int(peak.split()[1]) // 1024


if __name__ == "__main__":
    main()
