"""What was owed has been done: in time, where there is a term (rulings 45 to 47)."""

from datetime import date

from sqlalchemy import and_, false, func, or_

from monitor.checks.judgement import Because, Condition, Facts, Given, Judgement, Reasons, Row
from monitor.facts.events import KNOWN_BY_ITS_DUTY
from monitor.facts.obligations import Owed
from monitor.facts.sets import Ask
from monitor.policy.durations import Duration, Term
from monitor.text import N_

NEEDS = ()
ARGUMENTS = {"event": ()}  # those that nobody knows have no fact
NEVER_EXEMPT = ("always", "convened")
"""What everybody owes, and what nobody can tell without the list of those convened."""


def gives(given: Given) -> str:
    """Return the letters it can give: what has a day to be late from is told, warned and failed."""
    soon = "w" if given.term("due_soon") else ""
    if given.term("every"):
        return f"p{soon}fu"
    event = given.arguments["event"]
    if given.term("term") or (soon and event in KNOWN_BY_ITS_DUTY):
        return f"p{soon}fn"
    return "pfu" if event in NEVER_EXEMPT else "pfun"


def evidence(given: Given) -> tuple[str, ...]:
    """Return what set the duty off, when it was last done and when it is due."""
    return tuple(_ask(given).columns())


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for the duty of this control with the event that sets it off."""
    return (_ask(given),)


def judge(facts: Facts, given: Given) -> Judgement:
    """Open and overdue fails, due soon warns; without a term, open is unknown."""
    event, owed, since, done_on, due_on = (facts.c[name] for name in evidence(given))
    recurs, term = given.term("every"), given.term("term")
    has_own = due_on.is_not(None)  # no open row is no doubt: nothing of its own is due
    own_due = Because(
        and_(has_own, due_on < given.day), N_("{control}: it was due on {due_on} and is still open")
    )
    nearly = Because(
        and_(has_own, due_on <= given.until("due_soon")), N_("{control}: due on {due_on}")
    )
    soon = (nearly,) if given.term("due_soon") else ()
    if recurs:
        return _recurring(given, own_due, soon, recurs, done_on)
    exempt = _not_set_off(facts, given, or_(event, done_on.is_not(None), due_on.is_not(None)))
    if term:
        return _with_term(given, own_due, soon, term, (owed, since), exempt)
    if soon and given.arguments["event"] in KNOWN_BY_ITS_DUTY:  # its own day is its term
        return Judgement((own_due,), (), soon, exempt)
    nobody_told = [done_on.is_(None)] if given.arguments["event"] == "convened" else []
    untold = Because(
        or_(owed, due_on.is_not(None), *nobody_told),
        N_("{control}: nothing on record says that it was done"),
        "duties",
    )
    return Judgement((own_due,), (untold, _owed_or_not(owed)), (), exempt)


def stands_open(facts: Facts, given: Given) -> Condition:
    """Return whether there is something to do, also where it is not late: NULL if nobody can tell.

    What set it off waits, a day of its own was set, or it is due on a schedule and doing it today
    would move the next due day on (ruling 46): an evaluation of this half-year would not, once one
    was done.
    """
    _event, owed, _since, done_on, due_on = (facts.c[name] for name in evidence(given))
    recurs = given.term("every")
    if recurs is None:
        return or_(owed, due_on.is_not(None))
    still_counts = given.lasting_as_long_as_from_today(recurs)
    return or_(due_on.is_not(None), done_on.is_(None), done_on < still_counts)


def observed(row: Row, given: Given) -> dict[str, date | bool | None]:
    """Return the day it falls due, by its own row or by the term, and when it was last done.

    A day in a year that the calendar file lacks was counted on statutory days alone: it is marked.
    """
    _event, owed, since, done_on, due_on = (row[name] for name in evidence(given))
    term, recurs = given.term("term"), given.term("every")
    days = [due_on] if due_on else []
    if since and term:
        days.append(given.due(since, term))
    if recurs and done_on:
        days.append(given.due(done_on, recurs))
    due = min(days, default=None)
    seen = {"owed": owed, "due_on": due, "since": since, "done_on": done_on}
    in_workdays = isinstance(term, Duration) and term.business_days > 0
    if in_workdays and due and due != due_on and not given.calendar.covers(due):
        seen["statutory_days_only"] = True
    return seen


def _recurring(
    given: Given, own_due: Because, soon: Reasons, every: Term, done_on: Condition
) -> Judgement:
    """Judge a scheduled duty: it falls due from the last one on record (ruling 46)."""
    late = Because(
        done_on < given.overdue_before(every),
        N_("{control}: it was due on {due_on}, counted from the last one on record"),
    )
    nearly = done_on < given.due_soon_before(every, "due_soon")
    return Judgement(
        violated=(own_due, late),
        missing=(Because(done_on.is_(None), N_("{control}: none is on record"), "duties"),),
        warned=(*soon, Because(nearly, N_("{control}: due on {due_on}"))) if soon else (),
    )


def _with_term(  # noqa: PLR0913, PLR0917 - the columns of one duty, taken apart once by the caller
    given: Given,
    own_due: Because,
    soon: Reasons,
    term: Term,
    owing: tuple[Condition, Condition],
    exempt: Reasons,
) -> Judgement:
    """Judge a duty with a term from its event; within a short term it warns from the first day."""
    owed, since = owing
    overdue = and_(owed, since < given.overdue_before(term))
    nearly = and_(owed, since < given.due_soon_before(term, "due_soon"))
    undated = and_(owed, since.is_(None))
    return Judgement(
        violated=(
            own_due,
            Because(
                overdue,
                N_("{control}: it was due on {due_on} and nothing on record says that it was done"),
            ),
        ),
        missing=(
            Because(
                undated,
                N_("{control}: the day from which the term counts is not on record"),
                "duties",
            ),
            _owed_or_not(owed),
        ),
        warned=(*soon, Because(nearly, N_("{control}: due on {due_on}"))) if soon else (),
        exempt=exempt,
    )


def _owed_or_not(owed: Condition) -> Because:
    """Say that the facts on which the event depends are not on record."""
    return Because(owed.is_(None), N_("{control}: whether it is owed is not on record"), "duties")


def _not_set_off(facts: Facts, given: Given, on_record: Condition) -> Reasons:
    """Exempt what no event on record sets off; a mailbox flagged personal needs no request."""
    if given.arguments["event"] == "mailbox_registered":
        return (
            Because(
                func.coalesce(facts.c.kind == "personal", false()),
                N_("a personal mailbox is not requested from the IT unit"),
            ),
        )
    if given.arguments["event"] in NEVER_EXEMPT:
        return ()
    return (Because(~on_record, N_("{control}: nothing on record has set it off")),)


def _ask(given: Given) -> Owed:
    event = given.arguments["event"]
    return Owed(given.control, event, given.rule_began if event == "older_than_rule" else None)
