"""Each password change is on record with who made it (ruling 28)."""

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ()


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the newest change, and how many there are and lack an author."""
    return ("password_changed_on", "changes", "changes_by_nobody", "changes_by_unknown")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail on a change that is recorded as nobody's; unknown while an author is missing."""
    c = facts.c
    return Judgement(
        violated=(
            Because(
                c.changes_by_nobody > 0,
                N_("password changes made by nobody on record: {changes_by_nobody}"),
            ),
        ),
        missing=(
            Because(c.changes.is_(None), N_("no password change is on record"), "password_changes"),
            Because(c.changes == 0, N_("no password change is on record"), "password_changes"),
            Because(
                c.changes_by_unknown.is_(None) | (c.changes_by_unknown > 0),
                N_("who changed the password is not on record"),
                "password_changes.by",
            ),
        ),
    )
