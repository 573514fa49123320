"""The handle carries the institution's suffix, at a boundary (reading 7, ruling 38)."""

from sqlalchemy import Integer, and_, case, func, literal, not_, or_

from monitor.checks.judgement import (
    Because,
    Condition,
    Facts,
    Given,
    Judgement,
    Reasons,
    is_account,
)
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("affix", "platforms")
SEPARATORS_AND_DIGITS = "_.-0123456789"


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pwfn"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the handle."""
    return ("platform", "handle", "handle_key")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Test the suffix first, then the prefix; a named exception passes."""
    c, affix = facts.c, str(given.params["affix"]).casefold()
    named = or_(
        literal(value=False), *(is_account(facts, name) for name in given.accounts("exceptions"))
    )
    at_end = c.handle_key.endswith(affix, autoescape=True)
    at_start = and_(not_(at_end), c.handle_key.startswith(affix, autoescape=True))
    tolerated = given.params.get("prefix", "fail")
    lacking = not_(at_end) if tolerated == "fail" else and_(not_(at_end), not_(at_start))
    return Judgement(
        violated=(
            Because(
                and_(not_(named), lacking), N_("the handle {handle} does not end with the suffix")
            ),
        ),
        missing=(Because(c.handle_key.is_(None), N_("the handle is not on record")),),
        warned=(
            Because(
                and_(not_(named), at_end, not_(_boundary(facts, affix))),
                N_("the handle {handle} ends with the letters of the suffix, inside a word"),
            ),
            *_at_start(and_(not_(named), at_start), str(tolerated)),
        ),
        exempt=(
            Because(
                c.platform.not_in(given.names("platforms")),
                N_("the document says nothing of {platform}"),
            ),
        ),
    )


def _at_start(found: Condition, tolerated: str) -> Reasons:
    if tolerated != "warn":
        return ()
    return (Because(found, N_("the handle {handle} has the suffix at its start")),)


def _boundary(facts: Facts, affix: str) -> Condition:
    """Return whether the suffix is all of the handle, or follows a separator, a digit, a new word.

    A new word begins where a lower-case letter is followed by an upper-case one.
    """
    handle, length = facts.c.handle, len(affix)
    size = func.length(handle, type_=Integer)
    before = func.substr(handle, size - length, 1)
    first = func.substr(handle, size - length + 1, 1)
    is_lower = and_(before == func.lower(before), before != func.upper(before))
    is_upper = and_(first == func.upper(first), first != func.lower(first))
    return case(
        (size <= length, literal(value=True)),
        else_=or_(before.in_(tuple(SEPARATORS_AND_DIGITS)), and_(is_lower, is_upper)),
    )
