"""The administrators are employed as the document asks (reading 14)."""

from monitor.checks import designated
from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("contractors",)


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return {"fail": "pfu", "warn": "pwu"}.get(str(given.params.get("contractors")), "p")


def evidence(given: Given) -> tuple[str, ...]:
    """Return how many are contractors, and of how many that is not known."""
    return ("contractors", "employment_unknown")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail or warn on a contractor, as the reading in force says; not recorded is unknown."""
    c, rule = facts.c, given.params.get("contractors")
    if rule == "pass":  # whoever serves the institution may be one: nothing to tell apart
        return Judgement()
    contractor = (Because(c.contractors > 0, N_("an administrator is a contractor")),)
    untold = c.employment_unknown.is_(None) | (c.employment_unknown > 0)
    return Judgement(
        violated=contractor if rule == "fail" else (),
        missing=(
            *designated.unrecorded(facts),
            Because(
                c.contractors.is_(None) | untold,
                N_("the employment of an administrator is not on record"),
                "people.employment",
            ),
        ),
        warned=contractor if rule == "warn" else (),
    )
