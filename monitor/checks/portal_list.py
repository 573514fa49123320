"""The portal shows accounts of the register, and personal ones only of those the text names."""

from sqlalchemy import func

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.mentioned import PortalSeenOn
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("holders",)


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the day of the list and its counts."""
    return tuple(_ask(given).columns())


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for the newest list."""
    return (_ask(given),)


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail on the account of somebody else; whose it is not on record is unknown."""
    seen_on, strangers, unnamed = (facts.c[name] for name in evidence(given))
    return Judgement(
        violated=(
            Because(strangers > 0, N_("accounts on the portal that may not be there: {strangers}")),
        ),
        missing=(
            Because(
                seen_on.is_(None), N_("no list of what the portal shows is on record"), "portal"
            ),
            Because(
                func.coalesce(unnamed, 0) > 0,
                N_("accounts on the portal whose holder is not on record: {unnamed}"),
                "portal.holder_role",
            ),
        ),
    )


def observed(row: dict[str, object], given: Given) -> dict[str, object]:
    """Return the evidence under names that a sentence can use."""
    names = ("seen_on", "strangers", "unnamed")
    return {name: row[column] for name, column in zip(names, evidence(given), strict=True)}


def _ask(given: Given) -> PortalSeenOn:
    return PortalSeenOn(given.names("holders"))
