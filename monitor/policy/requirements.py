"""What an institution must meet: packs and its own tailoring, compiled into one list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
from monitor.policy.stated import stated_settings, told
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
    """One duty in force: what it asks, how it is judged, and the clauses it comes from."""

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
        return tuple(control for control in self.controls if kind in control.subjects)


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
    controls = tuple(
        _combined(control, definitions[control], packs, overlay) for control in sorted(held)
    )
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
) -> Control:
    holding = [pack for pack in packs if control in pack.pack.controls]
    texts = [pack.pack.controls[control] for pack in holding]
    settings = _combined_settings(control, definition, holding, overlay)
    bound = settings.get("applies_to")
    subjects = bound.value if bound and isinstance(bound.value, tuple) else definition.subjects
    return Control(
        id=control,
        kind=definition.kind,
        subjects=tuple(kind for kind in definition.subjects if kind in subjects),
        phase=definition.phase,
        binds=definition.binds,
        title=definition.title.model_dump(),
        remediation=texts[0].remediation.model_dump(),
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


def _lowered(text: PackControl) -> str:
    """Return the severity at this strength: `should` one step lower, down to low (ruling 10)."""
    if text.strength != "should":
        return text.severity
    return SEVERITIES[min(SEVERITIES.index(text.severity) + 1, len(SEVERITIES) - 1)]


def _combined_settings(
    control: str, definition: ControlDefinition, holding: list[LoadedPack], overlay: Overlay
) -> dict[str, Setting]:
    stated = [
        {**stated_settings(pack, control, definition)[0], **overlay.read_as(pack.pack.id, control)}
        for pack in holding
    ]
    own = overlay.params.get(control, {})
    settings: dict[str, Setting] = {}
    for name, parameter in definition.params.items():
        if name in own:
            settings[name] = own[name]
            continue
        given = [
            (pack, settings_of[name])
            for pack, settings_of in zip(holding, stated, strict=True)
            if name in settings_of
        ]
        if given:
            settings[name] = _joined(control, name, parameter, given)
    return settings


def _joined(
    control: str, name: str, parameter: Parameter, stated: list[tuple[LoadedPack, Setting]]
) -> Setting:
    given = [setting for _pack, setting in stated]
    try:
        value = combine(parameter, [setting.value for setting in given])
    except DisagreementError as error:
        values = [told(pack, control, setting) for pack, setting in stated]
        reason = _(
            "the policies {how}: {values}; set one value under params in institution.yaml"
        ).format(how=error, values=" · ".join(values))
        raise PolicyError([Problem("institution.yaml", 0, f"{control}.{name}", reason)]) from None
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
