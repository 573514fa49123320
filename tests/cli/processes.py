"""`monitor` as people start it: a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MONITOR = (sys.executable, "-m", "monitor")


def surroundings(**more: str) -> dict[str, str]:
    """Return an environment in which `monitor` is found, wherever it is started."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "MONITOR_LANG": "en", **more}


def started(*arguments: object, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run `monitor` to its end."""
    return subprocess.run(
        [*MONITOR, *map(str, arguments)],
        cwd=cwd,
        env=surroundings(**more),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
