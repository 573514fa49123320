"""What differs between two written policies: their heads, and what each says of every duty."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from monitor.policy.differences import changed
from monitor.policy.library import LoadedPack
from monitor.policy.parameters import Value, show
from monitor.policy.requirements import Control, ReadingInForce, Requirements
from monitor.policy.schema import ClauseText, ConditionText, DatedName, Pack

What = Literal[
    "head", "duty", "strength", "severity", "condition", "parameter", "reading", "clauses"
]
"""What two policies may say otherwise; a duty is what a control asks, or is left out of scope."""

_HEAD = ("issuer", "status", "asserted_by", "adopted", "in_force_from", "gap_resolver")
_ORDER = ("head", "duty", "strength", "severity", "condition", "parameter", "reading", "clauses")


@dataclass(frozen=True)
class Said:
    """What one policy says in one place; `ours`: a default of the product, in no clause.

    `value` is as files write it; of a reading, the one chosen, and `others` are the alternatives
    that may be chosen, `not_offered` those that may not; of a `condition`, the text's own words.
    `clauses` are those of the duty that it is about. They are not compared, nor are our words for a
    condition: the rest stands for what they say.
    """

    value: str
    ours: bool = False
    others: tuple[str, ...] = ()
    not_offered: tuple[str, ...] = ()
    condition: ConditionText | None = field(default=None, compare=False)
    clauses: tuple[ClauseText, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Divergence:
    """One thing that two policies do not say alike; None where one of them does not say it.

    `name` is the key of the head, or the duty; `part` the parameter or the reading, else None.
    """

    what: What
    name: str
    part: str | None
    a: Said | None
    b: Said | None


@dataclass(frozen=True)
class Comparison:
    """Two policies as written, each compiled alone, and all in which they differ."""

    a: Requirements
    b: Requirements
    divergences: tuple[Divergence, ...]


class _Place(NamedTuple):
    what: What
    name: str
    part: str | None = None


def compare(a: Requirements, b: Requirements) -> Comparison:
    """Return all in which two policies differ: heads first, then duty by duty.

    Each is one pack compiled alone (`compile_alone`), so that nothing of an institution is in it.
    Duties are paired by the id of their control, or of their entry out of scope; one that only
    one of the two names, or only one has in scope, is told whole. A duty is said differently where
    our paraphrases of its clauses differ: two texts hardly ever use the same words for the same.
    """
    found = [Divergence(*place, old, new) for place, old, new in changed(_said(a), _said(b))]
    whole = {each.name for each in found if each.what == "duty"}
    kept = (each for each in found if each.what in {"head", "duty"} or each.name not in whole)
    return Comparison(a, b, tuple(sorted(kept, key=_order)))


def _order(each: Divergence) -> tuple[bool, str, int, str]:
    name = "" if each.what == "head" else each.name  # heads stay in the order of the file
    return each.what != "head", name, _ORDER.index(each.what), each.part or ""


def _said(requirements: Requirements) -> Mapping[_Place, Said]:
    (loaded,) = requirements.packs
    said = {_Place("head", name): Said(value) for name, value in _head(loaded.pack)}
    for control in requirements.controls:
        said.update(_of_control(control, loaded))
    for reading in requirements.readings:
        place = _Place("reading", reading.control, reading.text.id)
        said[place] = _of_reading(reading, loaded)
    for name, entry in loaded.pack.out_of_scope.items():
        said.update(_of_duty(name, entry.kind, entry.clauses))
    return said


def _of_reading(reading: ReadingInForce, loaded: LoadedPack) -> Said:
    offered, not_offered = list[str](), list[str]()
    for name, given in sorted(reading.text.alternatives.items()):
        (offered if "not_offered" not in (given or {}) else not_offered).append(name)
    clauses = tuple(loaded.pack.controls[reading.control].clauses)
    return Said(reading.chosen, False, tuple(offered), tuple(not_offered), clauses=clauses)


def _head(pack: Pack) -> Iterator[tuple[str, str]]:
    """Yield what the head says; a key that is null says nothing."""
    for name in (*_HEAD, "timezone", "calendar"):
        value = getattr(pack, name)
        if value is not None:
            yield name, str(value)
    for role, names in sorted(pack.roles.items()):
        yield f"roles.{role}", "; ".join(map(_dated, names))


def _dated(name: DatedName) -> str:
    if name.since is None and name.until is None:
        return name.name
    return f"{name.name} ({name.since or '…'}/{name.until or '…'})"


def _of_control(control: Control, loaded: LoadedPack) -> Iterator[tuple[_Place, Said]]:
    text = loaded.pack.controls[control.id]
    clauses = tuple(text.clauses)
    yield from _of_duty(control.id, control.kind, clauses)
    yield _Place("strength", control.id), Said(control.strength, clauses=clauses)
    yield _Place("severity", control.id), Said(control.severity, clauses=clauses)
    if text.condition:
        yield (
            _Place("condition", control.id),
            Said(text.condition.quote, condition=text.condition, clauses=clauses),
        )
    for name, setting in control.settings.items():
        ours = setting.origin == "product-default"
        value = Said(_written(setting.value), ours=ours, clauses=clauses)
        yield _Place("parameter", control.id, name), value


def _written(value: Value) -> str:
    """Return a value as files write it; a list in one order, for its order says nothing."""
    return show(tuple(sorted(value)) if isinstance(value, tuple) else value)


def _of_duty(name: str, kind: str, clauses: Iterable[ClauseText]) -> Iterator[tuple[_Place, Said]]:
    kept = tuple(clauses)
    yield _Place("duty", name), Said(kind, clauses=kept)
    paraphrase = " ".join(clause.en for clause in kept)
    yield _Place("clauses", name), Said(paraphrase, clauses=kept)
