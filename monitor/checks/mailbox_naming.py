"""The mailbox of a board is named <word>.<board code>, as the document's example (ruling 36)."""

from sqlalchemy import not_, or_

from monitor.checks.judgement import BOARDS, Because, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("words",)


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pwun"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the address and the area it is for."""
    return ("address", "area_code", "area_kind")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Warn on another pattern, never fail: the text gives one example."""
    c = facts.c
    fits = or_(*(c.local == f"{word}." + c.area_code for word in given.names("words")))
    return Judgement(
        missing=(
            Because(
                c.area_code.is_(None) | c.local.is_(None),
                N_("the area of the mailbox is not on record"),
                "mailboxes.area",
            ),
            Because(
                c.area_kind.is_(None),
                N_("the kind of the mailbox's area is not on record"),
                "areas.kind",
            ),
        ),
        warned=(
            Because(
                not_(fits), N_("the mailbox {address} is not named like the example in the text")
            ),
        ),
        exempt=(
            Because(c.area_kind.not_in(BOARDS), N_("the pattern is for local and district boards")),
        ),
    )
