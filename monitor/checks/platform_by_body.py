"""Among boards, only local ones may use these networks (reading 55, ruling 43)."""

from monitor.checks.judgement import BOARDS, Because, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("platforms",)


def gives(given: Given) -> str:
    """Return the letters it can give."""
    return "pfun"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the network and the kind of the area."""
    return ("platform", "area_kind")


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for no set."""
    return ()


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail on a district board; other areas and other networks are not judged."""
    kind = facts.c.area_kind
    return Judgement(
        violated=(
            Because(kind == "district_board", N_("a district board may not use {platform}")),
        ),
        missing=(
            Because(kind.is_(None), N_("the kind of the area is not on record"), "areas.kind"),
        ),
        exempt=(
            Because(
                facts.c.platform.not_in(given.names("platforms")),
                N_("the document says nothing of {platform}"),
            ),
            Because(kind.not_in(BOARDS), N_("the rule is for local and district boards")),
        ),
    )
