"""The owner, or the substitute, has a rank that the document allows."""

from functools import reduce
from operator import add

from sqlalchemy import literal

from monitor.checks import designated
from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.administrators import RANKS
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("ranks", "outside")
SENTENCES = {
    "owner": N_("the rank of the owner is not one that the document allows"),
    "substitute": N_("the rank of the substitute is not one that the document allows"),
}
ARGUMENTS = {"role": tuple(SENTENCES)}


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return {"warn": "pwu", "pass": "pu"}.get(str(given.params.get("outside")), "pfu")


def evidence(given: Given) -> tuple[str, ...]:
    """Return how many people of each rank hold the role."""
    role = given.arguments["role"]
    return (f"{role}_email", *(f"{role}_{rank}" for rank in RANKS), f"{role}_rank_unknown")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail, warn or pass on a rank outside the list, as the pack says; not recorded is unknown."""
    role = given.arguments["role"]
    outside = [facts.c[f"{role}_{rank}"] for rank in RANKS if rank not in given.words("ranks")]
    count = reduce(add, outside) if outside else literal(0)
    not_allowed = (Because(count > 0, SENTENCES[role]),)
    outcome = given.params.get("outside")
    unranked = facts.c[f"{role}_rank_unknown"]
    return Judgement(
        violated=not_allowed if outcome not in {"warn", "pass"} else (),
        missing=(
            *designated.not_in_charge(facts, role),
            Because(
                count.is_(None) | unranked.is_(None) | (unranked > 0),
                N_("the rank of an administrator is not on record"),
                "people.rank",
            ),
        ),
        warned=not_allowed if outcome == "warn" else (),
        noted=not_allowed if outcome == "pass" else (),
    )
