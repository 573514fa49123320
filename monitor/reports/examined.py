"""What `monitor doctor` found, as values and as lines for people."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from monitor.text import N_, _

SCHEMA = "monitor.doctor/1"


class Level(StrEnum):
    """How grave something is, the gravest last."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Examined:
    """One thing looked at: what it is (`about`, a stable word), how it is, and what to do."""

    about: str
    level: Level
    told: str
    todo: str | None = None


_MARKS = {Level.OK: N_("ok"), Level.WARN: N_("look"), Level.BAD: N_("BAD")}


def lines(found: Iterable[Examined]) -> list[str]:
    """Return what was found for people, what to do on a line of its own."""
    width = max(len(_(mark)) for mark in _MARKS.values())
    written = []
    for each in found:
        written.append(f"{_(_MARKS[each.level]).ljust(width)}  {each.told}")
        if each.todo:
            written.append(f"{' ' * width}  → {each.todo}")
    return written


def as_json(found: Iterable[Examined]) -> dict[str, Any]:
    """Return what was found for programs."""
    return {"schema": SCHEMA, "lines": [asdict(each) for each in found]}
