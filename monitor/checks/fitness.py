"""Whether controls can be judged at all: their checks exist, are told enough, find their facts."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache

from monitor.checks import registry
from monitor.checks.judgement import Facts
from monitor.checks.verdict import Test, letter, test
from monitor.facts.kinds import FACTS
from monitor.facts.sets import Ask
from monitor.policy.library import Library, LoadedInstitution
from monitor.policy.problems import Problem, unknown
from monitor.policy.requirements import Control, Requirements
from monitor.policy.schema import CheckUse
from monitor.scope import Scope
from monitor.text import _

Arguments = Mapping[str, Collection[str]]
"""What a check may be given with `with`, as its `ARGUMENTS`: the words it knows (none: any)."""

_ANY_DAY = date(2026, 1, 1)  # what can be judged on one day can be on any


def unfit(
    requirements: Requirements, library: Library, own: LoadedInstitution | None = None
) -> Iterator[Problem]:
    """Yield what keeps controls from being judged; the institution may define controls itself.

    `library` is what they were compiled from: it knows the file and line of each. `own` is the
    institution's file, to be blamed for the parameters that it sets itself.
    """
    for control in requirements.controls:
        strange = [reason for use in control.checks for reason in _strange(use)]
        tests = [] if strange else judging(requirements, control)
        for reason in strange or (reason for each in tests if (reason := _untestable(each))):
            yield Problem(*library.place(control.id), control.id, reason)
        if not strange and not tests:
            reason = _("no check is left to judge it: each of them needs a parameter: {needed}")
            needed = _needed(control)
            place = _stated(requirements, control)
            if own and own.document and any(_is_its_own(control, name) for name in needed):
                place = own.document.name, own.document.line(("params", control.id))
            reason = reason.format(needed=", ".join(sorted(needed)))
            yield Problem(*place, control.id, reason)


def judging(requirements: Requirements, control: Control) -> list[Test]:
    """Return how a control is tested on each kind of subject, where a check is left to do it."""
    tests = [
        test(control, kind, _ANY_DAY, requirements.calendar, requirements.platforms)
        for kind in control.subjects
    ]
    return [tested for tested in tests if tested.uses]


def _strange(use: CheckUse) -> Iterator[str]:
    """Yield what nobody knows: the check, what it is given, or the word that it is given."""
    if use.check not in registry.names():
        yield unknown(use.check, registry.names())
        return
    arguments: Arguments = getattr(registry.find(use.check), "ARGUMENTS", {})
    for name, word in use.arguments.items():
        if name not in arguments:
            yield unknown(name, arguments)
        elif arguments[name] and word not in arguments[name]:
            yield unknown(word, arguments[name])


def _needed(control: Control) -> set[str]:
    return {name for use in control.checks for name in registry.find(use.check).NEEDS}


def _is_its_own(control: Control, name: str) -> bool:
    return name in control.settings and control.settings[name].origin == "institution"


def _stated(requirements: Requirements, control: Control) -> tuple[str, int]:
    """Return the file and line in which the first pack that asks for a control states it."""
    path = ("controls", control.id)
    documents = [pack.document for pack in requirements.packs if control.id in pack.pack.controls]
    return documents[0].name, documents[0].line(path)


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
