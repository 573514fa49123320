"""The administrators belong to the area that owns the account (ruling 21)."""

from monitor.checks import designated
from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ()


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pwu" if given.params.get("outside") == "warn" else "pfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return how many belong elsewhere, and of how many that is not known."""
    return ("administrators", "admins_elsewhere", "admins_area_unknown")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail on one recorded in another area; with no area, or nobody, on record it is unknown."""
    c = facts.c
    elsewhere = (Because(c.admins_elsewhere > 0, N_("an administrator belongs to another area")),)
    warns = given.params.get("outside") == "warn"
    untold = c.admins_area_unknown.is_(None) | (c.admins_area_unknown > 0)
    return Judgement(
        violated=() if warns else elsewhere,
        missing=(
            *designated.not_in_charge(facts),
            Because(
                c.admins_elsewhere.is_(None) | untold,
                N_("the area of an administrator is not on record"),
                "people.area",
            ),
        ),
        warned=elsewhere if warns else (),
    )
