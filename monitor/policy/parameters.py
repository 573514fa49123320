"""Parameters of controls: typed from text, combined over several packs, compared for strictness."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import idna

from monitor.policy import durations
from monitor.policy.calendar import Calendar
from monitor.policy.durations import Duration, Shortest
from monitor.policy.problems import unknown
from monitor.policy.schema import Parameter
from monitor.text import _

Value = Duration | Shortest | int | str | tuple[str, ...] | bool | date | None
Origin = Literal["text", "product-default", "institution"]

# Two terms are compared over four years: each length of month, in each order, on each weekday.
_STARTS = tuple(date(2025, 1, 1) + timedelta(days=day) for day in range(4 * 365 + 1))
_WORKDAYS = Calendar("reference", frozenset(), frozenset())


@dataclass(frozen=True)
class Setting:
    """The value a parameter has for an institution, and who set it."""

    value: Value
    origin: Origin


class DisagreementError(ValueError):
    """Packs whose values of one parameter cannot hold together; the message says what to do.

    `how` they do not is kept, to say it again with who gives which value.
    """

    def __init__(self, how: str, values: Iterable[str]) -> None:
        """Say how they do not hold together, and which values those are."""
        self.how = how
        told = _("the policies {how}: {values}; set one value under params in institution.yaml")
        super().__init__(told.format(how=how, values=" · ".join(values)))


def typed(parameter: Parameter, value: Any) -> Value:
    """Type a value read from a file as `parameter` wants it; None stays None (not given).

    Raises:
        ValueError: the value is not of that type, with a message for the reader.
    """
    if value is None:
        return None
    if parameter.type in {"list", "domains"}:
        return _typed_list(parameter, value)
    if not isinstance(value, str):
        raise ValueError(_("one value is expected here, not a list or a group of keys"))  # noqa: TRY004 - the schema layer speaks ValueError
    return _typed_scalar(parameter, value)


def combine(parameter: Parameter, values: Sequence[Value]) -> Value:
    """Join the values that several packs give to one parameter by its combine rule (DESIGN 5.6).

    Raises:
        DisagreementError: `must_agree` packs differ, or an intersection is empty.
    """
    given = [value for value in values if value is not None]
    if not given:
        return None
    if all(value == given[0] for value in given):
        return given[0]
    return _join(parameter, given)


def weaker(parameter: Parameter, own: Value, stated: Value) -> bool:
    """Return whether the institution's `own` value asks for less than what is `stated`.

    A parameter that names the institution itself (its domain, its offices) is never weaker.
    """
    if stated is None or own == stated:
        return False
    if own is None:
        return True
    if parameter.identity:
        return False
    try:
        return combine(parameter, [own, stated]) != own
    except DisagreementError:
        return True


def _join(parameter: Parameter, given: list[Any]) -> Value:
    if parameter.combine == "strictest":
        strictest: str = min(given, key=parameter.choices.index)
        return strictest
    if parameter.combine == "must_agree":
        raise DisagreementError(_("differ"), map(show, given))
    return _JOINS[parameter.combine](given)


def _union(given: list[Any]) -> Value:
    return tuple(dict.fromkeys(item for value in given for item in value))


def _intersection(given: list[Any]) -> Value:
    common = tuple(item for item in given[0] if all(item in value for value in given))
    if not common:
        raise DisagreementError(_("have nothing in common"), map(show, given))
    return common


def _shortest(given: list[Any]) -> Value:
    """Return the term that never ends after the others, or else all that may end first."""
    singles = durations.singles(given)
    kept: list[Duration] = []
    for term in singles:
        if not any(_never_after(other, term) for other in kept):
            kept = [other for other in kept if not _never_after(term, other)] + [term]
    return durations.shortest(kept)


def _never_after(one: Duration, other: Duration) -> bool:
    """Return whether `one` ends on or before `other` does, wherever both begin.

    A term in business days may be longer than any count of days, by as many days off as there
    are; one in other days never ends after the same count of weekdays.
    """
    if one.business_days > other.business_days:
        return False
    return all(
        (one.add(day, _WORKDAYS), one.hours) <= (other.add(day, _WORKDAYS), other.hours)
        for day in _STARTS
    )


_JOINS: Mapping[str, Callable[[list[Any]], Value]] = {
    "min_duration": _shortest,
    "max_number": max,
    "union": _union,
    "intersection": _intersection,
    "any": any,
    "all": all,
}


def show(value: Value) -> str:
    """Return a value as it is written in a file."""
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "null" if value is None else str(value)


def _typed_list(parameter: Parameter, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(_("a list of words is expected here, for instance [one, two]"))
    for item in value:
        _known(parameter, item)
    return tuple(map(_a_label, value)) if parameter.type == "domains" else tuple(value)


def _a_label(domain: str) -> str:
    """Return a domain as addresses hold it: a lower-case A-label (ruling 33)."""
    try:
        return idna.encode(domain, uts46=True, std3_rules=True).decode("ascii").removesuffix(".")
    except UnicodeError:
        raise ValueError(_("“{domain}” is not a domain name").format(domain=domain)) from None


def _typed_scalar(parameter: Parameter, value: str) -> Value:
    if parameter.type == "duration":
        return durations.parse(value)
    if parameter.type == "number":
        return _number(value)
    if parameter.type == "flag":
        return _flag(value)
    if parameter.type == "date":
        return _day(value)
    _known(parameter, value)
    return value


def _number(value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise ValueError(_("“{value}” is not a whole number").format(value=value)) from None


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(
            _("“{value}” is not a date; write it as 2026-01-31").format(value=value)
        ) from None


def _flag(value: str) -> bool:
    words = {"yes": True, "true": True, "sí": True, "si": True, "no": False, "false": False}
    if value.casefold() not in words:
        raise ValueError(_("“{value}” is neither yes nor no").format(value=value))
    return words[value.casefold()]


def _known(parameter: Parameter, word: str) -> None:
    if parameter.choices and word not in parameter.choices:
        raise ValueError(unknown(word, parameter.choices))
