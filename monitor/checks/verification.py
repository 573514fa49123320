"""The network has verified the account, or was asked to, wherever it offers that."""

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ()


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return what is recorded of the verification."""
    return ("verification",)


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail where it could have been asked for and was not."""
    state = facts.c.verification
    return Judgement(
        violated=(Because(state == "none", N_("verification has not been asked of the network")),),
        missing=(
            Because(
                state.is_(None), N_("the verification is not on record"), "accounts.verification"
            ),
        ),
    )
