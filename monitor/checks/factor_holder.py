"""The second factor is on the device of the account's owner (ruling 30)."""

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ()


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pfun"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the factor, who holds it and who owns the account."""
    return ("platform", "second_factor", "factor_holder", "owner_email")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail where somebody else, or nobody, holds the device; unknown where that is not recorded."""
    c = facts.c
    without = sorted(given.platforms.without_second_factor)
    off = Because(c.second_factor == "none", N_("no second factor is on"))
    not_offered = Because(c.platform.in_(without), N_("{platform} offers no second factor"))
    return Judgement(
        violated=(
            Because(
                c.factor_holder == "other", N_("the second factor is not on the owner's device")
            ),
            Because(
                c.factor_holder == "none", N_("the second factor is on nobody's device, on record")
            ),
        ),
        missing=(
            Because(
                c.second_factor.is_(None),
                N_("the second factor is not on record"),
                "accounts.second_factor",
            ),
            Because(
                c.factor_holder.is_(None),
                N_("on whose device the second factor is, is not on record"),
                "accounts.second_factor_holder",
            ),
        ),
        exempt=(off, *((not_offered,) if without else ())),
    )
