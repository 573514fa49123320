"""Comparing what the engine and the oracle say of the same subjects on the same day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.oracle.administrators import OneOf

Letters = Sequence[str | None]


@dataclass(frozen=True)
class Said:
    """What one side says of a subject: the values of its facts, the letter of each control."""

    values: tuple[Any, ...]
    letters: Letters


@dataclass(frozen=True)
class Difference:
    """One fact or control of one subject on which the two do not say the same."""

    subject: int
    what: str
    engine: Any
    oracle: Any


def differences(
    columns: Sequence[str],
    controls: Sequence[str],
    engine: Mapping[int, Said],
    oracle: Mapping[int, Said],
) -> Iterator[Difference]:
    """Return where they differ; a subject that only one of them knows is a difference too."""
    for subject in sorted(engine.keys() | oracle.keys()):
        if subject not in engine or subject not in oracle:
            yield Difference(subject, "row", subject in engine, subject in oracle)
            continue
        one, other = engine[subject], oracle[subject]
        yield from _values(subject, columns, one.values, other.values)
        yield from letters(subject, controls, one.letters, other.letters)


def letters(
    subject: int, controls: Sequence[str], engine: Letters | None, oracle: Letters
) -> Iterator[Difference]:
    """Return the controls whose letters differ; without a word, every letter does."""
    given: Letters = engine if engine is not None else [None] * len(oracle)
    if len(given) != len(controls) or len(oracle) != len(controls):
        yield Difference(subject, "number of letters", len(given), len(oracle))
        return
    for control, one, other in zip(controls, given, oracle, strict=True):
        if one != other:
            yield Difference(subject, control, one, other)


def _values(
    subject: int, columns: Sequence[str], engine: tuple[Any, ...], oracle: tuple[Any, ...]
) -> Iterator[Difference]:
    for column, one, other in zip(columns, engine, oracle, strict=True):
        if not _same(one, other):
            yield Difference(subject, column, one, other)


def _same(engine: Any, oracle: Any) -> bool:
    if isinstance(oracle, OneOf):
        return engine in oracle
    return type(engine) is type(oracle) and bool(engine == oracle)
