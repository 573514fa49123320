"""The accounts that the text names are in the register and open (ruling 48)."""

from sqlalchemy import func

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.mentioned import NamedAccount
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("accounts",)


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pf"


def evidence(given: Given) -> tuple[str, ...]:
    """Return what has become of each."""
    return tuple(column for ask in asks(given) for column in ask.columns())


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for each account that is named."""
    return tuple(NamedAccount(name) for name in given.accounts("accounts"))


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail on the first that is missing; all that are, are shown."""
    return Judgement(
        violated=tuple(
            Because(
                func.coalesce(facts.c[column], "") != "kept",
                N_("not in the register, or closed: {missing}"),
                "accounts",
            )
            for column in evidence(given)
        )
    )


def observed(row: dict[str, object], given: Given) -> dict[str, object]:
    """Return the names of those that are missing."""
    named = zip(given.words("accounts"), evidence(given), strict=True)
    return {"missing": ", ".join(name for name, column in named if row[column] != "kept")}
