"""The policies under which engine and oracle are compared.

The mail guidelines as written, as tailored, read otherwise: the engine has them from the pack, the
oracle from `tests.oracle.mail`, which never reads a pack. Of any other pack the oracle is told the
parameters; what its controls are it knows from `tests.oracle.catalogue`.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from monitor.policy.calendar import Period
from monitor.policy.durations import Duration, Shortest
from monitor.policy.library import Library, LoadedInstitution, read_institution
from monitor.policy.parameters import Setting, Value, typed
from monitor.policy.platforms import Platforms
from monitor.policy.requirements import Control, Requirements, compile_requirements
from monitor.policy.schema import Institution
from tests.oracle import catalogue, mail, terms
from tests.oracle.asks import Asks, asks_of
from tests.oracle.controls import KINDS, with_params
from tests.oracle.controls import Control as Described
from tests.oracle.judging import KNOWN_PLATFORMS
from tests.oracle.made_up import DOCUMENTS
from tests.oracle.terms import Calendar
from tests.oracle.verdicts import verdict
from tests.policy.drafts import Drafts, control

STATUTORY = Calendar(
    frozenset(day for year in range(2022, 2031) for day in terms.statutory_days(year))
)
BEGAN = date(2025, 9, 1)
MAIL = "mx-ine-mail"
TOGETHER = ("mx-ine-2017", MAIL)

_OWN_PERIOD: Mapping[str, Any] = {"rotation.it-period": {"period": "P1M"}}

# As in the documents that entitle no head, but whoever is designated for a task.
_ACCESS = {"access.only-authorized": {"heads": False, "tasks": True}}

# Every parameter of the mail guidelines that a check reads, with another value.
_OTHERWISE: Mapping[str, Mapping[str, Any]] = {
    "access.only-authorized": {"heads": False, "tasks": True, "max_age": "P1Y"},
    "email.institutional-domain": {"allowed_domains": ("Redes.INE.mx", "correo.example")},
    "email.generic": {"generic_words": ("Prensa", "re_des", "100%")},
    "email.naming": {"words": ("Prensa", "redes")},
    "link.no-external-accounts": {"max_age": "P3M"},
    "link.institutional-only": {"max_age": "P1Y"},
    "admins.two-designated": {"third": "pass", "contractors": "fail"},
    "admins.belong-to-area": {"outside": "warn"},
    "admins.rank": {"ranks": ("superior",), "outside": "warn"},
    "admins.rank-deputy": {"ranks": ("medio",), "outside": "fail"},
    "admins.change-notice": {"term": "P10D", "due_soon": "P5BD"},
    "admins.quarterly-report": {"every": "P2M", "due_soon": None},
    "breach.notify": {"due_soon": None},
    "breach.contain-password": {"term": "P5BD"},
    "mfa.enabled": {"weak_kinds": ("sms",), "evidence_max_age": "P3M"},
    "password.construction": {"min_score": 4},
    "password.custody": {"max_age": "P1Y"},
    "rotation.max-age": {"max_age": "P60D", "warn_before": "P5BD"},
    "rotation.it-period": {"period": "P3M"},
    "inventory.admin-register": {"max_age": "P3M"},
}


@dataclass(frozen=True, eq=False)
class Policy:
    """One list of controls: as the engine compiles it, and as the oracle describes it."""

    requirements: Requirements
    controls: Mapping[str, Described]
    calendar: Calendar = STATUTORY
    platforms: frozenset[str] = KNOWN_PLATFORMS
    without_factor: frozenset[str] = frozenset()

    @cached_property
    def asks(self) -> Mapping[str, Asks]:
        """What the controls ask for about each kind of subject."""
        return {kind: asks_of(self.controls.values(), kind) for kind in KINDS}

    def verdict(self, control: str, kind: str, known: Mapping[str, Any], day: date) -> str:
        """Return the letter that the oracle gives to a row of facts under one control."""
        return verdict(
            self.controls[control],
            kind,
            known,
            day,
            calendar=self.calendar,
            platforms=self.platforms,
            without_factor=self.without_factor,
        )


@cache
def as_written() -> Policy:
    """Return the guidelines as they stand."""
    return Policy(_compiled(), _by_id(mail.CONTROLS))


@cache
def tailored() -> Policy:
    """Return them with the period of IT and the day they began; tasks give access, heads do not."""
    requirements = _with(_compiled(_OWN_PERIOD), _ACCESS)
    controls = tuple(replace(control, began=BEGAN) for control in requirements.controls)
    described = _told(_by_id(mail.tailored("P1M", BEGAN)), _ACCESS)
    return Policy(replace(requirements, controls=controls), described)


@cache
def read_otherwise() -> Policy:
    """Return them with other parameters, on networks of which two offer no second factor."""
    requirements = _with(_compiled(), _OTHERWISE)
    known = requirements.platforms.by_name
    none: dict[str, Any] = {"second_factor": ()}
    without = {name: known[name].model_copy(update=none) for name in ("youtube", "x")}
    platforms = Platforms({**known, **without})
    return Policy(
        replace(requirements, platforms=platforms),
        _told(_by_id(mail.CONTROLS), _OTHERWISE),
        without_factor=frozenset(without),
    )


@cache
def made_up(name: str) -> Policy:
    """Return a made-up document that states every control."""
    text = DOCUMENTS[name]
    with TemporaryDirectory() as folder:
        drafts = Drafts(Path(folder))
        controls = [
            control(one.id, params=json.dumps(dict(one.params)), strength=one.strength)
            for one in text.controls()
        ]
        began = text.began.isoformat() if text.began else "null"
        requirements = drafts.compile(drafts.pack(name, *controls, in_force_from=began))
    processes = (Period(*text.process),)
    calendar = replace(requirements.calendar, processes=processes)
    described = {one.id: one for one in text.controls()}
    return Policy(
        replace(requirements, calendar=calendar),
        described,
        Calendar(STATUTORY.days_off, frozenset(processes[0])),
    )


@cache
def of_packs(*packs: str) -> Policy:
    """Return packs of ours, together: as compiled, and as the catalogue describes their controls.

    The oracle is told the parameters they come to.
    """
    requirements = compile_requirements(Library(), packs, read_institution(None))
    calendar = requirements.calendar
    return Policy(
        requirements,
        {control.id: _as_catalogued(control) for control in requirements.controls},
        Calendar(
            STATUTORY.days_off | calendar.days_off,
            frozenset(day for process in calendar.processes for day in process),
        ),
    )


def _others() -> Mapping[str, Callable[[], Policy]]:
    """Return what is made up, and the packs that there are: alone, and as INE has two of them.

    The mail guidelines alone are compared with what the oracle knows of them by itself.
    """
    ours = Library().pack_ids()
    chosen = [(one,) for one in ours if one != MAIL] + [TOGETHER] * (set(TOGETHER) <= set(ours))
    return {
        **{name: partial(made_up, name) for name in DOCUMENTS},
        **{"+".join(packs): partial(of_packs, *packs) for packs in chosen},
    }


OTHERS = _others()
"""Every policy but the mail guidelines as the oracle knows them by itself, by its name."""


def of_kind(requirements: Requirements, kind: str) -> Requirements:
    """Return the requirements of one kind of subject only."""
    controls = (replace(control, subjects=(kind,)) for control in requirements.of(kind))
    return replace(requirements, controls=tuple(controls))


def _compiled(params: Mapping[str, Any] | None = None) -> Requirements:
    own = LoadedInstitution(Institution(params=params)) if params else read_institution(None)
    return compile_requirements(Library(), [MAIL], own)


def _as_catalogued(control: Control) -> Described:
    params = {name: _plain(value) for name, value in control.params.items()}
    known = catalogue.CONTROLS[control.id]
    kinds = params.get("applies_to") or KINDS
    bound = tuple(kind for kind in known.subjects if kind in kinds)
    return replace(
        known, subjects=bound, params=params, began=control.began, strength=control.strength
    )


def _by_id(controls: tuple[Described, ...]) -> dict[str, Described]:
    return {control.id: control for control in controls}


def _told(
    controls: Mapping[str, Described], changes: Mapping[str, Mapping[str, Any]]
) -> dict[str, Described]:
    return {
        name: with_params(control, **changes.get(name, {})) for name, control in controls.items()
    }


def _plain(value: Value) -> Any:
    """Return a value as a text would give it: a term in the words of ISO 8601."""
    return str(value) if isinstance(value, Duration | Shortest) else value


def _with(requirements: Requirements, changes: Mapping[str, Mapping[str, Any]]) -> Requirements:
    controls = (_changed(control, changes.get(control.id, {})) for control in requirements.controls)
    return replace(requirements, controls=tuple(controls))


def _changed(control: Control, values: Mapping[str, Any]) -> Control:
    parameters = Library().definitions()[control.id].params if values else {}
    own = {
        name: Setting(typed(parameters[name], _as_written(value)), "institution")
        for name, value in values.items()
    }
    return replace(control, settings={**control.settings, **own})


def _as_written(value: Any) -> Any:
    """Return a value as a file gives it: words, and lists of words."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
