"""The network is one that the document lists, or an authorisation is on file (ruling 44)."""

from sqlalchemy import and_, func

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.documents import OnFile
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("platforms",)
DOCUMENT = "platform_authorisation"


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pw"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the network and the state of the authorisation."""
    return ("platform", f"document:{DOCUMENT}")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for the authorisation, of the account or of the institution."""
    return (OnFile(DOCUMENT),)


def judge(facts: Facts, given: Given) -> Judgement:
    """Warn on a network off the list; the list is open, so it never fails."""
    listed = facts.c.platform.in_(given.names("platforms"))
    authorised = func.coalesce(facts.c[f"document:{DOCUMENT}"], "") == "in_force"
    off_list = N_("{platform} is not on the document's list, and no authorisation is on file")
    return Judgement(
        missing=(Because(facts.c.platform.is_(None), N_("the network is not on record")),),
        warned=(Because(and_(~listed, ~authorised), off_list, "documents"),),
    )
