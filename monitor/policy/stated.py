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
            problems.append(
                Problem(pack.document.name, line, f"{control}.params.{name}", str(error))
            )
    return settings, problems


def told(pack: LoadedPack, control: str, setting: Setting) -> str:
    """Return a value with the pack and the numerals that state it, as messages cite it."""
    value = show(setting.value)
    if setting.origin == "product-default":
        return _("{pack}: {value}, ours, in no clause").format(pack=pack.pack.id, value=value)
    return f"{cited(pack, control)}: {value}"


def cited(pack: LoadedPack, control: str) -> str:
    """Return a pack with the numerals in which it states a control."""
    clauses = pack.pack.controls[control].clauses
    return " ".join((pack.pack.id, ", ".join(dict.fromkeys(clause.ref for clause in clauses))))


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
