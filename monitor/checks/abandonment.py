"""Somebody verified that the account is not abandoned; a long silence is remarked (ruling 42)."""

from sqlalchemy import and_

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.attested import Attested
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("abandoned_after",)


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pwfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the answer, its day and the day of the last post."""
    return (*_ask(given).columns(), "last_post_on")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for the answers about this control."""
    return (_ask(given),)


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail where it was attested as abandoned; no answer is unknown however old the last post."""
    answer, _said_on, posted = (facts.c[name] for name in evidence(given))
    after = given.term("abandoned_after")
    old = posted < given.overdue_before(after) if after else posted.is_(None)
    return Judgement(
        violated=(Because(answer.is_(False), N_("{control}: attested {said_on} as not met")),),
        missing=(
            Because(answer.is_(None), N_("{control}: nobody has attested it"), "attestations"),
        ),
        warned=(
            Because(
                and_(posted.is_not(None), old),
                N_("attested as not abandoned, but nothing posted since {last_post_on}"),
            ),
        ),
    )


def observed(row: dict[str, object], given: Given) -> dict[str, object]:
    """Return the day of the answer under a name that a sentence can use."""
    answer, said_on, _posted = (row[column] for column in evidence(given))
    return {"attested": answer, "said_on": said_on}


def _ask(given: Given) -> Attested:
    return Attested(given.control)
