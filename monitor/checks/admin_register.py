"""The register of administrators is complete: both, with name, position and e-mail, per account."""

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ()


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return of how many accounts the register falls short."""
    return ("accounts", "registers_ended", "registers_incomplete")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail where an administrator has left or there is none; unknown where one is missing."""
    c = facts.c
    incomplete = c.registers_incomplete
    return Judgement(
        violated=(
            Because(
                c.registers_ended > 0,
                N_("accounts whose administrator left, or that have none: {registers_ended}"),
            ),
        ),
        missing=(
            Because(
                c.registers_ended.is_(None) | incomplete.is_(None) | (incomplete > 0),
                N_("accounts without an administrator, name or position: {registers_incomplete}"),
                "people",
            ),
        ),
    )
