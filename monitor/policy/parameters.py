"""Parameters of controls: typed from text, combined over several packs, compared for strictness."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from monitor.policy import durations
from monitor.policy.calendar import Calendar
from monitor.policy.durations import Duration, Shortest
from monitor.policy.problems import unknown
from monitor.policy.schema import Parameter
from monitor.text import _

Value = Duration | Shortest | int | str | tuple[str, ...] | bool | date | None
Origin = Literal["text", "product-default", "institution"]

# The day from which two terms are compared when one value must be said to be the stricter.
_REFERENCE = date(2025, 12, 31)
_WORKDAYS = Calendar("reference", frozenset(), frozenset())


@dataclass(frozen=True)
class Setting:
    """The value a parameter has for an institution, and who set it."""

    value: Value
    origin: Origin


class DisagreementError(ValueError):
    """Packs whose values of one parameter cannot hold together; the message says what to do."""


def typed(parameter: Parameter, value: Any) -> Value:
    """Type a value read from a file as `parameter` wants it; None stays None (not given).

    Raises:
        ValueError: the value is not of that type, with a message for the reader.
    """
    if value is None:
        return None
    if parameter.type == "list":
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
    if parameter.identity or stated is None or own == stated:
        return False
    if own is None:
        return True
    try:
        return combine(parameter, [own, stated]) != own
    except DisagreementError:
        return True


def _join(parameter: Parameter, given: list[Any]) -> Value:
    rule = parameter.combine
    if rule == "strictest":
        return min(given, key=parameter.choices.index)
    if rule == "min_duration":
        return _shortest(given)
    if rule == "max_number":
        return max(given)
    if rule == "union":
        return tuple(dict.fromkeys(item for value in given for item in value))
    if rule == "intersection":
        common = tuple(item for item in given[0] if all(item in value for value in given))
        if common:
            return common
        raise DisagreementError(_disagree(_("have nothing in common"), given))
    if rule == "any":
        return any(given)
    if rule == "all":
        return all(given)
    raise DisagreementError(_disagree(_("differ"), given))


def _shortest(given: list[Any]) -> Value:
    """Return the shortest term; terms of one unit are compared, others both kept."""
    units = {(bool(t.months), bool(t.days), bool(t.business_days)) for t in _singles(given)}
    if len(units) == 1:
        return min(_singles(given), key=lambda term: term.add(_REFERENCE, _WORKDAYS))
    return durations.shortest(given)


def _singles(given: list[Any]) -> list[Duration]:
    return [
        t for value in given for t in (value.terms if isinstance(value, Shortest) else (value,))
    ]


def _disagree(how: str, given: list[Any]) -> str:
    shown = " · ".join(show(value) for value in given)
    return _("the policies {how}: {values}; set one value under params in institution.yaml").format(
        how=how, values=shown
    )


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
    return tuple(value)


def _typed_scalar(parameter: Parameter, value: str) -> Value:
    if parameter.type == "duration":
        return durations.parse(value)
    if parameter.type == "number":
        return _number(value)
    if parameter.type == "flag":
        return _flag(value)
    if parameter.type == "date":
        return date.fromisoformat(value)
    _known(parameter, value)
    return value


def _number(value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise ValueError(_("“{value}” is not a whole number").format(value=value)) from None


def _flag(value: str) -> bool:
    words = {"yes": True, "true": True, "sí": True, "si": True, "no": False, "false": False}
    if value.casefold() not in words:
        raise ValueError(_("“{value}” is neither yes nor no").format(value=value))
    return words[value.casefold()]


def _known(parameter: Parameter, word: str) -> None:
    if parameter.choices and word not in parameter.choices:
        raise ValueError(unknown(word, parameter.choices))
