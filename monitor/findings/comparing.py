"""What the same facts give under two policies: findings that open, resolve, or turn otherwise."""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from monitor.findings.judged import Judged, in_order

Marked = tuple[tuple[str, str], bool, Judged]


@dataclass(frozen=True)
class Turn:
    """A finding that is not the same under two policies; None: there is none under that one.

    An outcome is fail, unknown or warn. A control that a policy does not have, and one that is
    met or does not apply under it, give no finding.
    """

    subject: str
    area: str | None
    control: str
    before: str | None
    after: str | None

    @property
    def how(self) -> Literal["opens", "resolves", "changes"]:
        """Return what would become of the finding."""
        if self.before is None:
            return "opens"
        return "resolves" if self.after is None else "changes"


@dataclass(frozen=True)
class Effect:
    """What turns for an inventory judged on a day, and what to bear in mind of its files."""

    as_of: date
    turns: tuple[Turn, ...]
    notes: tuple[str, ...] = ()

    def counts(self) -> Counter[str]:
        """Return how many findings would open, resolve and change."""
        return Counter(each.how for each in self.turns)


def turns(before: Iterable[Judged], after: Iterable[Judged]) -> Iterator[Turn]:
    """Yield what turns from one to the other, in the order of area, subject and control.

    Both come in the order of every report (`in_order`) and are read side by side: whatever their
    number, only the subjects of one place are kept in memory. A subject that only one of the two
    judges has no finding under the other.
    """
    merged = heapq.merge(_marked(before, after=False), _marked(after, after=True), key=_place)
    for _same, there in groupby(merged, key=_place):
        yield from _of_one_place(there)


def _marked(side: Iterable[Judged], *, after: bool) -> Iterator[Marked]:
    return ((in_order(each), after, each) for each in side)


def _place(marked: Marked) -> tuple[str, str]:
    return marked[0]


def _of_one_place(there: Iterable[Marked]) -> Iterator[Turn]:
    """Pair the subjects of one name by their ids: an account closed may have its name again."""
    pairs: dict[int, dict[bool, Judged]] = {}
    for _at, after, judged in there:
        pairs.setdefault(judged.id, {})[after] = judged
    for sides in pairs.values():
        yield from _of_one_subject(sides)


def _of_one_subject(sides: Mapping[bool, Judged]) -> Iterator[Turn]:
    before, after = (_outcomes(sides.get(side)) for side in (False, True))
    judged = next(iter(sides.values()))
    for control in sorted({*before, *after}):
        old, new = before.get(control), after.get(control)
        if old != new:
            yield Turn(judged.subject, judged.area, control, old, new)


def _outcomes(judged: Judged | None) -> dict[str, str]:
    found = judged.findings if judged else ()
    return {each.control.id: each.outcome for each in found if each.at_fault}
