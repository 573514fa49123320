"""Requirements as canonical JSON and back: what an institution adopted stays what it was.

Nothing is lost but the lines of the files they were compiled from. What people read (notes) is
not kept: it is said anew, in the reader's language.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from types import MappingProxyType
from typing import Any, cast

from pydantic import BaseModel

from monitor.policy import durations, notes
from monitor.policy.calendar import Calendar, Period
from monitor.policy.durations import Duration, Shortest
from monitor.policy.guarded_yaml import Document
from monitor.policy.library import LoadedInstitution, LoadedPack
from monitor.policy.overlay import Weakening
from monitor.policy.parameters import Setting, Value
from monitor.policy.platforms import Facts, Platform, Platforms
from monitor.policy.requirements import Citation, Control, ReadingInForce, Requirements
from monitor.policy.schema import (
    CheckUse,
    ClauseText,
    ControlDefinition,
    Institution,
    Pack,
    ReadingText,
)

FORM = 1
"""The form of the JSON; another one is refused, never guessed at."""


class UnknownFormError(Exception):
    """Compiled policies in a form that this release does not know."""


def dump(requirements: Requirements) -> str:
    """Write requirements as JSON in the one form that is hashed: sorted and compact."""
    document = {
        "form": FORM,
        "institution": _plain(requirements.institution.institution),
        "packs": [_dump_pack(pack) for pack in requirements.packs],
        "replacing": sorted(requirements.replacing),
        "controls": [_dump_control(control) for control in requirements.controls],
        "definitions": {
            control: _plain(each) for control, each in requirements.definitions.items()
        },
        "readings": [
            [each.control, each.pack, _plain(each.text), each.chosen]
            for each in requirements.readings
        ],
        "weakenings": [_dump_weakening(each) for each in requirements.weakenings],
        "calendar": _dump_calendar(requirements.calendar),
        "platforms": {
            name: _dump_platform(each) for name, each in requirements.platforms.by_name.items()
        },
    }
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(text: str) -> str:
    """Return the SHA-256 by which compiled requirements are known."""
    return hashlib.sha256(text.encode()).hexdigest()


def load(text: str) -> Requirements:
    """Read requirements that `dump` wrote.

    Raises:
        UnknownFormError: they were written in another form.
    """
    found = json.loads(text)
    if found.get("form") != FORM:
        raise UnknownFormError(str(found.get("form")))
    own = Institution.model_validate(found["institution"])
    packs = tuple(_load_pack(each) for each in found["packs"])
    replacing = frozenset(found["replacing"])
    return Requirements(
        institution=LoadedInstitution(own),
        packs=packs,
        controls=tuple(_load_control(each) for each in found["controls"]),
        readings=tuple(
            ReadingInForce(control, pack, ReadingText.model_validate(reading), chosen)
            for control, pack, reading, chosen in found["readings"]
        ),
        weakenings=tuple(_load_weakening(each) for each in found["weakenings"]),
        calendar=_load_calendar(found["calendar"]),
        platforms=Platforms(
            {name: _load_platform(each) for name, each in found["platforms"].items()}
        ),
        notes=(*notes.of_tailoring(own, packs), *notes.of_packs(packs, replacing)),
        replacing=replacing,
        definitions={
            control: ControlDefinition.model_validate(each)
            for control, each in found["definitions"].items()
        },
    )


def _plain(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True)


def _dump_pack(pack: LoadedPack) -> dict[str, Any]:
    return {"pack": _plain(pack.pack), "file": pack.document.name, "sha256": pack.sha256}


def _load_pack(found: Mapping[str, Any]) -> LoadedPack:
    document = Document(found["file"], None, {})
    return LoadedPack(Pack.model_validate(found["pack"]), document, found["sha256"])


def _dump_control(control: Control) -> dict[str, Any]:
    by_kind = {kind: _dump_control(each) for kind, each in control.by_kind.items()}
    return ({"by_kind": by_kind} if by_kind else {}) | {
        "id": control.id,
        "kind": control.kind,
        "subjects": control.subjects,
        "phase": control.phase,
        "binds": control.binds,
        "title": dict(control.title),
        "remediation": dict(control.remediation),
        "strength": control.strength,
        "severity": control.severity,
        "citations": [[each.pack, _plain(each.clause)] for each in control.citations],
        "checks": [_plain(use) for use in control.checks],
        "settings": {
            name: [_dump_value(setting.value), setting.origin]
            for name, setting in control.settings.items()
        },
        "began": control.began.isoformat() if control.began else None,
    }


def _load_control(found: dict[str, Any]) -> Control:
    began, given = found["began"], found["settings"]
    settings = {
        name: Setting(_load_value(value), origin) for name, (value, origin) in given.items()
    }
    return Control(
        **{
            **found,
            "subjects": tuple(found["subjects"]),
            "citations": tuple(
                Citation(pack, ClauseText.model_validate(clause))
                for pack, clause in found["citations"]
            ),
            "checks": tuple(CheckUse.model_validate(use) for use in found["checks"]),
            "settings": MappingProxyType(settings),
            "began": date.fromisoformat(began) if began else None,
            "by_kind": {
                kind: _load_control(each) for kind, each in found.get("by_kind", {}).items()
            },
        }
    )


def _dump_weakening(weakening: Weakening) -> dict[str, Any]:
    found = {each.name: getattr(weakening, each.name) for each in fields(weakening)}
    return found | {name: _dump_value(found[name]) for name in ("value", "stated")}


def _load_weakening(found: dict[str, Any]) -> Weakening:
    return Weakening(**found | {name: _load_value(found[name]) for name in ("value", "stated")})


def _dump_calendar(calendar: Calendar) -> dict[str, Any]:
    days = [day.isoformat() for day in sorted(calendar.days_off)]
    until = calendar.known_until
    return {
        "id": calendar.id,
        "days_off": days,
        "years": sorted(calendar.years),
        "known_until": until.isoformat() if until else None,
        "vacations": [_dump_period(each) for each in calendar.vacations],
        "processes": [_dump_period(each) for each in calendar.processes],
    }


def _dump_period(period: Period) -> list[str]:
    return [period.first.isoformat(), period.last.isoformat()]


def _load_calendar(found: Mapping[str, Any]) -> Calendar:
    days = frozenset(map(date.fromisoformat, found["days_off"]))
    until = found.get("known_until")
    return Calendar(
        found["id"],
        days,
        frozenset(found["years"]),
        date.fromisoformat(until) if until else None,
        tuple(map(_load_period, found.get("vacations", ()))),
        tuple(map(_load_period, found.get("processes", ()))),
    )


def _load_period(days: Sequence[str]) -> Period:
    first, last = (date.fromisoformat(day) for day in days)
    return Period(first, last)


def _dump_platform(platform: Platform) -> dict[str, Any]:
    return _plain(platform) | {"reserved": sorted(platform.reserved)}  # a set has no order


def _load_platform(found: dict[str, Any]) -> Platform:
    if "facts" not in found:  # written when a network had one source for all that is known of it
        told = {name: found.pop(name) for name in ("source", "checked_on")}
        found |= {"facts": dict.fromkeys(Facts.model_fields, told), "credential_models": ["shared"]}
    return Platform.model_validate(found)


def _dump_value(value: Value) -> Any:
    """Write a value with its type, where JSON alone would not tell it."""
    if isinstance(value, Duration):
        return {"term": [value.text]}
    if isinstance(value, Shortest):
        return {"term": [term.text for term in value.terms]}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return list(value) if isinstance(value, tuple) else value


def _load_value(found: Any) -> Value:
    if isinstance(found, list):
        return tuple(found)
    if not isinstance(found, dict):
        return cast("Value", found)
    if "day" in found:
        return date.fromisoformat(found["day"])
    return _term(found["term"])


def _term(texts: Iterable[str]) -> Value:
    terms = tuple(durations.parse(text) for text in texts)
    return terms[0] if len(terms) == 1 else Shortest(terms)
