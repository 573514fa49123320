"""The login mailbox is named after the function, not after a person (ruling 34)."""

from sqlalchemy import and_, false, func, not_, or_

from monitor.checks.judgement import Because, Condition, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("generic_words",)
SEPARATORS = ".-_"


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the mailbox and how it is flagged."""
    return ("login_mailbox", "login_kind")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail on a person's own address; an address that only looks like one is unknown."""
    c = facts.c
    named = or_(_has_word(facts, given), c.login_names_area)
    generic = or_(_flagged(facts, "generic"), named)
    return Judgement(
        violated=(
            Because(c.login_none, N_("the account is recorded as having no login mailbox")),
            Because(
                _flagged(facts, "personal"), N_("the login mailbox {login_mailbox} is personal")
            ),
            Because(c.login_person, N_("the login mailbox {login_mailbox} is a person's own")),
        ),
        missing=(
            Because(
                c.login_mailbox.is_(None),
                N_("the login mailbox is not on record"),
                "accounts.login_mailbox",
            ),
            Because(
                and_(c.login_mailbox.is_not(None), or_(generic.is_(None), not_(generic))),
                N_("cannot tell whether the login mailbox {login_mailbox} is generic"),
                "mailboxes.kind",
            ),
        ),
    )


def _flagged(facts: Facts, kind: str) -> Condition:
    """Return whether the mailbox is flagged so; a flag that nobody set is simply not set."""
    return func.coalesce(facts.c.login_kind == kind, false())


def _has_word(facts: Facts, given: Given) -> Condition:
    """Return whether the local part is a generic word, or begins or ends with one, set apart."""
    local = facts.c.login_local
    return or_(*(_is_or_borders(local, word) for word in given.names("generic_words")))


def _is_or_borders(local: Condition, word: str) -> Condition:
    borders = [
        edge
        for separator in SEPARATORS
        for edge in (
            local.startswith(word + separator, autoescape=True),
            local.endswith(separator + word, autoescape=True),
        )
    ]
    return or_(local == word, *borders)
