"""The second factor is on, of a kind that holds, on evidence that is fresh (rulings 29 to 32)."""

from sqlalchemy import and_, not_, or_

from monitor.checks.judgement import Because, Facts, Given, Judgement, Reasons
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("weak_kinds",)
AGEING = ("evidenced", "witnessed")


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pwfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the kind of factor, its evidence and the day of that."""
    return ("platform", "second_factor", "factor_level", "factor_on")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail where the network offers one and none is on; weak kinds and stale proof warn."""
    c = facts.c
    none = c.second_factor == "none"
    known = c.platform.in_(sorted(given.platforms.known))
    cannot_tell = N_("no second factor, and it is not known whether {platform} offers one")
    return Judgement(
        violated=(Because(and_(none, known), N_("the second factor is off")),),
        missing=(
            Because(
                c.second_factor.is_(None),
                N_("the second factor is not on record"),
                "accounts.second_factor",
            ),
            Because(and_(none, or_(c.platform.is_(None), not_(known))), cannot_tell),
        ),
        warned=_reserves(facts, given),
        exempt=_not_offered(facts, given),
    )


def _not_offered(facts: Facts, given: Given) -> Reasons:
    without = sorted(given.platforms.without_second_factor)
    message = N_("{platform} offers no second factor")
    return (Because(facts.c.platform.in_(without), message),) if without else ()


def _reserves(facts: Facts, given: Given) -> Reasons:
    c = facts.c
    ageing = or_(c.factor_level.in_(AGEING))
    undated = and_(ageing, c.factor_on.is_(None))
    only_said = or_(c.factor_level.is_(None), c.factor_level == "attested", undated)
    limit = given.term("evidence_max_age")
    stale = and_(ageing, c.factor_on < given.overdue_before(limit)) if limit else None
    reserves = [
        Because(
            c.second_factor.in_(given.words("weak_kinds")),
            N_("the second factor is a weak kind ({second_factor})"),
        ),
        Because(only_said, N_("the second factor is only said to be on; no dated evidence")),
    ]
    if stale is not None:
        reserves.append(
            Because(stale, N_("the evidence of the second factor is old ({factor_on})"))
        )
    return tuple(reserves)
