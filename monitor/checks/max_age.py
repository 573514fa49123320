"""The password was changed no longer ago than the document allows (rotation by interval)."""

from datetime import date

from sqlalchemy import literal

from monitor.checks.judgement import Because, Facts, Given, Judgement, Row
from monitor.facts.sets import Ask
from monitor.policy.durations import Term, shortest
from monitor.text import N_

NEEDS = ("max_age",)
SHEETS = {"account": "accounts", "mailbox": "mailboxes"}


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pwfu" if given.term("warn_before") else "pfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the day of the newest change."""
    return ("password_changed_on",)


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail once the term has passed, warn in its last days; a period not on file is unknown."""
    changed_on = facts.c.password_changed_on
    never = Because(
        changed_on.is_(None),
        N_("no password change is on record"),
        f"{SHEETS[given.kind]}.password_changed_on",
    )
    term = _term(given)
    if term is None:
        no_period = Because(
            literal(value=True),
            N_("the period that the IT unit recommends is not on file"),
            f"institution.params.{given.control}.period",
        )
        return Judgement(missing=(no_period, never))
    overdue = changed_on < given.overdue_before(term)
    soon = changed_on < given.due_soon_before(term, "warn_before")
    return Judgement(
        violated=(
            Because(
                overdue,
                N_(
                    "the password was due to change by {due_on}; last changed {password_changed_on}"
                ),
            ),
        ),
        missing=(never,),
        warned=(Because(soon, N_("the password is due to change by {due_on}")),)
        if given.term("warn_before")
        else (),
    )


def observed(row: Row, given: Given) -> dict[str, date]:
    """Return the day by which the password is, or was, due to change."""
    term, changed_on = _term(given), row["password_changed_on"]
    return {"due_on": given.due(changed_on, term)} if term and changed_on else {}


def _term(given: Given) -> Term | None:
    """Return the term in force: never longer than the document's (reading 58)."""
    stated = given.term("max_age")
    if "period" not in given.params:
        return stated
    period = given.term("period")
    return shortest([stated, period]) if stated and period else None
