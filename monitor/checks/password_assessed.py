"""The password was assessed when it was changed, and holds up to the recommendations on file."""

from monitor.checks import recommendations
from monitor.checks.judgement import Because, Facts, Given, Judgement, Reasons
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ()


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pwfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the change judged and what was kept of the assessment."""
    return (
        "password_changed_on",
        "password_meets",
        "password_score",
        *recommendations.columns(given),
    )


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for the recommendations, where this control rests on them."""
    return recommendations.asks(given)


def judge(facts: Facts, given: Given) -> Judgement:
    """Judge the composition by the clause; score, leaks and reuse are our own reserve beside it."""
    c = facts.c
    not_built = N_("the newest password does not follow the recommendations on file")
    not_assessed = N_("the newest password change was recorded without an assessment")
    return Judgement(
        violated=(
            Because(recommendations.on_file(facts, given) & c.password_meets.is_(False), not_built),
        ),
        missing=(
            *recommendations.missing(facts, given),
            Because(c.password_meets.is_(None), not_assessed, "attestations"),
        ),
        warned=_reserves(facts, given),
    )


def _reserves(facts: Facts, given: Given) -> Reasons:
    c = facts.c
    reserves = [
        Because(
            c.password_breached.is_(True), N_("the newest password is in a list of leaked ones")
        ),
        Because(
            c.password_reused.is_(True), N_("the newest password was used before or elsewhere")
        ),
    ]
    lowest = given.params.get("min_score")
    if isinstance(lowest, int):
        reserves.insert(
            0,
            Because(
                c.password_score < lowest, N_("the newest password is weak ({password_score} of 4)")
            ),
        )
    return tuple(reserves)
