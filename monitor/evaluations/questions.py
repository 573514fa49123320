"""What an evaluation asks: the clauses of the policies in force that people alone can answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.policy.library import LoadedPack
from monitor.policy.requirements import Requirements
from monitor.policy.schema import ClauseText, ControlDefinition

CONTROL = "evaluation.semiannual"
"""The control that asks for evaluations; closing one discharges its duty."""

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_PART = re.compile(r"[0-9]+|[^\W\d_]+")


@dataclass(frozen=True)
class Question:
    """One clause to be answered of every account, in both languages; a title where it has one."""

    pack: str
    ref: str
    source: str
    title_en: str | None
    title_es: str | None
    text_en: str
    text_es: str


def questions(requirements: Requirements) -> list[Question]:
    """Return the questions of the policies in force, document by document, in its own order.

    They are the clauses that people attest of accounts, and the editorial ones. What is attested
    of an area or of the institution is not asked of each account again.
    """
    return [
        question
        for pack in requirements.packs
        for question in sorted(_of_pack(pack, requirements), key=lambda each: _place(each.ref))
    ]


def _of_pack(loaded: LoadedPack, requirements: Requirements) -> Iterator[Question]:
    pack = loaded.pack
    for name, control in pack.controls.items():
        definition = requirements.definitions[name]
        if definition.kind == "attested" and _is_asked_of_accounts_in_use(definition):
            for clause in control.clauses:
                yield _question(pack.id, name, clause, definition)
    for name, entry in pack.out_of_scope.items():
        if entry.kind == "editorial" and entry.evaluated:
            for clause in entry.clauses:
                yield _question(pack.id, name, clause, None)


def _is_asked_of_accounts_in_use(definition: ControlDefinition) -> bool:
    """Return whether an account in use answers it: not what was weighed before it was opened."""
    return "account" in definition.subjects and definition.phase == "operation"


def _question(
    pack: str, source: str, clause: ClauseText, definition: ControlDefinition | None
) -> Question:
    title = definition.title if definition else None
    return Question(
        pack,
        clause.ref,
        source,
        title.en if title else None,
        title.es if title else None,
        clause.en,
        clause.quote,
    )


def _place(ref: str) -> list[tuple[int, str]]:
    """Return what orders numerals as a document does: 6.IX before 6.X, 5.1 ¶2 before 5.1 ¶10."""
    return [_rank(part.casefold()) for part in _PART.findall(ref)]


def _rank(part: str) -> tuple[int, str]:
    if part.isdigit():
        return int(part), ""
    if set(part) <= _ROMAN.keys():
        return _roman(part), ""
    return len(_ROMAN) * 100, part


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))
