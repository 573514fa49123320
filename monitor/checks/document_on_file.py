"""The signed document is on file and in force (rulings 2 and 40)."""

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.documents import OnFile
from monitor.facts.sets import Ask
from monitor.intake.sheets.documents import KINDS
from monitor.text import N_

NEEDS = ()
ARGUMENTS = {"document": KINDS}


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the state of the document."""
    return tuple(_ask(given).columns())


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for the documents of the kind that the control names."""
    return (_ask(given),)


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail on one that has expired; none on file is unknown."""
    (state,) = (facts.c[column] for column in evidence(given))
    return Judgement(
        violated=(Because(state == "expired", N_("{control}: it is no longer in force")),),
        missing=(
            Because(
                state.is_(None), N_("{control}: none that goes with it is on file"), "documents"
            ),
        ),
    )


def _ask(given: Given) -> OnFile:
    return OnFile(given.arguments["document"])
