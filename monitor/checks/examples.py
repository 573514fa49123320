"""A pack's own examples, run through the same SQL as real accounts, and what they must cover."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    Integer,
    Select,
    String,
    cast,
    literal,
    null,
    select,
)
from sqlalchemy.types import NullType, TypeEngine

from monitor.checks.fitness import judging
from monitor.checks.verdict import OUTCOMES, letter, test
from monitor.facts.kinds import FACTS
from monitor.facts.sets import Ask
from monitor.policy.library import Library, LoadedPack
from monitor.policy.parameters import Setting, typed
from monitor.policy.problems import Problem, unknown
from monitor.policy.requirements import Control, Requirements, compile_alone
from monitor.policy.schema import ExampleText, Parameter
from monitor.scope import Scope
from monitor.text import _

# What an example need not say: a plain account, and nothing to count.
_UNLESS_GIVEN: dict[str, Any] = {
    "status": "open",
    "credential_model": "shared",
    "login_none": False,
    "authorised_none": False,
}
_NOT_COUNTS = frozenset({"password_score"})
# A fact given in an example is read as a parameter of its type would be.
_READ_AS: Mapping[type[TypeEngine[Any]], Parameter] = {
    Date: Parameter(type="date", combine="must_agree"),
    Boolean: Parameter(type="flag", combine="must_agree"),
    Integer: Parameter(type="number", combine="must_agree"),
    TypeEngine: Parameter(type="text", combine="must_agree"),
}


@dataclass(frozen=True)
class Outcome:
    """What an example gave; `problem` is None where it gave what it must."""

    control: str
    name: str
    problem: Problem | None


def run(connection: Connection, library: Library, loaded: LoadedPack) -> Iterator[Outcome]:
    """Run every example of a pack, alone, with the pack's own parameters.

    Raises:
        PolicyError: the pack cannot be compiled.
    """
    requirements = compile_alone(library, loaded.document.name)
    definitions = library.definitions()
    for control in requirements.controls:
        known = definitions[control.id].params
        for place, example in enumerate(loaded.pack.controls[control.id].examples):
            try:
                adapted = _adapted(control, known, example)
                found = _run_one(connection, requirements, adapted, example)
                reason = _differs(example, found)
            except ValueError as error:  # the example's own fault: a fact or value there is not
                reason = f"{example.name}: {error}"
            problem = _problem(loaded, control, place, reason) if reason else None
            yield Outcome(control.id, example.name, problem)


def uncovered(requirements: Requirements, loaded: LoadedPack) -> Iterator[Problem]:
    """Yield what the examples of a pack leave out: each outcome a control can give wants one."""
    for control in requirements.controls:
        path = ("controls", control.id, "examples")
        line = loaded.document.line(path)
        shown = {example.expect for example in loaded.pack.controls[control.id].examples}
        for outcome in sorted(_can_give(requirements, control) - shown):
            reason = _("no example shows the outcome “{outcome}”, which this control can give")
            yield Problem(loaded.document.name, line, control.id, reason.format(outcome=outcome))


def _can_give(requirements: Requirements, control: Control) -> set[str]:
    return {OUTCOMES[code] for tested in judging(requirements, control) for code in tested.gives()}


def _adapted(control: Control, known: Mapping[str, Parameter], example: ExampleText) -> Control:
    """Return the control with the parameters and the day that an example gives itself."""
    stray = set(example.params) - set(known)
    if stray:
        raise ValueError(unknown(min(stray), known))
    own = {
        name: Setting(typed(known[name], value), "institution")
        for name, value in example.params.items()
    }
    began = example.in_force_from or control.began
    return replace(control, settings={**control.settings, **own}, began=began)


def _run_one(
    connection: Connection, requirements: Requirements, control: Control, example: ExampleText
) -> str:
    kind = example.subject or control.subjects[0]
    if kind not in control.subjects:
        raise ValueError(unknown(kind, control.subjects))
    tested = test(control, kind, example.today, requirements.calendar, requirements.platforms)
    types = _fact_types(kind, tuple(dict.fromkeys(tested.asks())))
    stray = set(example.given) - set(types)
    if stray:
        raise ValueError(unknown(min(stray), types))
    row = _row(types, example.given).cte("example")
    return OUTCOMES[connection.execute(select(letter(tested, row))).scalar_one()]


@cache
def _fact_types(kind: str, asks: tuple[Ask, ...]) -> dict[str, TypeEngine[Any]]:
    """Return the fact columns of a kind of subject with their types."""
    columns = FACTS[kind](Scope(0), date.min, asks).selected_columns
    return {column.name: column.type for column in columns}


def _row(types: Mapping[str, TypeEngine[Any]], given: Mapping[str, Any]) -> Select[Any]:
    columns = []
    for name, column_type in types.items():
        kind = String() if isinstance(column_type, NullType) else column_type
        value = _value(kind, given[name]) if name in given else _default(name, kind)
        # No CAST of a value: SQLite would make a number of a day.
        fact = cast(null(), kind) if value is None else literal(value, kind)
        columns.append(fact.label(name))
    return select(*columns)


def _default(name: str, kind: TypeEngine[Any]) -> Any:
    if isinstance(kind, Integer) and ":" not in name and name not in _NOT_COUNTS:
        return 0
    return _UNLESS_GIVEN.get(name)


def _value(kind: TypeEngine[Any], text: Any) -> Any:
    if text is None:
        return None
    return typed(next(_READ_AS[each] for each in _READ_AS if isinstance(kind, each)), text)


def _differs(example: ExampleText, found: str) -> str | None:
    if found == example.expect:
        return None
    return _("example “{name}” expects {expected} and gives {found}").format(
        name=example.name, expected=example.expect, found=found
    )


def _problem(loaded: LoadedPack, control: Control, place: int, reason: str) -> Problem:
    path = ("controls", control.id, "examples", place)
    return Problem(loaded.document.name, loaded.document.line(path), control.id, reason)
