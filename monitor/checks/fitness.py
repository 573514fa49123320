"""Whether controls can be judged at all: their checks exist, are told enough, find their facts."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from monitor.checks import registry
from monitor.checks.judgement import Facts
from monitor.checks.verdict import Test, letter, test
from monitor.facts.kinds import FACTS
from monitor.facts.sets import Ask
from monitor.policy.problems import Problem, unknown
from monitor.policy.requirements import Control, Requirements
from monitor.scope import Scope
from monitor.text import _

_ANY_DAY = date(2026, 1, 1)  # what can be judged on one day can be on any


def unfit(requirements: Requirements) -> Iterator[Problem]:
    """Yield what keeps controls from being judged; the institution may define controls itself."""
    for control in requirements.controls:
        for reason in _reasons(requirements, control):
            yield Problem("controls", 0, control.id, reason)


def judging(requirements: Requirements, control: Control) -> list[Test]:
    """Return how a control is tested on each kind of subject, where a check is left to do it."""
    tests = [
        test(control, kind, _ANY_DAY, requirements.calendar, requirements.platforms)
        for kind in control.subjects
    ]
    return [tested for tested in tests if tested.uses]


def _reasons(requirements: Requirements, control: Control) -> Iterable[str]:
    names = {use.check for use in control.checks}
    strange = sorted(names - set(registry.names()))
    if strange:
        return [unknown(name, registry.names()) for name in strange]
    tests = judging(requirements, control)
    if not tests:
        return [_("no check is left to judge it: a parameter that each of them needs is missing")]
    return [reason for tested in tests if (reason := _untestable(tested))]


def _untestable(tested: Test) -> str | None:
    """Try to write the control's SQL: an argument, an event or a fact that is not there shows."""
    try:
        letter(tested, _facts(tested.kind, frozenset(tested.asks())))
    except (KeyError, AttributeError) as error:
        reason = _("its checks need, or do not know, “{word}” for the subject “{kind}”")
        return reason.format(word=error.args[0], kind=tested.kind)
    return None


@cache
def _facts(kind: str, asks: frozenset[Ask]) -> Facts:
    """Return facts that are only written, never asked for: many controls need the same few."""
    return FACTS[kind](Scope(0), _ANY_DAY, asks).cte()
