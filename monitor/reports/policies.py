"""A policy described: its head, its controls with their clauses, or one control in full."""

from collections.abc import Iterator
from typing import Any

from monitor.policy.library import Library
from monitor.policy.parameters import show
from monitor.policy.problems import PolicyError, Problem, unasked
from monitor.policy.requirements import Control, ReadingInForce, Requirements, compile_alone
from monitor.reports.policy_wording import STRENGTHS, SUBJECTS
from monitor.reports.wording import SEVERITIES
from monitor.text import _, choose


def describe(library: Library, name: str, control: str | None) -> Iterator[str]:
    """Yield the lines that describe a pack, or one control of it.

    Raises:
        PolicyError: there is no such pack, or it has no such control.
    """
    requirements = compile_alone(library, name)
    if control is None:
        return _pack(requirements)
    found = {each.id: each for each in requirements.controls}
    if control not in found:
        reason = unasked(control, found, library.definitions())
        raise PolicyError([Problem(name, 0, control, reason)])
    notes = library.definitions()[control].note
    return _control(requirements, found[control], choose(notes.model_dump()) if notes else None)


def _pack(requirements: Requirements) -> Iterator[str]:
    pack = requirements.packs[0].pack
    yield f"{pack.id} {pack.version}"
    yield choose(pack.title.model_dump())
    yield f"{pack.issuer} · {pack.source.file} · SHA-256 {pack.source.sha256}"
    yield ""
    for control in requirements.controls:
        refs = ", ".join(dict.fromkeys(cited.clause.ref for cited in control.citations))
        severity = _(SEVERITIES[control.severity])
        yield f"{control.id:<30} {severity:<12} {refs:<18} {choose(dict(control.title))}"
    yield ""
    unchecked = _("not checked")
    for name, entry in pack.out_of_scope.items():
        refs = ", ".join(clause.ref for clause in entry.clauses)
        reason = choose(entry.reason.model_dump())
        yield f"{name:<30} {unchecked:<12} {refs:<18} {reason}"


def _control(requirements: Requirements, control: Control, note: str | None) -> Iterator[str]:
    yield f"{control.id}: {choose(dict(control.title))}"
    severity, strength = _(SEVERITIES[control.severity]), _(STRENGTHS[control.strength])
    subjects = ", ".join(_(SUBJECTS[kind]) for kind in control.subjects)
    yield f"{severity} · {strength} · {subjects}"
    yield ""
    for cited in control.citations:
        yield f"{cited.pack} {cited.clause.ref} «{cited.clause.quote}»"
    yield ""
    yield _("What to do: {text}").format(text=choose(dict(control.remediation)))
    if note:
        yield _("Note: {note}").format(note=note)
    ours = _("ours, in no clause")
    for name, setting in control.settings.items():
        mark = f"  ({ours})" if setting.origin == "product-default" else ""
        yield f"  {name} = {show(setting.value)}{mark}"
    for reading in requirements.readings:
        if reading.control == control.id:
            yield from reading_lines(reading)


def reading_lines(reading: ReadingInForce, *, several: bool = False) -> Iterator[str]:
    """Yield the lines of a reading in force; of several packs, with the one that it is of."""
    text = reading.text
    yield ""
    if several:
        yield reading.pack
    yield _("Reading “{id}”: {question}").format(
        id=text.id, question=choose(text.question.model_dump())
    )
    yield _chosen(reading)
    yield _("  ratified by: {who}").format(who=text.ratified_by or _("nobody yet"))
    for name, alternative in text.alternatives.items():
        given = dict(alternative or {})
        refused = given.get("not_offered")
        values = ", ".join(f"{key} = {_in_file(value)}" for key, value in given.items())
        offered = _("not offered: {reason}").format(reason=choose(refused)) if refused else values
        yield f"  · {name}: {offered}"


def _chosen(reading: ReadingInForce) -> str:
    """Say which reading is chosen; the pack's reason holds for the pack's own choice alone."""
    text = reading.text
    if reading.chosen != text.chosen:
        told = _("  chosen: {chosen}, by the institution, in place of {proposed}")
        return told.format(chosen=reading.chosen, proposed=text.chosen)
    told = _("  chosen: {chosen}, because {reason}")
    return told.format(chosen=reading.chosen, reason=choose(text.reason.model_dump()))


def _in_file(value: Any) -> str:
    """Return the value of an alternative, text or a list of texts, as its file writes it."""
    return show(tuple(value) if isinstance(value, list) else value)
