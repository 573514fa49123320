"""What a control is to the oracle: its checks, whom it is asked of, and what it is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[str, Any] = MappingProxyType({})

BOTH = ("account", "mailbox")
KINDS = ("account", "mailbox", "area", "institution")
BOARDS = ("local_board", "district_board")


@dataclass(frozen=True)
class Check:
    """A check of a control, with what the control tells it."""

    name: str
    arguments: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    fallback: bool = False


@dataclass(frozen=True)
class Control:
    """A control; `can_give` are the outcomes it can have where a text demands it.

    `bodies` are the kinds of area that it binds; without them it binds every kind.
    """

    id: str
    can_give: str
    checks: tuple[Check, ...]
    subjects: tuple[str, ...] = ("account",)
    phase: str = "operation"
    bodies: tuple[str, ...] = ()
    params: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    began: date | None = None
    strength: str = "must"


def one(name: str, **arguments: Any) -> tuple[Check, ...]:
    """Return a single check."""
    return (Check(name, arguments),)


def duty(event: str) -> tuple[Check, ...]:
    """Return the check of what is owed since an event."""
    return one("duty_met", event=event)


def on_file(document: str) -> tuple[Check, ...]:
    """Return the check of a document."""
    return one("document_on_file", document=document)


def attested(by: str = "subject", *, fallback: bool = False, **arguments: Any) -> Check:
    """Return the check of what somebody answered: anybody, or each of the administrators."""
    return Check("attested", {"by": by, **arguments}, fallback)


def with_params(control: Control, **params: Any) -> Control:
    """Return a control with other parameters, as a document or an institution would give them."""
    return replace(control, params={**control.params, **params})


# A document that leaves such a parameter out does not ask for what the check judges (DESIGN 5.7):
# Aguascalientes counts the changes of a year, the others measure an interval.
_SWITCHED_BY = {
    "max_age": "max_age",
    "changes_per_year": "per_year",
    "required_fields": "fields",
}


def in_use(control: Control) -> list[Check]:
    """Return the checks of a control that its document has not switched off."""
    return [
        check
        for check in control.checks
        if check.name not in _SWITCHED_BY or control.params.get(_SWITCHED_BY[check.name])
    ]
