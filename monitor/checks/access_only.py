"""Only those entitled were seen with access to the account (rulings 23 to 25)."""

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.access import AccessSeenOn
from monitor.facts.sets import Ask
from monitor.text import N_

NEEDS = ("max_age",)


def gives(given: Given) -> str:
    """Return the letters it can give; only heads who are entitled can be of another area."""
    return "pwfu" if given.params.get("heads") else "pfu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return the day of the newest list and its counts."""
    return tuple(_ask(given).columns())


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for the newest access list, judged by whom the pack entitles."""
    return (_ask(given),)


def judge(facts: Facts, given: Given) -> Judgement:
    """A stranger fails however old the list; only a clean list goes stale (ruling 24)."""
    seen_on, strangers, lapsed, undecided, other_heads = (
        facts.c[column] for column in _ask(given).columns()
    )
    term = given.term("max_age")
    old = [seen_on < given.overdue_before(term)] if term else []
    return Judgement(
        violated=(
            Because(
                strangers > 0, N_("people with access who are not entitled to it: {strangers}")
            ),
        ),
        missing=(
            Because(seen_on.is_(None), N_("no list of who has access is on record"), "access"),
            *(
                Because(c, N_("the list of who has access is old ({seen_on})"), "access")
                for c in old
            ),
            Because(
                lapsed.is_(None) | (lapsed > 0),
                N_("someone on the list has left since: a new list is owed"),
                "access",
            ),
            Because(
                undecided.is_(None) | (undecided > 0),
                N_("cannot tell who is entitled until owner, substitute and head are recorded"),
                "designations",
            ),
        ),
        warned=(Because(other_heads > 0, N_("the head of another area has access")),),
    )


def observed(row: dict[str, object], given: Given) -> dict[str, object]:
    """Return the evidence under names that a sentence can use."""
    names = ("seen_on", "strangers", "lapsed", "undecided", "other_heads")
    return {name: row[column] for name, column in zip(names, _ask(given).columns(), strict=True)}


def _ask(given: Given) -> AccessSeenOn:
    return AccessSeenOn(bool(given.params.get("heads")), bool(given.params.get("tasks")))
