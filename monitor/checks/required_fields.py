"""What the document wants said of the account is in the register, once its notice is on file."""

from sqlalchemy import and_, func

from monitor.checks.judgement import Because, Condition, Facts, Given, Judgement
from monitor.facts.documents import OnFile
from monitor.facts.sets import Ask
from monitor.intake.sheets.documents import KINDS
from monitor.text import N_

NEEDS = ("fields",)
ARGUMENTS = {"needs": KINDS}


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pfu" if _asked(given) else "pf"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the fields, and the state of the document that states them."""
    return (*given.words("fields"), *(name for ask in _asked(given) for name in ask.columns()))


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for the document, where the fields are those it states."""
    return _asked(given)


def judge(facts: Facts, given: Given) -> Judgement:
    """A field that nobody filled in is a breach here, and nowhere else (DESIGN 6)."""
    columns = [name for ask in _asked(given) for name in ask.columns()]
    filed = [func.coalesce(facts.c[name], "") == "in_force" for name in columns]
    return Judgement(
        violated=tuple(
            Because(
                and_(*filed, facts.c[name].is_(None)),
                N_("not on record: {lacking}"),
                f"accounts.{name}",
            )
            for name in given.words("fields")
        ),
        missing=tuple(_not_filed(facts, name) for name in columns),
    )


def observed(row: dict[str, object], given: Given) -> dict[str, object]:
    """Return the names of the fields that nobody filled in."""
    return {"lacking": ", ".join(name for name in given.words("fields") if row[name] is None)}


def _not_filed(facts: Facts, name: str) -> Because:
    state: Condition = facts.c[name]
    return Because(state.is_(None), N_("{control}: none that goes with it is on file"), "documents")


def _asked(given: Given) -> tuple[Ask, ...]:
    return (OnFile(given.arguments["needs"]),) if "needs" in given.arguments else ()
