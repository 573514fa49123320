"""The account is authorised and published on the portal; else it is not official (ruling 43)."""

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ()


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return what is recorded of both."""
    return ("authorised_on", "authorised_none", "official_on_portal")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail where either is recorded as lacking; what is not recorded is unknown."""
    c = facts.c
    return Judgement(
        violated=(
            Because(c.authorised_none, N_("the account was never authorised")),
            Because(c.official_on_portal.is_(False), N_("the account is not on the portal")),
        ),
        missing=(
            Because(
                c.authorised_on.is_(None),
                N_("the authorisation is not on record"),
                "accounts.authorised_on",
            ),
            Because(
                c.official_on_portal.is_(None),
                N_("whether the portal shows the account is not on record"),
                "accounts.official_on_portal",
            ),
        ),
    )
