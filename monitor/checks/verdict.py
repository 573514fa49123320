"""From a control's checks to one letter per subject, in SQL: p, w, f, u or n.

One plain CASE per control. A breach that is proved fails whatever else is unknown; what cannot be
told is unknown and never passes; the letters need no IS, so both engines read them alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, literal, not_, null, or_

from monitor.checks import applicability, registry
from monitor.checks.judgement import (
    Because,
    Check,
    Condition,
    Facts,
    Given,
    Judgement,
    Reasons,
)
from monitor.facts.sets import Ask
from monitor.policy.calendar import Calendar
from monitor.policy.platforms import Platforms
from monitor.policy.requirements import Control

PASS, WARN, FAIL, UNKNOWN, NOT_APPLICABLE = "p", "w", "f", "u", "n"
NO_ROW = "-"
"""Stands in a word for a control that says nothing of a closed account: it has no row under it."""

OUTCOMES = {
    PASS: "pass",
    WARN: "warn",
    FAIL: "fail",
    UNKNOWN: "unknown",
    NOT_APPLICABLE: "not_applicable",
}


@dataclass(frozen=True)
class Use:
    """A check as one control uses it."""

    check: Check
    given: Given
    fallback: bool


@dataclass(frozen=True)
class Test:
    """How one control is tested on one kind of subject."""

    control: Control
    kind: str
    uses: tuple[Use, ...]

    @property
    def breach(self) -> str:
        """The letter of what is not met: a duty that the text only allows never fails."""
        return WARN if self.control.strength == "may" else FAIL

    def asks(self) -> Iterable[Ask]:
        """Return the sets that must be among the facts."""
        return (ask for use in self.uses for ask in use.check.asks(use.given))

    def gives(self) -> frozenset[str]:
        """Return the letters that the control can give, the phases of accounts left aside."""
        letters = {
            letter.replace(FAIL, self.breach)
            for use in self.uses
            for letter in use.check.gives(use.given)
        }
        if applicability.leaves_some_out(self.control):
            letters.add(NOT_APPLICABLE)
        if applicability.asks_kind_of_area(self.control):
            letters.add(UNKNOWN)
        return frozenset(letters)

    def evidence(self) -> tuple[str, ...]:
        """Return the fact columns that show what was judged, each once."""
        return tuple(dict.fromkeys(c for use in self.uses for c in use.check.evidence(use.given)))


def test(control: Control, kind: str, day: date, calendar: Calendar, platforms: Platforms) -> Test:
    """Return how `control` is tested on subjects of `kind` on `day`.

    A check that lacks a parameter it needs is switched off (DESIGN 5.7).
    """
    uses = []
    for use in control.checks:
        check = registry.find(use.check)
        if all(control.params.get(name) is not None for name in check.NEEDS):
            given = Given(
                control.id,
                kind,
                day,
                control.params,
                calendar,
                platforms,
                dict(use.arguments),
                control.began,
            )
            uses.append(Use(check, given, use.fallback))
    return Test(control, kind, tuple(uses))


def letter(tested: Test, facts: Facts) -> ColumnElement[str]:
    """Return the letter of one control over one row of facts."""
    exempt = applicability.exemptions(tested.control, tested.kind, facts)
    outcome: ColumnElement[str] = literal(UNKNOWN)
    stages = [[_predicates(use, facts, exempt) for use in stage] for stage in _stages(tested)]
    for place in reversed(range(len(stages))):
        earlier = [check for stage in stages[:place] for check in stage]
        outcome = _stage(stages[place], earlier, outcome, tested.breach)
    return outcome


def reason(tested: Test, facts: Facts, outcome: ColumnElement[str]) -> ColumnElement[int]:
    """Return which of `reasons` explains the letter: its place in them, NULL where none does."""
    found = [
        (and_(outcome == code, because.condition), place)
        for place, (code, because) in enumerate(reasons(tested, facts))
    ]
    return case(*found, else_=null()) if found else null()  # type: ignore[return-value]


def reasons(tested: Test, facts: Facts) -> Sequence[tuple[str, Because]]:
    """Return every reason of a control in a fixed order, each with the letter it explains."""
    exempt = applicability.exemptions(tested.control, tested.kind, facts)
    found: list[tuple[str, Because]] = [(NOT_APPLICABLE, because) for because in exempt]
    in_doubt = applicability.in_doubt(tested.control, tested.kind, facts)
    found.extend((UNKNOWN, because) for because in in_doubt)
    for use in tested.uses:
        judged = use.check.judge(facts, use.given)
        for code, group in (
            (NOT_APPLICABLE, judged.exempt),
            (tested.breach, judged.violated),
            (UNKNOWN, judged.missing),
            (WARN, judged.warned),
            (PASS, judged.noted),
        ):
            found.extend((code, because) for because in group)
    return found


@dataclass(frozen=True)
class _Predicates:
    """The predicates of one check: whether it applies, and what it finds where it does."""

    applies: Condition
    violated: Condition
    missing: Condition
    warned: Condition

    @property
    def at_fault(self) -> Condition:
        return and_(self.applies, self.violated)

    @property
    def told(self) -> Condition:
        """Return TRUE only where the check can be told and is met, or does not apply."""
        met = and_(self.applies, not_(self.violated), not_(self.missing))
        return or_(not_(self.applies), met)

    @property
    def reserved(self) -> Condition:
        return and_(self.applies, self.warned)


def _stages(tested: Test) -> list[list[Use]]:
    """Return the checks that judge together, then each fallback on its own."""
    first = [use for use in tested.uses if not use.fallback]
    return [first, *([use] for use in tested.uses if use.fallback)]


def _stage(
    checks: list[_Predicates],
    earlier: list[_Predicates],
    otherwise: ColumnElement[str],
    breach: str,
) -> ColumnElement[str]:
    """Return the worst outcome of checks that judge together; untold falls to `otherwise`.

    A fallback answers what `earlier` checks could not tell, and keeps the reserves they had.
    """
    if not checks:
        return otherwise
    told = and_(*(check.told for check in checks))
    return case(
        (and_(*(not_(check.applies) for check in checks)), NOT_APPLICABLE),
        (or_(*(check.at_fault for check in checks)), breach),
        (and_(told, or_(*(check.reserved for check in (*earlier, *checks)))), WARN),
        (told, PASS),
        else_=otherwise,
    )


def _predicates(use: Use, facts: Facts, exempt: Reasons) -> _Predicates:
    judged: Judgement = use.check.judge(facts, use.given)
    return _Predicates(
        applies=not_(_any((*exempt, *judged.exempt))),
        violated=_any(judged.violated),
        missing=_any(judged.missing),
        warned=_any(judged.warned),
    )


def _any(reasons_given: Reasons) -> Condition:
    conditions: list[Any] = [because.condition for because in reasons_given]
    return or_(*conditions) if conditions else false()
