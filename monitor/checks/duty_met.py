"""What was owed has been done: in time, where there is a term (rulings 45 to 47)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

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


_Value = TypeVar("_Value")


@dataclass(frozen=True)
class _Duty(Generic[_Value]):
    """What the facts say of one duty, in the order of `evidence`: as columns, or as values."""

    event: _Value
    owed: _Value
    since: _Value
    done_on: _Value
    due_on: _Value


def judge(facts: Facts, given: Given) -> Judgement:
    """Open and overdue fails, due soon warns; without a term, open is unknown."""
    duty, event = _columns(facts, given), given.arguments["event"]
    recurs, term = given.term("every"), given.term("term")
    own = _own_day(duty, given)
    if recurs:
        return _recurring(own, duty, given, recurs)
    own = replace(own, exempt=_not_set_off(facts, duty, given))
    if term:
        return _with_term(own, duty, given, term)
    if own.warned and event in KNOWN_BY_ITS_DUTY:  # its own day is its term
        return own
    nobody_told = [duty.done_on.is_(None)] if event == "convened" else []
    untold = Because(
        or_(duty.owed, duty.due_on.is_not(None), *nobody_told),
        N_("{control}: nothing on record says that it was done"),
        "duties",
    )
    return replace(own, missing=(untold, _owed_or_not(duty)), warned=())


def stands_open(facts: Facts, given: Given) -> Condition:
    """Return whether there is something to do, also where it is not late: NULL if nobody can tell.

    What set it off waits, a day of its own was set, or it is due on a schedule and doing it today
    would move the next due day on (ruling 46): an evaluation of this half-year would not, once one
    was done.
    """
    duty, recurs = _columns(facts, given), given.term("every")
    if recurs is None:
        return or_(duty.owed, duty.due_on.is_not(None))
    still_counts = given.lasting_as_long_as_from_today(recurs)
    return or_(duty.due_on.is_not(None), duty.done_on.is_(None), duty.done_on < still_counts)


def observed(row: Row, given: Given) -> dict[str, date | bool | None]:
    """Return the day it falls due, by its own row or by the term, and when it was last done.

    A day in a year that the calendar file lacks was counted on statutory days alone: it is marked.
    """
    duty = _Duty(*(row[name] for name in evidence(given)))
    term, recurs = given.term("term"), given.term("every")
    days = [duty.due_on] if duty.due_on else []
    if duty.since and term:
        days.append(given.due(duty.since, term))
    if recurs and duty.done_on:
        days.append(given.due(duty.done_on, recurs))
    due = min(days, default=None)
    seen = {"owed": duty.owed, "due_on": due, "since": duty.since, "done_on": duty.done_on}
    in_workdays = isinstance(term, Duration) and term.business_days > 0
    if in_workdays and due and due != duty.due_on and not given.calendar.covers(due):
        seen["statutory_days_only"] = True
    return seen


def _columns(facts: Facts, given: Given) -> _Duty[Condition]:
    return _Duty(*(facts.c[name] for name in evidence(given)))


def _own_day(duty: _Duty[Condition], given: Given) -> Judgement:
    """Judge the day set for the open row itself; no open row is no doubt: nothing is due by it."""
    has_own = duty.due_on.is_not(None)
    late = Because(
        and_(has_own, duty.due_on < given.day),
        N_("{control}: it was due on {due_on} and is still open"),
    )
    nearly = Because(
        and_(has_own, duty.due_on <= given.until("due_soon")), N_("{control}: due on {due_on}")
    )
    return Judgement(violated=(late,), warned=(nearly,) if given.term("due_soon") else ())


def _recurring(own: Judgement, duty: _Duty[Condition], given: Given, every: Term) -> Judgement:
    """Judge a scheduled duty: it falls due from the last one on record (ruling 46)."""
    late = Because(
        duty.done_on < given.overdue_before(every),
        N_("{control}: it was due on {due_on}, counted from the last one on record"),
    )
    nearly = duty.done_on < given.due_soon_before(every, "due_soon")
    return Judgement(
        violated=(*own.violated, late),
        missing=(Because(duty.done_on.is_(None), N_("{control}: none is on record"), "duties"),),
        warned=_also(own, nearly),
    )


def _with_term(own: Judgement, duty: _Duty[Condition], given: Given, term: Term) -> Judgement:
    """Judge a duty with a term from its event; within a short term it warns from the first day."""
    overdue = Because(
        and_(duty.owed, duty.since < given.overdue_before(term)),
        N_("{control}: it was due on {due_on} and nothing on record says that it was done"),
    )
    nearly = and_(duty.owed, duty.since < given.due_soon_before(term, "due_soon"))
    undated = Because(
        and_(duty.owed, duty.since.is_(None)),
        N_("{control}: the day from which the term counts is not on record"),
        "duties",
    )
    return Judgement(
        violated=(*own.violated, overdue),
        missing=(undated, _owed_or_not(duty)),
        warned=_also(own, nearly),
        exempt=own.exempt,
    )


def _also(own: Judgement, nearly: Condition) -> Reasons:
    """Warn of what is nearly due, too, where the texts want a warning at all."""
    if not own.warned:
        return ()
    return (*own.warned, Because(nearly, N_("{control}: due on {due_on}")))


def _owed_or_not(duty: _Duty[Condition]) -> Because:
    """Say that the facts on which the event depends are not on record."""
    return Because(
        duty.owed.is_(None), N_("{control}: whether it is owed is not on record"), "duties"
    )


def _not_set_off(facts: Facts, duty: _Duty[Condition], given: Given) -> Reasons:
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
    on_record = or_(duty.event, duty.done_on.is_not(None), duty.due_on.is_not(None))
    return (Because(~on_record, N_("{control}: nothing on record has set it off")),)


def _ask(given: Given) -> Owed:
    event = given.arguments["event"]
    return Owed(given.control, event, given.rule_began if event == "older_than_rule" else None)
