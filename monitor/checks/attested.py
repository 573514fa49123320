"""Somebody answerable has said so, with a date, and lately enough (ruling 41)."""

from sqlalchemy import and_, false

from monitor.checks import recommendations
from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.attested import Attested
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ()
ARGUMENTS = {"by": ("subject", "administrators"), "out_of_date": ("unknown",)}


def gives(given: Given) -> str:
    """Return the letters it can give; without an age an answer is never out of date."""
    ages = given.term("max_age") and given.arguments.get("out_of_date") != "unknown"
    return "pwfu" if ages else "pfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the answer and its day."""
    return tuple(_ask(given).columns())


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for the answers about this control, and for the document it rests on, if any."""
    return (_ask(given), *recommendations.asks(given))


def judge(facts: Facts, given: Given) -> Judgement:
    """No answer is unknown, "no" fails, an answer out of date warns, or counts as none."""
    answer, said_on = (facts.c[column] for column in _ask(given).columns())
    term = given.term("max_age")
    again = N_("{control}: attested {said_on}: time to attest it again")
    stale = said_on < given.overdue_before(term) if term else false()
    out_of_date = (Because(stale, again, "attestations"),) if term else ()
    counts_as_none = given.arguments.get("out_of_date") == "unknown"
    said_no = and_(recommendations.on_file(facts, given), answer.is_(False))
    return Judgement(
        violated=(Because(said_no, N_("{control}: attested {said_on} as not met")),),
        missing=(
            *recommendations.missing(facts, given),
            Because(answer.is_(None), _nobody(given), "attestations"),
            *(out_of_date if counts_as_none else ()),
        ),
        warned=() if counts_as_none else out_of_date,
    )


def observed(row: dict[str, object], given: Given) -> dict[str, object]:
    """Return the day of the answer under a name that a sentence can use."""
    answer, said_on = (row[column] for column in evidence(given))
    return {"attested": answer, "said_on": said_on}


def _ask(given: Given) -> Attested:
    return Attested(given.control, given.arguments.get("by", "subject"))


def _nobody(given: Given) -> str:
    if given.arguments.get("by") == "administrators":
        return N_("{control}: not every administrator has attested it")
    return N_("{control}: nobody has attested it")
