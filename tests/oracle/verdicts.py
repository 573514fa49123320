"""The verdict of a control on one row of facts: the twin of `monitor.checks`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from tests.oracle import account_checks, other_checks
from tests.oracle.judging import KNOWN_PLATFORMS, Answer, Case
from tests.oracle.kleene import Truth, above_zero, all_of, equal, no, one_of
from tests.oracle.terms import DaysOff

_CHECKS = account_checks.CHECKS | other_checks.CHECKS
_WORST_FIRST = "fuwpn"
_OF_CREDENTIALS = ("rotation", "password", "mfa")

# Which controls an account answers in each status (rulings 16, 17).
_STATUSES = {
    "opening": ("proposed", "authorised", "open", "closing"),
    "operation": ("authorised", "open", "closing"),
    "closing": ("closing",),
}


class Check(Protocol):
    """A check as a control names it."""

    @property
    def name(self) -> str: ...
    @property
    def arguments(self) -> Mapping[str, Any]: ...
    @property
    def fallback(self) -> bool: ...


class Control(Protocol):
    """A control as a loaded pack holds it."""

    @property
    def id(self) -> str: ...
    @property
    def subjects(self) -> Sequence[str]: ...
    @property
    def phase(self) -> str: ...
    @property
    def checks(self) -> Sequence[Check]: ...
    @property
    def params(self) -> Mapping[str, Any]: ...
    @property
    def began(self) -> date | None: ...


def verdict(
    control: Control,
    kind: str,
    facts: Mapping[str, Any],
    day: date,
    *,
    days_off: DaysOff = frozenset(),
    platforms: frozenset[str] = KNOWN_PLATFORMS,
    without_factor: frozenset[str] = frozenset(),
) -> str:
    """Return the letter of `control` for one subject: p, w, f, u or n."""
    case = Case(
        facts,
        day,
        control.id,
        kind,
        control.params,
        days_off,
        platforms,
        without_factor,
        rule_began=control.began,
    )
    gate = all_of(_phase(case, control), _family(case), _is_bound(case))
    main = [one for one in control.checks if not one.fallback]
    letter = _worst([_letter(case, one, gate) for one in main])
    for spare in (one for one in control.checks if one.fallback):
        letter = _spare(case, control, spare, gate) if letter == "u" else letter
    return letter


def _spare(case: Case, control: Control, spare: Check, gate: Truth) -> str:
    """Return what a fallback says, with the reserves of the checks that could not tell."""
    letter = _letter(case, spare, gate)
    main = [_answer(case, one) for one in control.checks if not one.fallback]
    reserved = any(all_of(gate, answer.applies, answer.warned) is True for answer in main)
    return "w" if letter == "p" and reserved else letter


def _letter(case: Case, check: Check, gate: Truth) -> str:
    return _answer(case, check).letter(gate)


def _answer(case: Case, check: Check) -> Answer:
    settings = {**case.settings, **check.arguments}
    return _CHECKS[check.name](replace(case, settings=settings))


def _worst(letters: list[str]) -> str:
    return min(letters, key=_WORST_FIRST.index)


def _phase(case: Case, control: Control) -> Truth:
    if case.kind != "account":
        return True
    return one_of(case.fact("status"), _STATUSES[control.phase])


def _family(case: Case) -> Truth:
    """Return whether the family of the control binds this subject (rulings 14, 32, 35)."""
    family = case.control.partition(".")[0]
    if family in _OF_CREDENTIALS and case.kind == "account":
        return no(equal(case.fact("credential_model"), "delegated"))
    if family in _OF_CREDENTIALS and case.kind == "mailbox":
        return above_zero(case.fact("serves"))
    if family == "email" and case.kind == "account":
        return no(equal(case.fact("credential_model"), "phone"))
    return True


def _is_bound(case: Case) -> Truth:
    kinds = case.setting("applies_to")
    return kinds is None or case.kind in kinds
