"""Whoever holds the mailbox administers an account (ruling 37)."""

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ()


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return what the holder is."""
    return ("address", "holder")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail where nobody, or somebody who administers no account, holds it."""
    holder = facts.c.holder
    return Judgement(
        violated=(
            Because(holder == "other", N_("the holder of the mailbox administers no account")),
            Because(holder == "none", N_("the mailbox is recorded as held by nobody")),
        ),
        missing=(
            Because(
                holder.is_(None),
                N_("the holder of the mailbox is not on record"),
                "mailboxes.holder",
            ),
        ),
    )
