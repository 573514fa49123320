"""What an institution must meet: packs and its own tailoring, compiled into one list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from monitor.policy import notes
from monitor.policy.calendar import Calendar
from monitor.policy.library import Library, LoadedInstitution, LoadedPack
from monitor.policy.overlay import Overlay, Weakening, read_overlay
from monitor.policy.parameters import DisagreementError, Setting, Value, combine
from monitor.policy.platforms import Platforms
from monitor.policy.problems import PolicyError, Problem, unknown
from monitor.policy.schema import (
    CheckUse,
    ClauseText,
    ControlDefinition,
    Institution,
    PackControl,
    Parameter,
    ReadingText,
)
from monitor.policy.stated import said, stated_settings
from monitor.text import _

SEVERITIES = ("critical", "high", "medium", "low")
STRENGTHS = ("must", "should", "may")


@dataclass(frozen=True)
class Citation:
    """A clause that a control comes from, and the pack it is in."""

    pack: str
    clause: ClauseText


@dataclass(frozen=True)
class ReadingInForce:
    """The interpretation in force of an ambiguous clause; `chosen` may be the institution's."""

    control: str
    pack: str
    text: ReadingText
    chosen: str


@dataclass(frozen=True)
class Control:
    """One duty in force: what it asks, how it is judged, and the clauses it comes from.

    Where several documents ask it, and not all of them of every kind of subject, `by_kind` has the
    control as it binds those kinds: with the clauses and the values of the documents that do.
    """

    id: str
    kind: str
    subjects: tuple[str, ...]
    phase: str
    binds: str
    title: Mapping[str, str]
    remediation: Mapping[str, str]
    strength: str
    severity: str
    citations: tuple[Citation, ...]
    checks: tuple[CheckUse, ...]
    settings: Mapping[str, Setting]
    began: date | None
    by_kind: Mapping[str, "Control"] = field(default_factory=dict)

    def of(self, kind: str) -> "Control":
        """Return the control as it binds subjects of a kind."""
        return self.by_kind.get(kind, self)

    @property
    def params(self) -> Mapping[str, Value]:
        """Return the value of each parameter that a pack or the institution gives."""
        return {name: setting.value for name, setting in self.settings.items()}


@dataclass(frozen=True)
class Requirements:
    """All controls in force for one institution, and what they were compiled from.

    `replacing` are the ids of packs that stand in place of one that comes with the product;
    `definitions` those of its controls, some of which may be the institution's own.
    """

    institution: LoadedInstitution
    packs: tuple[LoadedPack, ...]
    controls: tuple[Control, ...]
    readings: tuple[ReadingInForce, ...]
    weakenings: tuple[Weakening, ...]
    calendar: Calendar
    platforms: Platforms
    notes: tuple[str, ...] = field(default=())
    replacing: frozenset[str] = frozenset()
    definitions: Mapping[str, ControlDefinition] = field(default_factory=dict)

    def of(self, kind: str) -> tuple[Control, ...]:
        """Return the controls that judge subjects of `kind`, in their fixed order."""
        return tuple(control.of(kind) for control in self.controls if kind in control.subjects)


def compile_requirements(
    library: Library,
    names: Iterable[str],
    institution: LoadedInstitution,
    *,
    named_at_door: bool = False,
) -> Requirements:
    """Compile the packs called `names` with the institution's own values.

    `named_at_door` says that the packs were named on the command line, in place of those of
    `institution.yaml`: its values for controls that no chosen pack holds are then left out with
    a note (ruling 11) instead of being errors.

    Raises:
        PolicyError: everything that is wrong with the packs, their controls and the tailoring.
    """
    packs = _chosen(library, names, None if named_at_door else institution)
    definitions = library.definitions()
    _raise_if(problem for pack in packs for problem in _misstated(pack, definitions))
    held = {control for pack in packs for control in pack.pack.controls}
    overlay = read_overlay(institution, packs, definitions, lenient=named_at_door)
    disagreements: list[Problem] = []
    controls = tuple(
        _combined(control, definitions[control], packs, overlay, disagreements)
        for control in sorted(held)
    )
    _raise_if(disagreements)
    replacing = frozenset(pack.pack.id for pack in packs if library.replaces_ours(pack))
    return Requirements(
        institution=institution,
        packs=packs,
        controls=controls,
        readings=tuple(_readings(packs, overlay)),
        weakenings=overlay.weakenings,
        calendar=_calendar(library, packs, institution),
        platforms=library.platforms(),
        notes=(*overlay.notes, *notes.of_packs(packs, replacing)),
        replacing=replacing,
        definitions={control: definitions[control] for control in sorted(held)},
    )


def compile_alone(library: Library, name: str) -> Requirements:
    """Compile one pack as it is written: its own calendar, nothing of any institution.

    Raises:
        PolicyError: everything that is wrong with the pack and its controls.
    """
    calendar = library.pack(name).pack.calendar
    return compile_requirements(library, [name], LoadedInstitution(Institution(calendar=calendar)))


def _chosen(
    library: Library, names: Iterable[str], asked_by: LoadedInstitution | None
) -> tuple[LoadedPack, ...]:
    """Return the packs called `names`, each once, whether called by id or by path."""
    packs: dict[str, LoadedPack] = {}
    for name in dict.fromkeys(names):
        pack = library.pack(name, asked_by)
        first = packs.setdefault(pack.pack.id, pack)
        if first.sha256 != pack.sha256:
            reason = _("{other} has the same id; use one of the two").format(
                other=first.document.name
            )
            raise PolicyError(
                [Problem(pack.document.name, pack.document.line(("id",)), "id", reason)]
            )
    return tuple(packs.values())


def _calendar(library: Library, packs: tuple[LoadedPack, ...], own: LoadedInstitution) -> Calendar:
    """Return the institution's calendar, else the first pack's, else statutory days (ruling 7)."""
    if own.institution.calendar:
        return library.calendar(own.institution.calendar, own.document)
    if packs:
        return library.calendar(packs[0].pack.calendar, packs[0].document)
    return library.calendar("mx-lft")


def _misstated(pack: LoadedPack, definitions: Mapping[str, ControlDefinition]) -> Iterable[Problem]:
    for control in pack.pack.controls:
        if control in definitions:
            yield from stated_settings(pack, control, definitions[control])[1]
        else:
            line = pack.document.line(("controls", control))
            yield Problem(pack.document.name, line, control, unknown(control, definitions))


def _combined(
    control: str,
    definition: ControlDefinition,
    packs: tuple[LoadedPack, ...],
    overlay: Overlay,
    disagreements: list[Problem],
) -> Control:
    """Return a control as all documents that hold it ask for it, and as each kind is asked."""
    holding = [pack for pack in packs if control in pack.pack.controls]
    whole = _of_packs(control, definition, holding, overlay, disagreements)
    by_kind = {}
    for kind in whole.subjects:
        asking = [
            pack
            for pack in holding
            if kind in _of_packs(control, definition, [pack], overlay, []).subjects
        ]
        if asking != holding:
            asked = _of_packs(control, definition, asking, overlay, disagreements)
            by_kind[kind] = replace(asked, subjects=(kind,))
    return replace(whole, by_kind=by_kind)


def _of_packs(
    control: str,
    definition: ControlDefinition,
    holding: list[LoadedPack],
    overlay: Overlay,
    disagreements: list[Problem],
) -> Control:
    texts = [pack.pack.controls[control] for pack in holding]
    settings = _combined_settings(control, definition, holding, overlay, disagreements)
    bound = settings.get("applies_to")
    subjects = bound.value if bound and isinstance(bound.value, tuple) else definition.subjects
    return Control(
        id=control,
        kind=definition.kind,
        subjects=tuple(kind for kind in definition.subjects if kind in subjects),
        phase=definition.phase,
        binds=definition.binds,
        title=definition.title.model_dump(),
        remediation=_governing(
            control, definition, holding, overlay, settings
        ).remediation.model_dump(),
        strength=min((text.strength for text in texts), key=STRENGTHS.index),
        severity=min((_lowered(text) for text in texts), key=SEVERITIES.index),
        citations=tuple(
            Citation(pack.pack.id, clause)
            for pack in holding
            for clause in pack.pack.controls[control].clauses
        ),
        checks=tuple(definition.checks),
        settings=MappingProxyType(settings),
        began=_rule_began(holding),
    )


def _governing(
    control: str,
    definition: ControlDefinition,
    holding: list[LoadedPack],
    overlay: Overlay,
    settings: Mapping[str, Setting],
) -> PackControl:
    """Return the text most of whose own values hold, so that its advice fits what is judged."""

    def holds(pack: LoadedPack) -> int:
        stated = _stated(control, definition, pack, overlay)
        return sum(
            name in settings and settings[name].value == stated[name].value for name in stated
        )

    return max(holding, key=holds).pack.controls[control]


def _lowered(text: PackControl) -> str:
    """Return the severity at this strength: `should` one step lower, down to low (ruling 10)."""
    if text.strength != "should":
        return text.severity
    return SEVERITIES[min(SEVERITIES.index(text.severity) + 1, len(SEVERITIES) - 1)]


def _combined_settings(
    control: str,
    definition: ControlDefinition,
    holding: list[LoadedPack],
    overlay: Overlay,
    disagreements: list[Problem],
) -> dict[str, Setting]:
    stated = [_stated(control, definition, pack, overlay) for pack in holding]
    own = overlay.params.get(control, {})
    settings: dict[str, Setting] = {}
    for name, parameter in definition.params.items():
        if name in own:
            settings[name] = own[name]
            continue
        given = [
            (pack, of_pack[name])
            for pack, of_pack in zip(holding, stated, strict=True)
            if name in of_pack
        ]
        try:
            settings |= {name: _joined(control, parameter, given)} if given else {}
        except DisagreementError as error:
            key = f"{control}.{name}"
            disagreements.append(Problem("institution.yaml", 0, key, str(error)))
    return settings


def _stated(
    control: str, definition: ControlDefinition, pack: LoadedPack, overlay: Overlay
) -> dict[str, Setting]:
    """Return what one document states for a control, as the institution reads it."""
    return {
        **stated_settings(pack, control, definition)[0],
        **overlay.read_as(pack.pack.id, control),
    }


def _joined(
    control: str, parameter: Parameter, stated: list[tuple[LoadedPack, Setting]]
) -> Setting:
    """Return what several documents state together.

    Raises:
        DisagreementError: their values cannot hold together; names who gives which.
    """
    given = [setting for _pack, setting in stated]
    try:
        value = combine(parameter, [setting.value for setting in given])
    except DisagreementError as error:
        told = (said(pack, control, setting) for pack, setting in stated)
        raise DisagreementError(error.how, (f"{value} ({who})" for value, who in told)) from None
    same = [setting.origin for setting in given if setting.value == value]
    # a value that several packs make together is ours only where none of them is from a text
    origins = set(same or (setting.origin for setting in given))
    return Setting(value, "text" if "text" in origins else "product-default")


def _readings(packs: tuple[LoadedPack, ...], overlay: Overlay) -> Iterable[ReadingInForce]:
    for pack in packs:
        for control, text in pack.pack.controls.items():
            for reading in text.readings:
                chosen = overlay.chosen.get((control, reading.id), reading.chosen)
                yield ReadingInForce(control, pack.pack.id, reading, chosen)


def _raise_if(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise PolicyError(found)


def _rule_began(holding: list[LoadedPack]) -> date | None:
    """Return the day the rule took force; unknown in one of its packs, None (ruling 12)."""
    days = [pack.pack.in_force_from for pack in holding]
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None
