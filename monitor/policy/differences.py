"""What changes when other requirements take the place of those in force."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from monitor.policy.parameters import show
from monitor.policy.requirements import Control, Requirements

Place = TypeVar("Place")
Said = TypeVar("Said")


@dataclass(frozen=True)
class Difference:
    """One thing that changes: `before` None where it is new, `after` None where it is gone.

    `what` is pack, control, strength, severity, parameter or reading; `name` the pack, the
    control, or the control and its parameter or reading.
    """

    what: str
    name: str
    before: str | None
    after: str | None


def differences(before: Requirements | None, after: Requirements | None) -> tuple[Difference, ...]:
    """Return what changes from one to the other, packs first; None asks for nothing."""
    found = [Difference(*name, old, new) for name, old, new in changed(_said(before), _said(after))]
    whole = {(each.what, each.name) for each in found if None in {each.before, each.after}}
    return tuple(
        sorted(
            (each for each in found if not _part_of(each, whole)),
            key=lambda each: (ORDER.index(each.what), each.name),
        )
    )


def changed(
    old: Mapping[Place, Said], new: Mapping[Place, Said]
) -> Iterator[tuple[Place, Said | None, Said | None]]:
    """Yield each place where two do not say the same, the old's order first; None: says nothing."""
    for place in [*old, *(place for place in new if place not in old)]:
        if old.get(place) != new.get(place):
            yield place, old.get(place), new.get(place)


ORDER = ("pack", "control", "strength", "severity", "parameter", "reading")


def _part_of(each: Difference, whole: set[tuple[str, str]]) -> bool:
    """Return whether it comes or goes with its control, which is said already."""
    return each.what not in {"pack", "control"} and ("control", each.name.split(" ")[0]) in whole


def _said(requirements: Requirements | None) -> dict[tuple[str, str], str | None]:
    if requirements is None:
        return {}
    return dict(_sayings(requirements))


def _sayings(requirements: Requirements) -> Iterator[tuple[tuple[str, str], str]]:
    for pack in requirements.packs:
        yield ("pack", pack.pack.id), f"{pack.pack.version} ({pack.sha256[:8]})"
    for control in requirements.controls:
        yield from _of_control(control)
    for reading in requirements.readings:
        yield ("reading", f"{reading.control} {reading.text.id}"), reading.chosen


def _of_control(control: Control) -> Iterator[tuple[tuple[str, str], str]]:
    yield ("control", control.id), control.id
    yield ("strength", control.id), control.strength
    yield ("severity", control.id), control.severity
    for name, setting in control.settings.items():
        yield ("parameter", f"{control.id} {name}"), show(setting.value)
