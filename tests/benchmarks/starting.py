"""Starting: `monitor --help` against the smallest click program, each in a process of its own."""

import subprocess
import sys
import time
from statistics import median

HELLO = "import click\n@click.command()\ndef main():\n    'Hello.'\nmain()"
KEPT_OUT = ("sqlmodel", "sqlalchemy", "apprise", "fastapi", "pydantic", "yaml", "rich")


def measure(rounds: int) -> None:
    """Print the ratio, pair by pair, and which heavy libraries the help imports."""
    ours, hello = (
        [sys.executable, "-m", "monitor", "--help"],
        [sys.executable, "-c", HELLO, "--help"],
    )
    _seconds(ours), _seconds(hello)
    pairs = [(_seconds(ours), _seconds(hello)) for _round in range(rounds)]
    ratios = [mine / other for mine, other in pairs]
    print(
        f"monitor --help / click hello: median {median(ratios):.2f}"
        f" (min {min(ratios):.2f}, max {max(ratios):.2f});"
        f" {median(mine for mine, _ in pairs) * 1000:.0f} ms"
    )
    print(f"imported by --help: {imported() or 'none of ' + ', '.join(KEPT_OUT)}")


def imported() -> str:
    """Return the heavy libraries that `monitor --help` imports, joined by commas."""
    code = (
        "import sys; from monitor.cli import main; main(['--help'], standalone_mode=False);"
        f"print(*[n for n in {KEPT_OUT!r} if n in sys.modules], sep=', ', file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stderr.strip()


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began
