"""The verdict of a control on one row of facts: the twin of `monitor.checks`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tests.oracle import account_checks, network_checks, other_checks, register_checks
from tests.oracle.controls import BOARDS, Check, Control, in_use
from tests.oracle.judging import KNOWN_PLATFORMS, Answer, Case
from tests.oracle.kleene import Truth, above_zero, all_of, equal, no, one_of
from tests.oracle.terms import WEEKDAYS, Calendar

NO_ROW = "-"

_CHECKS = (
    account_checks.CHECKS | network_checks.CHECKS | other_checks.CHECKS | register_checks.CHECKS
)
_WORST_FIRST = "fuwpn"
_OF_CREDENTIALS = ("rotation", "password", "mfa")

# Which controls an account answers in each status (rulings 16, 17).
STATUSES = {
    "opening": ("proposed", "authorised", "open", "closing"),
    "operation": ("authorised", "open", "closing"),
    "closing": ("closing", "closed"),
}


def has_row(control: Control, kind: str, facts: Mapping[str, Any]) -> bool:
    """Return whether the subject has a row under the control: a closed account mostly has none."""
    return kind != "account" or facts["status"] != "closed" or control.phase == "closing"


def verdict(
    control: Control,
    kind: str,
    facts: Mapping[str, Any],
    day: date,
    *,
    calendar: Calendar = WEEKDAYS,
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
        calendar,
        platforms,
        without_factor,
        rule_began=control.began,
    )
    gate = all_of(
        _phase(case, control), _family(case), _is_bound(case), _area(case), _body(case, control)
    )
    used = in_use(control)
    main = [one for one in used if not one.fallback]
    letter = _worst([_letter(case, one, gate) for one in main])
    for spare in (one for one in used if one.fallback):
        letter = _spare(case, main, spare, gate) if letter == "u" else letter
    return allowed(control, letter)


def allowed(control: Control, letter: str) -> str:
    """Return a letter as the verb of the text lets it be: what one only may do never fails."""
    return "w" if letter == "f" and control.strength == "may" else letter


def _spare(case: Case, main: list[Check], spare: Check, gate: Truth) -> str:
    """Return what a fallback says, with the reserves of the checks that could not tell."""
    letter = _letter(case, spare, gate)
    answers = [_answer(case, one) for one in main]
    reserved = any(all_of(gate, answer.applies, answer.warned) is True for answer in answers)
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
    return one_of(case.fact("status"), STATUSES[control.phase])


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


def _area(case: Case) -> Truth:
    """Return whether an area is asked at all: it owns an account not closed (ruling 13).

    Where the document asks the communications office alone, that office is asked as soon as there
    is any account; while nobody knows which area it is, none can say that it is not.
    """
    if case.kind != "area":
        return True
    if case.setting("who") != "communications":
        return above_zero(case.fact("accounts"))
    role = case.fact("role")
    if role is None:
        is_office = False if case.fact("communications_named") else None
    else:
        is_office = role == "communications"
    return all_of(above_zero(case.fact("all_accounts")), is_office)


def _body(case: Case, control: Control) -> Truth:
    """Return whether the control binds this kind of area; boards may be exempt (reading 27)."""
    kind = case.fact("kind") if case.kind == "area" else case.facts.get("area_kind")
    if case.setting("boards") == "exempt":
        return no(one_of(kind, BOARDS))
    return one_of(kind, control.bodies) if control.bodies else True
