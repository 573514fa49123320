"""The institution's own tailoring: values and readings that replace a pack's, never in silence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from monitor.policy import notes
from monitor.policy.guarded_yaml import Path
from monitor.policy.library import LoadedInstitution, LoadedPack
from monitor.policy.parameters import Setting, Value, typed, weaker
from monitor.policy.problems import PolicyError, Problem, unasked, unknown
from monitor.policy.schema import ControlDefinition, ReadingText
from monitor.policy.stated import clauses, said, stated_settings
from monitor.text import _, choose

_NOTHING = Setting(None, "text")

WEAKENING_KEYS = {"value", "weakens", "reason", "approver"}


@dataclass(frozen=True)
class Weakening:
    """A value that asks for less than the document, with who approved it and why."""

    control: str
    parameter: str
    value: Value
    stated: Value
    reason: str
    approver: str


@dataclass(frozen=True)
class Overlay:
    """The tailoring, typed: parameters by control, readings chosen, what weakens, what is noted."""

    params: Mapping[str, Mapping[str, Setting]]
    chosen: Mapping[tuple[str, str], str]
    settings_of_readings: Mapping[tuple[str, str], Mapping[str, Setting]]
    weakenings: tuple[Weakening, ...] = ()
    notes: tuple[str, ...] = ()

    def read_as(self, pack: str, control: str) -> Mapping[str, Setting]:
        """Return the parameters that the alternatives chosen set for a control of a pack."""
        return self.settings_of_readings.get((pack, control), {})


@dataclass
class _Reader:
    """Reads one institution's file against the packs; collects every problem before it stops."""

    own: LoadedInstitution
    packs: tuple[LoadedPack, ...]
    definitions: Mapping[str, ControlDefinition]
    lenient: bool
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    weakenings: list[Weakening] = field(default_factory=list)

    def held(self, section: str, controls: Iterable[str]) -> list[str]:
        """Return the controls that a chosen pack holds; the others are noted or problems."""
        holding = {control for pack in self.packs for control in pack.pack.controls}
        found = []
        for control in controls:
            if control in holding:
                found.append(control)
            elif self.lenient and control in self.definitions:
                self.notes.append(notes.left_out(control))
            else:
                self.fault((section, control), unasked(control, holding, self.definitions))
        return found

    def fault(self, path: Path, reason: str) -> None:
        document = self.own.document
        name, line = (document.name, document.line(path)) if document else ("institution.yaml", 0)
        self.problems.append(Problem(name, line, ".".join(map(str, path)), reason))

    def params(self) -> dict[str, dict[str, Setting]]:
        given = self.own.institution.params
        return {
            control: self._params_of(control, given[control] or {})
            for control in self.held("params", given)
        }

    def _params_of(self, control: str, given: Mapping[str, Any]) -> dict[str, Setting]:
        settings = {}
        for name, raw in given.items():
            try:
                settings[name] = Setting(self._value(control, name, raw), "institution")
            except ValueError as error:
                self.fault(("params", control, name), str(error))
        return settings

    def _value(self, control: str, name: str, raw: Any) -> Value:
        known = self.definitions[control].params
        if name not in known:
            raise ValueError(unknown(name, known))
        approved = isinstance(raw, dict)
        if approved and set(raw) - WEAKENING_KEYS:
            raise ValueError(unknown(min(set(raw) - WEAKENING_KEYS), WEAKENING_KEYS))
        if approved and "value" not in raw:
            raise ValueError(_("the key “value” is missing"))
        value = typed(known[name], raw.get("value") if approved else raw)
        documents = list(self._stated(control, name, switched_off=value is None))
        if known[name].combine == "must_agree" and value in (each.value for _, each in documents):
            return value  # where documents contradict each other, one of them has to give way
        for pack, stated in documents:
            if weaker(known[name], value, stated.value):
                approval = _approval(raw, *said(pack, control, stated))
                self._weaken(Weakening(control, name, value, stated.value, *approval))
        return value

    def _weaken(self, weakening: Weakening) -> None:
        same = (weakening.control, weakening.parameter)
        if all((known.control, known.parameter) != same for known in self.weakenings):
            self.weakenings.append(weakening)

    def _stated(
        self, control: str, name: str, *, switched_off: bool
    ) -> Iterable[tuple[LoadedPack, Setting]]:
        """Return what the documents themselves state; our own defaults may be changed freely.

        Not so switched off: without its parameter a check no longer judges.
        """
        for pack in self.packs:
            if control in pack.pack.controls:
                settings, _faults = stated_settings(pack, control, self.definitions[control])
                stated = settings.get(name, _NOTHING)
                if stated.value is not None and (switched_off or stated.origin == "text"):
                    yield pack, stated

    def readings(self) -> dict[tuple[str, str], str]:
        chosen = {}
        given = self.own.institution.readings
        for control in self.held("readings", given):
            for reading, alternative in (given[control] or {}).items():
                if self._offered(control, reading, alternative):
                    chosen[control, reading] = alternative
        return chosen

    def _offered(self, control: str, reading: str, alternative: str) -> bool:
        """Return whether each document with this reading offers the alternative; else say why."""
        texts = list(self._texts(control))
        asked = [(pack, text) for pack, text in texts if text.id == reading]
        refusals = [_not_offered(pack, control, text, alternative) for pack, text in asked]
        if not asked:
            refusals = [unknown(reading, [text.id for _pack, text in texts])]
        refusal = next((reason for reason in refusals if reason), None)
        if refusal:
            self.fault(("readings", control, reading), refusal)
        return refusal is None

    def _texts(self, control: str) -> Iterable[tuple[LoadedPack, ReadingText]]:
        for pack in self.packs:
            if control in pack.pack.controls:
                for text in pack.pack.controls[control].readings:
                    yield pack, text

    def settings_of(
        self, chosen: Mapping[tuple[str, str], str]
    ) -> dict[tuple[str, str], dict[str, Setting]]:
        found: dict[tuple[str, str], dict[str, Setting]] = {}
        for (control, reading), alternative in chosen.items():
            for pack, text in self._texts(control):
                if text.id == reading and alternative != text.chosen:
                    settings = self._alternative(pack, control, text, alternative)
                    found.setdefault((pack.pack.id, control), {}).update(settings)
        return found

    def _alternative(
        self, pack: LoadedPack, control: str, text: ReadingText, alternative: str
    ) -> dict[str, Setting]:
        try:
            return alternative_settings(self.definitions[control], text, alternative)
        except ValueError as error:  # the pack's own fault, not the institution's
            place = pack.pack.controls[control].readings.index(text)
            path = ("controls", control, "readings", place, "alternatives", alternative)
            key = f"{control}.{text.id}.{alternative}"
            line = pack.document.line(path)
            self.problems.append(Problem(pack.document.name, line, key, str(error)))
            return {}


def read_overlay(
    own: LoadedInstitution,
    packs: tuple[LoadedPack, ...],
    definitions: Mapping[str, ControlDefinition],
    *,
    lenient: bool,
) -> Overlay:
    """Type the institution's tailoring against the packs it uses.

    Raises:
        PolicyError: unknown controls, parameters, readings or alternatives, values of the wrong
            type, and values weaker than the document without `weakens: true`, reason, approver.
    """
    reader = _Reader(own, packs, definitions, lenient)
    params = reader.params()
    chosen = reader.readings()
    settings = reader.settings_of(chosen)
    if reader.problems:
        raise PolicyError(reader.problems)
    return Overlay(params, chosen, settings, tuple(reader.weakenings), tuple(reader.notes))


def alternative_settings(
    definition: ControlDefinition, reading: ReadingText, alternative: str
) -> dict[str, Setting]:
    """Type the parameters that an alternative of a reading sets.

    Raises:
        ValueError: a parameter the control does not have, or a value of the wrong type.
    """
    given = reading.alternatives[alternative] or {}
    settings = {}
    for name, raw in given.items():
        if name not in definition.params:
            raise ValueError(unknown(name, definition.params))
        settings[name] = Setting(typed(definition.params[name], raw), "text")
    return settings


def _not_offered(pack: LoadedPack, control: str, text: ReadingText, alternative: str) -> str | None:
    if alternative == text.chosen:
        return None
    if alternative not in text.alternatives:
        return unknown(alternative, [text.chosen, *text.alternatives])
    refused = (text.alternatives[alternative] or {}).get("not_offered")
    if refused is None:
        return None
    reason = choose(refused) if isinstance(refused, dict) else refused
    return _("this reading is not offered ({by}): {reason}").format(
        by=clauses(pack, control), reason=reason
    )


def _approval(raw: Any, stated: str, where: str) -> tuple[str, str]:
    """Return reason and approver of a weaker value, which must both be given (DESIGN 5.7)."""
    given = raw if isinstance(raw, dict) else {}
    words = [given.get("reason"), given.get("approver")]
    if given.get("weakens") not in {"true", "yes"} or not all(
        isinstance(word, str) and word.strip() for word in words
    ):
        raise ValueError(
            _(
                "this asks for less than {clauses} does ({stated}); to go on, write it as"
                " {{value: …, weakens: true, reason: …, approver: …}}"
            ).format(clauses=where, stated=stated)
        )
    return given["reason"], given["approver"]
