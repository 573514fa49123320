"""A document that other checks rest on: while it is not on file they cannot be told."""

from sqlalchemy import literal

from monitor.checks.judgement import Because, Condition, Facts, Given, Reasons
from monitor.facts.documents import OnFile
from monitor.facts.sets import Ask
from monitor.text import N_

DOCUMENT = "password_recommendations"


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for the recommendations, where the document rests on them."""
    return (OnFile(DOCUMENT),) if given.params.get("recommendations") == "on-file" else ()


def columns(given: Given) -> tuple[str, ...]:
    """Return the fact columns of that document."""
    return tuple(column for ask in asks(given) for column in ask.columns())


def on_file(facts: Facts, given: Given) -> Condition:
    """Return the condition that the document, if one is needed, is in force."""
    conditions = [facts.c[column] == "in_force" for column in columns(given)]
    return conditions[0] if conditions else literal(value=True)


def missing(facts: Facts, given: Given) -> Reasons:
    """Say that the document is not on file, or no longer in force."""
    message = N_("the IT unit's password recommendations are not on file, or are out of date")
    return tuple(
        Because(facts.c[column].is_(None) | (facts.c[column] != "in_force"), message, "documents")
        for column in columns(given)
    )
