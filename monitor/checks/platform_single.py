"""There is exactly one account on the network."""

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.mentioned import OnPlatform
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ()
ARGUMENTS = {"platform": ()}  # a network of one's own is none of the table


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pf"


def evidence(given: Given) -> tuple[str, ...]:
    """Return how many there are."""
    return tuple(_ask(given).columns())


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for the number of accounts on the network."""
    return (_ask(given),)


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail on none, and on more than one: the whole register is counted (reading 38)."""
    (count,) = (facts.c[name] for name in evidence(given))
    return Judgement(
        violated=(
            Because(count > 1, N_("there is to be one account on this network; there are {there}")),
            Because(count == 0, N_("there is no account on this network in the register")),
        ),
        missing=(Because(count.is_(None), N_("the accounts were not counted")),),
    )


def observed(row: dict[str, object], given: Given) -> dict[str, object]:
    """Return the count under a name that a sentence can use."""
    (column,) = evidence(given)
    return {"there": row[column]}


def _ask(given: Given) -> OnPlatform:
    return OnPlatform(given.arguments["platform"])
