"""An owner and another person as substitute are designated and in their posts (rulings 18, 19)."""

from sqlalchemy import and_

from monitor.checks import designated
from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ()
TWO = 2  # "dos personas" (4.2.III of the mail guidelines; reading 57)


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pwfu" if given.params.get("third") == "warn" else "pfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the state of both roles and how many people hold them."""
    return ("owner", "substitute", "owner_email", "substitute_email", "administrators")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail where a role is empty or both are one person; a third person warns where said so."""
    c = facts.c
    both = and_(c.owner == "active", c.substitute == "active")
    third = Because(
        c.administrators > TWO,
        N_("the text says two administrators; there are {administrators}"),
    )
    return Judgement(
        violated=(
            *designated.vacant(facts),
            Because(
                and_(both, c.administrators < TWO), N_("owner and substitute are the same person")
            ),
        ),
        missing=designated.unrecorded(facts),
        warned=(third,) if given.params.get("third") == "warn" else (),
    )
