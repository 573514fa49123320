"""The login mailbox is of the institution's own domain, or under it (reading 9)."""

from sqlalchemy import and_, not_, or_

from monitor.checks.judgement import Because, Condition, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("allowed_domains",)


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pfu" if given.params.get("older") == "fail" else "pwfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the mailbox and its domain."""
    return ("login_mailbox", "login_domain")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail on another domain, look-alikes among them; opened before the rule only warns."""
    c = facts.c
    outside = not_(_allowed(facts, given))
    before = _before_the_rule(facts, given)
    elsewhere = N_("the login mailbox {login_mailbox} is not of an institutional domain")
    tolerated = N_("the login mailbox {login_mailbox} is of another domain, linked before the rule")
    return Judgement(
        violated=(
            Because(c.login_none, N_("the account is recorded as having no login mailbox")),
            Because(outside if before is None else and_(outside, not_(before)), elsewhere),
        ),
        missing=(
            Because(
                c.login_domain.is_(None),
                N_("the login mailbox is not on record"),
                "accounts.login_mailbox",
            ),
        ),
        warned=() if before is None else (Because(and_(outside, before), tolerated),),
    )


def _allowed(facts: Facts, given: Given) -> Condition:
    domain = facts.c.login_domain
    return or_(
        *(
            or_(domain == allowed, domain.endswith(f".{allowed}", autoescape=True))
            for allowed in given.words("allowed_domains")
        )
    )


def _before_the_rule(facts: Facts, given: Given) -> Condition | None:
    """Return whether the account is older than the rule; None: no matter (reading 42, ruling 12).

    The day on which the rule began may not be known, or the text asks the same of older accounts.
    """
    began, opened_on = given.rule_began, facts.c.opened_on
    if began is None or given.params.get("older") == "fail":
        return None
    return and_(opened_on.is_not(None), opened_on < began)
