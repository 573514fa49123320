"""Rounds: the first one and a repeated one, against fetching the facts they judge as tuples."""

from collections.abc import Callable

from monitor.acts.checking import store_round
from monitor.acts.registers import scope_of
from monitor.acts.unit_of_work import begin
from tests.benchmarks import alone, registers, stores


def measure(url: str, _rounds: int) -> None:
    """Print what a first round takes, what the next ones take, and both against the facts.

    There is only one first round; the facts are fetched right before it and after the others.
    """
    facts = alone.measured("checking", "ready", url, "facts")
    print(f"facts as tuples: {facts}", flush=True)
    for name in ("first", "second", "third"):
        took = alone.measured("rounds", "storing", url)
        print(f"{name} round: {took}; database {stores.size(url):,} MiB", flush=True)
        facts = alone.measured("checking", "ready", url, "facts")
        print(
            f"facts as tuples: {facts}; {name} round / facts: {took.wall / facts.wall:.2f}", end=""
        )
        print(f", processor {took.processor / facts.processor:.2f}", flush=True)


def storing(url: str) -> Callable[[], None]:
    """Return one round over the only institution of a register, stored."""

    def work() -> None:
        with (
            registers.opened(url) as register,
            begin(register, registers.ACTOR, scope_of(register, None)) as session,
        ):
            store_round(session)

    return work
