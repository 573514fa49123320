"""`python -m tests.benchmarks`: what checking and starting cost, as ratios measured in one run."""

import argparse
import tempfile
from pathlib import Path

from tests.benchmarks import checking, starting


def main() -> None:
    """Run both benchmarks and print their figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--copies", type=int, default=100, help="of the sample's 1,013 accounts")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--database", type=Path, help="a file to fill, or one filled before")
    options = parser.parse_args()
    starting.measure(max(options.rounds, 15))
    with tempfile.TemporaryDirectory() as scratch:
        file = options.database or Path(scratch) / "register.sqlite"
        if not file.exists():
            checking.fill(file, Path(scratch), options.copies)
        checking.measure(file, options.rounds)


if __name__ == "__main__":
    main()
