"""The account is tied to no account outside the register."""

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ()


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pwfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return what is recorded of links, and how many lead outside."""
    return ("linked", "linked_outside", "credential_model")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail on a link outside the register; a page run from personal profiles warns (reading 19)."""
    c = facts.c
    return Judgement(
        violated=(
            Because(
                (c.linked == "some") & (c.linked_outside > 0),
                N_("linked accounts that are not in the register: {linked_outside}"),
            ),
        ),
        missing=(
            Because(
                c.linked.is_(None),
                N_("linked accounts are not on record"),
                "accounts.linked_accounts",
            ),
        ),
        warned=(
            Because(
                c.credential_model == "delegated", N_("the page is run from personal profiles")
            ),
        ),
    )
