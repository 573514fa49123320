"""The accounts that the text names are in the register and open (ruling 48)."""

from sqlalchemy import func, true

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.mentioned import NamedAccount
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("accounts",)


def gives(given: Given) -> str:
    """Return the letters it can give: while nobody has said which account is meant, never met."""
    return "fu" if _unsaid(given) else "pf"


def evidence(given: Given) -> tuple[str, ...]:
    """Return what has become of each."""
    return tuple(column for ask in asks(given) for column in ask.columns())


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for each account that is named."""
    return tuple(NamedAccount(name) for name in given.accounts("accounts"))


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail on the first that is missing; all that are, are shown.

    An account that the text names by its title alone is not known until its handle is.
    """
    return Judgement(
        violated=tuple(
            Because(
                func.coalesce(facts.c[column], "") != "kept",
                N_("not in the register, or closed: {missing}"),
                "accounts",
            )
            for column in evidence(given)
        ),
        missing=tuple(
            Because(
                true(),
                N_("which account is meant, named by its title alone, is not on record: {unsaid}"),
                f"institution.params.{given.control}.accounts",
            )
            for _network in _unsaid(given)
        ),
    )


def observed(row: dict[str, object], given: Given) -> dict[str, object]:
    """Return the names of those that are missing, and where one is named by its title alone."""
    named = zip(given.words("accounts"), evidence(given), strict=True)
    seen = {"missing": ", ".join(name for name, column in named if row[column] != "kept")}
    if _unsaid(given):
        seen["unsaid"] = ", ".join(_unsaid(given))
    return dict(seen)


def _unsaid(given: Given) -> tuple[str, ...]:
    """Return the networks on which the text names an account by its title, and nobody which."""
    said = {name.partition("/")[0] for name in given.words("accounts")}
    return tuple(network for network in given.words("by_title") if network not in said)
