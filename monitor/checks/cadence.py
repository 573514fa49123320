"""The account has posted as lately as is usual; the text sets no figure, so it never fails."""

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("cadence",)


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pwu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the day of the last post."""
    return ("last_post_on",)


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Warn once the last post is older than the cadence (reading 31)."""
    posted, cadence = facts.c.last_post_on, given.term("cadence")
    old = posted < given.overdue_before(cadence) if cadence else posted.is_(None)
    return Judgement(
        missing=(
            Because(
                posted.is_(None), N_("the last post is not on record"), "accounts.last_post_on"
            ),
        ),
        warned=(Because(old, N_("nothing posted since {last_post_on}")),),
    )
