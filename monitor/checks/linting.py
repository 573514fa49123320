"""Looking for mistakes in a pack: its shape, its readings, its examples, its quotes."""

from collections.abc import Iterator, Mapping

from monitor.checks import examples, fitness
from monitor.policy.coverage import coverage
from monitor.policy.library import Library, LoadedPack
from monitor.policy.overlay import alternative_settings
from monitor.policy.problems import Problem, unknown
from monitor.policy.requirements import compile_alone
from monitor.policy.schema import ControlDefinition, ReadingText
from monitor.policy.source import check_quotes, clauses
from monitor.text import _


def problems(name: str, source: bytes | None = None) -> list[Problem]:
    """Return every mistake in the pack of that id or path; `source` is the text it quotes.

    Raises:
        PolicyError: the pack cannot be read or compiled at all; that comes first.
    """
    library = Library.for_pack(name)
    loaded = library.pack(name)
    definitions = library.definitions()
    requirements = compile_alone(library, name)
    found = [
        *_left_out(loaded, definitions),
        *_unknown_numerals(loaded),
        *_readings(loaded, definitions),
        *fitness.unfit(requirements, library),
    ]
    if not found:
        found += examples.uncovered(requirements, loaded)
    return found + (list(check_quotes(loaded, source)) if source is not None else [])


def _left_out(
    loaded: LoadedPack, definitions: Mapping[str, ControlDefinition]
) -> Iterator[Problem]:
    for numeral in coverage(loaded, definitions).gaps:
        line = loaded.document.line(("numbering", numeral))
        reason = _("no control has this numeral, and out_of_scope does not say why; do one of them")
        yield Problem(loaded.document.name, line, f"numbering.{numeral}", reason)


def _unknown_numerals(loaded: LoadedPack) -> Iterator[Problem]:
    numbering = loaded.pack.numbering
    for path, clause in clauses(loaded):
        for ref in (clause.ref, *(also.ref for also in clause.also)):
            if ref not in numbering:
                line, key = loaded.document.line(path), ".".join(map(str, path))
                yield Problem(loaded.document.name, line, key, unknown(ref, numbering))


def _readings(
    loaded: LoadedPack, definitions: Mapping[str, ControlDefinition]
) -> Iterator[Problem]:
    """Yield the alternatives that could be chosen and would not work."""
    for control, text in loaded.pack.controls.items():
        for place, reading in enumerate(text.readings):
            path = ("controls", control, "readings", place)
            for reason in _alternatives(definitions[control], reading):
                line = loaded.document.line(path)
                yield Problem(loaded.document.name, line, f"{control}.{reading.id}", reason)


def _alternatives(definition: ControlDefinition, reading: ReadingText) -> Iterator[str]:
    for name, alternative in reading.alternatives.items():
        if alternative is None:
            yield _("the alternative “{name}” says neither parameters nor not_offered").format(
                name=name
            )
        elif "not_offered" not in alternative:
            try:
                alternative_settings(definition, reading, name)
            except ValueError as error:
                yield f"{name}: {error}"
