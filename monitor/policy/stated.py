"""What one document states for a control: its parameters, typed, and whose numbers they are."""

from typing import Any

from monitor.policy.library import LoadedPack
from monitor.policy.parameters import Origin, Setting, show, typed
from monitor.policy.problems import Problem, unknown
from monitor.policy.schema import ControlDefinition
from monitor.text import _


def stated_settings(
    pack: LoadedPack, control: str, definition: ControlDefinition
) -> tuple[dict[str, Setting], list[Problem]]:
    """Type the parameters that one pack states for one control.

    Returns the settings, and what is wrong with the others: a parameter the control does not
    have, or a value of the wrong type, each with its line in the pack.
    """
    settings: dict[str, Setting] = {}
    problems = []
    for name, raw in pack.pack.controls[control].params.items():
        try:
            settings[name] = _setting(definition, name, raw)
        except ValueError as error:
            path = ("controls", control, "params", name)
            line = pack.document.line(path)
            key = f"{control}.params.{name}"
            reason = f"{error} ({clauses(pack, control)})"
            problems.append(Problem(pack.document.name, line, key, reason))
    return settings, problems


def clauses(pack: LoadedPack, control: str) -> str:
    """Return the clauses that a document states a control in, with its id."""
    refs = dict.fromkeys(clause.ref for clause in pack.pack.controls[control].clauses)
    return f"{pack.pack.id} {', '.join(refs)}"


def said(pack: LoadedPack, control: str, setting: Setting) -> tuple[str, str]:
    """Return a value as messages tell it, and who says so: the clauses, never of one of ours."""
    value = show(setting.value)
    if setting.origin == "product-default":
        return _("{value}, ours, in no clause").format(value=value), pack.pack.id
    return value, clauses(pack, control)


def _setting(definition: ControlDefinition, name: str, raw: Any) -> Setting:
    if name not in definition.params:
        raise ValueError(unknown(name, definition.params))
    origin: Origin = "text"
    if isinstance(raw, dict):
        if set(raw) != {"value", "source"} or raw["source"] != "product-default":
            raise ValueError(
                _("write {{value: …, source: product-default}}, or the value alone").format()
            )
        raw, origin = raw["value"], "product-default"
    return Setting(typed(definition.params[name], raw), origin)
