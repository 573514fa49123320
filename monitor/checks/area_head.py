"""The area that owns accounts has a head in post."""

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ()


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the state of the head and how many accounts there are to answer for."""
    return ("head", "accounts")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail where the head on record has left, or is recorded as none."""
    head = facts.c.head
    return Judgement(
        violated=(
            Because(head == "ended", N_("the head on record has left the post")),
            Because(head == "none", N_("the area is recorded as having no head")),
        ),
        missing=(
            Because(head.is_(None), N_("the head of the area is not on record"), "areas.head"),
        ),
    )
