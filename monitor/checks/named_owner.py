"""An account that the text gives to an office is of an area with that role, alone if it says so."""

from sqlalchemy import and_, false, or_

from monitor.checks.judgement import Because, Facts, Given, Judgement, is_account
from monitor.facts.access import AccessOfArea
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("owners",)


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pfun"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the area and, where it is to have the account alone, who else has access."""
    return ("area", "area_role", *(name for ask in asks(given) for name in ask.columns()))


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for the newest access list, where an account is for one area alone."""
    return (AccessOfArea(),) if given.words("exclusive") else ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail on another office, and on somebody of another area where one alone manages it."""
    c, owners = facts.c, dict(_owners(given))
    named = or_(*(is_account(facts, name) for name in owners)) if owners else false()
    elsewhere = [
        and_(is_account(facts, name), c.area_role != role) for name, role in owners.items()
    ]
    judged = Judgement(
        violated=tuple(
            Because(each, N_("the text gives the account to another area than {area}"))
            for each in elsewhere
        ),
        missing=(
            Because(
                c.area_role.is_(None), N_("the office of the area is not on record"), "areas.role"
            ),
        ),
        exempt=(Because(~named, N_("the text does not name this account")),),
    )
    return _alone(facts, given, judged) if given.words("exclusive") else judged


def _alone(facts: Facts, given: Given, judged: Judgement) -> Judgement:
    """Judge, too, who has access to an account that one area manages alone."""
    outside, untold = facts.c["access:outside_area"], facts.c["access:area_unknown"]
    alone = or_(*(is_account(facts, name) for name in given.accounts("exclusive")))
    return Judgement(
        violated=(
            *judged.violated,
            Because(
                and_(alone, outside > 0), N_("people of other areas have access to the account")
            ),
        ),
        missing=(
            *judged.missing,
            Because(
                and_(alone, outside.is_(None)),
                N_("no list of who has access is on record"),
                "access",
            ),
            Because(
                and_(alone, untold.is_not(None), untold > 0),
                N_("the area of somebody with access is not on record"),
                "people.area",
            ),
        ),
        exempt=judged.exempt,
    )


def _owners(given: Given) -> list[tuple[str, str]]:
    """Return each account and its office, from `x/handle=role`."""
    pairs = (word.rpartition("=") for word in given.words("owners"))
    return [(given.account(account), role) for account, _equals, role in pairs]
