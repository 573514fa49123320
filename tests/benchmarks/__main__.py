"""`python -m tests.benchmarks WHAT…`: what our work costs, as ratios measured in one run.

    python -m tests.benchmarks starting
    python -m tests.benchmarks checking --accounts 100000 --engine sqlite --rounds 5
    python -m tests.benchmarks checking --policy mx-ine-2017 --policy mx-ine-mail
    python -m tests.benchmarks parts --accounts 1000000 --policy mx-ine-2017 --policy mx-ine-mail
    python -m tests.benchmarks importing --accounts 1000000 --engine postgresql
    python -m tests.benchmarks rounds --accounts 1000000
    python -m tests.benchmarks.auditing

Without WHAT it measures starting and checking, by the mail guidelines. `parts` says what each set
of facts costs. Registers for checking and rounds are imported up
to ten copies of the sample, and grown from there by SQL; an import is of as many accounts as said.
`--database FILE` keeps the register that checking and rounds are measured on (SQLite only), and
takes it as it is where it is there. Seconds depend on the machine and on who else uses it; only
ratios of one run compare. Processor seconds leave out what a PostgreSQL server does.
"""

import argparse
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks import checking, importing, registers, rounds, starting, stores


def main() -> None:
    """Measure what is asked for, and print the figures."""
    options = _options()
    if "starting" in options.what:
        starting.measure(max(options.rounds, 15))
    for engine in options.engine or stores.ENGINES:
        for what in options.what:
            if what != "starting":
                print(f"== {what}, {engine}, about {options.accounts:,} accounts", flush=True)
                _measure(what, engine, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    known = ["starting", "importing", "rounds", *_JUDGING]
    parser.add_argument("what", nargs="*", metavar="WHAT", help=", ".join(known))
    parser.add_argument("--accounts", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5, help="how often each way is taken")
    parser.add_argument("--engine", action="append", choices=stores.ENGINES)
    parser.add_argument("--policy", action="append", help="judged by these, not the mail's")
    parser.add_argument("--database", type=Path, help="a SQLite file to fill, or one filled before")
    options = parser.parse_args()
    options.what = options.what or ["starting", "checking"]
    if unknown := sorted(set(options.what) - set(known)):
        parser.error(f"there is no {unknown[0]}; there are {', '.join(known)}")
    return options


def _measure(what: str, engine: str, options: argparse.Namespace) -> None:
    with (
        tempfile.TemporaryDirectory() as scratch,
        stores.stores(engine, Path(scratch)) as urls,
    ):
        if what == "importing":
            importing.measure(next(urls), next(urls), Path(scratch), options.accounts)
            return
        kept = options.database if engine == "sqlite" else None
        url = f"sqlite:///{kept.resolve()}" if kept else next(urls)
        if not (kept and kept.exists()):
            registers.fill(url, Path(scratch) / "inventory", options.accounts)
        print(f"database: {stores.size(url):,} MiB", flush=True)
        if what == "rounds":
            rounds.measure(url, options.rounds)
        else:
            _JUDGING[what](url, options.rounds, options.policy or checking.MAIL)


_JUDGING: dict[str, Callable[[str, int, Sequence[str]], None]] = {
    "checking": checking.measure,
    "parts": checking.parts,
}


if __name__ == "__main__":
    main()
