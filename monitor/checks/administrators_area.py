"""The administrators belong to the area that the document says: the account's own, or one office.

Source: ruling 21; reading 46 for the communications office.
"""

from monitor.checks import designated
from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.administrators import OutsideCommunications
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ()


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pwu" if given.params.get("outside") == "warn" else "pfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return how many belong elsewhere, and of how many that is not known."""
    return ("administrators", _elsewhere(given), "admins_area_unknown")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask who is not of the communications area, where all must be of that one."""
    return (OutsideCommunications(),) if _one_office(given) else ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail on one recorded in another area; with no area, or nobody, on record it is unknown."""
    c, count = facts.c, facts.c[_elsewhere(given)]
    elsewhere = (Because(count > 0, N_("an administrator belongs to another area")),)
    warns = given.params.get("outside") == "warn"
    untold = c.admins_area_unknown.is_(None) | (c.admins_area_unknown > 0)
    return Judgement(
        violated=() if warns else elsewhere,
        missing=(
            *designated.not_in_charge(facts),
            Because(untold, N_("the area of an administrator is not on record"), "people.area"),
            Because(count.is_(None), _untold(given), "areas.role"),
        ),
        warned=elsewhere if warns else (),
    )


def _one_office(given: Given) -> bool:
    return given.params.get("structure") == "communications"


def _elsewhere(given: Given) -> str:
    return "admins_outside_communications" if _one_office(given) else "admins_elsewhere"


def _untold(given: Given) -> str:
    if _one_office(given):
        return N_("no area of the register has the role of communications")
    return N_("the area of an administrator is not on record")
