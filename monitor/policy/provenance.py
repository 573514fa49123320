"""Where the value of each parameter in force came from: clauses, our defaults, the institution."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitor.policy.library import LoadedPack
from monitor.policy.overlay import Weakening, alternative_settings
from monitor.policy.parameters import Setting
from monitor.policy.requirements import Control, ReadingInForce, Requirements
from monitor.policy.schema import Parameter
from monitor.policy.stated import stated_settings


@dataclass(frozen=True)
class Source:
    """What one pack gives to a parameter.

    `numerals` are those of the control's clauses in it; a value whose origin is product-default is
    in none of them. `reading` is the reading of which the institution chose an alternative that
    sets the value, in place of the pack's own; None where the pack states it.
    """

    pack: str
    numerals: tuple[str, ...]
    setting: Setting
    reading: ReadingInForce | None = None


@dataclass(frozen=True)
class Provenance:
    """The value of a parameter in force, and all that went into it.

    Where its origin is institution the sources were put aside; else they were joined by the
    parameter's combine rule. `weakening` is set where the institution asks for less than a text.
    """

    name: str
    parameter: Parameter
    setting: Setting
    sources: tuple[Source, ...]
    weakening: Weakening | None = None


def provenance(requirements: Requirements, control: Control) -> tuple[Provenance, ...]:
    """Return where each value of a control came from, in the order of its definition."""
    known = requirements.definitions[control.id].params
    given = [*_given(requirements, control)]
    weakened = {
        each.parameter: each for each in requirements.weakenings if each.control == control.id
    }
    return tuple(
        Provenance(
            name,
            known[name],
            setting,
            tuple(sources[name] for sources in given if name in sources),
            weakened.get(name),
        )
        for name, setting in control.settings.items()
    )


def _given(requirements: Requirements, control: Control) -> Iterator[Mapping[str, Source]]:
    """Yield, for each pack that holds the control, what it gives to each parameter."""
    for loaded in requirements.packs:
        if control.id in loaded.pack.controls:
            yield _of_pack(requirements, control, loaded)


def _of_pack(requirements: Requirements, control: Control, loaded: LoadedPack) -> dict[str, Source]:
    definition, pack = requirements.definitions[control.id], loaded.pack.id
    numerals = _numerals(loaded, control.id)
    stated, _problems = stated_settings(loaded, control.id, definition)  # none: it was compiled
    found = {name: Source(pack, numerals, setting) for name, setting in stated.items()}
    for reading in requirements.readings:
        own_choice = reading.chosen != reading.text.chosen
        if own_choice and (reading.pack, reading.control) == (pack, control.id):
            chosen = alternative_settings(definition, reading.text, reading.chosen)
            found |= {n: Source(pack, numerals, s, reading) for n, s in chosen.items()}
    return found


def _numerals(loaded: LoadedPack, control: str) -> tuple[str, ...]:
    clauses = loaded.pack.controls[control].clauses
    refs = (ref for clause in clauses for ref in (clause.ref, *(also.ref for also in clause.also)))
    return tuple(dict.fromkeys(refs))
