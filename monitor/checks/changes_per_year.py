"""The password was changed often enough in a calendar year (reading 1, ruling 26)."""

from sqlalchemy import and_, case, false, not_, null

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.passwords import ChangesByYear, new_years
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("per_year",)


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pwfu" if given.term("remind_after") else "pfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the newest change, the counts, and when the account was opened."""
    return ("password_changed_on", "opened_on", *ChangesByYear().columns())


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for the changes by year."""
    return (ChangesByYear(),)


def judge(facts: Facts, given: Given) -> Judgement:
    """Enough this year passes; else last year judges, if it is wholly in the register."""
    changed_on, opened_on, this_year, last_year, before = (facts.c[n] for n in evidence(given))
    wanted = given.params["per_year"]
    _this_began, began = new_years(given.day)
    short = this_year < wanted
    whole = and_(opened_on < began, before)
    by_last_year = case((whole, last_year < wanted), else_=null())
    judged = case((short, by_last_year), (not_(short), false()), else_=null())
    remind = given.term("remind_after")
    old = changed_on < given.overdue_before(remind) if remind else changed_on.is_(None)
    return Judgement(
        violated=(
            Because(
                and_(short, whole, last_year < wanted),
                N_("changed {changes_last_year} times last year; the document asks for {wanted}"),
            ),
        ),
        missing=(
            Because(
                judged.is_(None),
                N_("last year is not wholly in the register, so it cannot be counted"),
                "password_changes",
            ),
        ),
        warned=(
            Because(
                and_(short, old), N_("the last change is from {password_changed_on}: time for one")
            ),
        )
        if remind
        else (),
    )


def observed(row: dict[str, object], given: Given) -> dict[str, object]:
    """Return how often the document asks for a change."""
    return {"wanted": given.params["per_year"]}
