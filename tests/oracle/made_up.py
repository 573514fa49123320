"""Two made-up documents that between them state every control, and every parameter both ways."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tests.oracle.catalogue import CONTROLS
from tests.oracle.controls import BOTH, KINDS, Control

Params = Mapping[str, Mapping[str, Any]]

_HALF_YEAR = {"max_age": "P6M"}
_SOON = {"due_soon": "P10D"}
_CHANNEL = "youtube/UC0123456789abcdefABCDEF"
_WORDS = ("redes", "prensa", "social")


@dataclass(frozen=True)
class Text:
    """A document: what it tells each control, since when it is in force; an electoral process.

    `allowed` are the controls whose duty it only allows: what one may do.
    """

    params: Params
    began: date | None
    allowed: tuple[str, ...] = ()
    process: tuple[date, date] = (date(2025, 9, 1), date(2026, 6, 30))

    def controls(self) -> tuple[Control, ...]:
        """Return every control as this document has it."""
        return tuple(self._told(control) for control in CONTROLS.values())

    def _told(self, control: Control) -> Control:
        params = self.params.get(control.id, {})
        kinds = params.get("applies_to", KINDS)
        bound = tuple(kind for kind in control.subjects if kind in kinds)
        strength = self.strength(control.id)
        return replace(control, subjects=bound, params=params, began=self.began, strength=strength)

    def strength(self, control: str) -> str:
        """Return the verb of the text."""
        return "may" if control in self.allowed else "must"


_ANSWERED = (
    *("link.no-external-accounts", "link.institutional-only", "inventory.admin-register"),
    *("support.cau", "content.supervision", "content.reuse-graphics"),
    *("content.check-and-protect-data", "content.currency", "comments.answered"),
    *("escalation.relevant-topics", "moderation.blocking", "logbook.kept", "incidents.register"),
    *("thirdparty.request-on-file", "suggestions.answered", "opening.need", "password.custody"),
)
_OF_BOARDS = (
    *("opening.need", "opening.proposal", "opening.decision", "opening.graphic-identity"),
    *("opening.notice", "opening.notice-contents", "opening.it-procedure"),
)
_OF_AREAS = ("coverage.public-hours", "coverage.monitoring-procedure", "suggestions.answered")


def _each(controls: tuple[str, ...], params: Mapping[str, Any]) -> Params:
    """Return that each of these controls is told the same."""
    return dict.fromkeys(controls, params)


def _merged(*parts: Params) -> Params:
    """Return what several mappings tell each control."""
    found: dict[str, dict[str, Any]] = {}
    for part in parts:
        for control, params in part.items():
            found.setdefault(control, {}).update(params)
    return found


# As in the texts of INE and Sonora: one interval, every area and board, terms and warnings.
_ONE = _merged(
    _each(_ANSWERED, _HALF_YEAR),
    _each(_OF_BOARDS, {"boards": "bound"}),
    _each(_OF_AREAS, {"who": "every-area"}),
    {
        "access.only-authorized": {"heads": True, "tasks": False, **_HALF_YEAR},
        "email.institutional-domain": {"allowed_domains": ("ine.mx",), "older": "fail"},
        "email.generic": {"generic_words": _WORDS},
        "email.naming": {"words": _WORDS},
        "admins.two-designated": {"third": "warn", "contractors": "fail"},
        "admins.belong-to-area": {"outside": "fail", "structure": "own-area"},
        "admins.rank": {"ranks": ("superior", "medio"), "outside": "fail"},
        "admins.rank-deputy": {"ranks": ("medio", "operativo"), "outside": "fail"},
        "admins.change-notice": {"term": "P5BD", "electoral_process": "every-day", **_SOON},
        "admins.quarterly-report": {"every": "P3M", **_SOON},
        "mfa.enabled": {"evidence_max_age": "P1Y", "weak_kinds": ("sms", "call", "email")},
        "password.custody": {"applies_to": BOTH},
        "password.construction": {
            "recommendations": "not-asked",
            "min_score": 3,
            "applies_to": ("account",),
            **_HALF_YEAR,
        },
        "rotation.max-age": {"max_age": "P2M", "warn_before": "P10D", "applies_to": ("account",)},
        "rotation.it-period": {
            "max_age": "P2M",
            "period": "P1M",
            "warn_before": "P10D",
            "applies_to": BOTH,
        },
        "breach.notify": {"term": "PT4H", **_SOON},
        "breach.contain-password": {"term": "PT1H", **_SOON},
        "breach.institutional-measures": _SOON,
        "consult.content-doubt": {"term": "PT48H", **_SOON},
        "evaluation.semiannual": {"every": "calendar-semester", **_SOON},
        "training.annual": {"every": "calendar-year", **_SOON},
        "report.quarterly": {"every": "calendar-quarter", **_SOON},
        "activity.cadence": {"cadence": "P7D"},
        "abandonment.none": {"abandoned_after": "P90D"},
        "handle.affix": {
            "affix": "ine",
            "platforms": ("x",),
            "prefix": "warn",
            "exceptions": ("x/INEMexico", "x/inetelmx"),
        },
        "platforms.list-change": {"platforms": ("facebook", "x", "instagram", "tiktok")},
        "platforms.by-body": {"platforms": ("x", "facebook")},
        "accounts.assigned-owner": {
            "owners": ("x/inetelmx=electoral-register", "youtube/inetv=communications"),
            "exclusive": ("youtube/inetv",),
        },
        "accounts.named-kept": {
            "accounts": ("x/INEMexico", "youtube/inetv"),
            "by_title": ("facebook",),
        },
        "opening.decision": {"term": "P15BD", "electoral_process": "business-days", **_SOON},
        "opening.notice-contents": {"fields": ("name", "url", "purpose", "owner", "substitute")},
        "portal.personal-accounts": {"holders": ("councillor",)},
        "support.help-mailbox": {"allowed_domains": ("ine.mx", "ine-mx.org")},
    },
)

# As in Aguascalientes, and otherwise: changes by year, one office, boards exempt, no terms.
_OTHER = _merged(
    _ONE,
    _each(_ANSWERED, {"max_age": "P3M"}),
    _each(_OF_BOARDS, {"boards": "exempt"}),
    _each(_OF_AREAS, {"who": "communications"}),
    {
        "access.only-authorized": {"heads": False, "tasks": True},
        "email.institutional-domain": {"older": "warn"},
        "admins.two-designated": {"third": "pass", "contractors": "pass"},
        "admins.belong-to-area": {"outside": "warn", "structure": "communications"},
        "admins.rank": {"ranks": ("superior",), "outside": "warn"},
        "admins.rank-deputy": {"ranks": ("medio",), "outside": "warn"},
        "admins.change-notice": {"term": None, "due_soon": None},
        "password.construction": {"recommendations": "on-file", "applies_to": BOTH},
        "rotation.max-age": {"max_age": None, "per_year": 2, "remind_after": "P6M"},
        "rotation.it-period": {"period": None},
        "breach.notify": {"due_soon": None},
        "breach.contain-password": {"term": None},
        "consult.content-doubt": {"term": "P5BD", "electoral_process": "every-day"},
        "evaluation.semiannual": {"every": "P6M"},
        "training.annual": {"every": "P1Y", "due_soon": None},
        "activity.cadence": {"cadence": "P1D"},
        "handle.affix": {"prefix": "fail", "exceptions": (), "platforms": ("x", "youtube")},
        "accounts.named-kept": {
            "accounts": ("facebook/INE.mexico", _CHANNEL),
            "by_title": ("facebook",),
        },
        "accounts.assigned-owner": {"exclusive": (), "owners": (f"{_CHANNEL}=communications",)},
        "opening.decision": {"term": None, "due_soon": None},
        "opening.notice-contents": {"fields": ("url",)},
        "portal.personal-accounts": {"holders": ("presidency", "COUNCILLOR")},
    },
)

_ALLOWED = (
    *("moderation.deletion", "platforms.list-change", "password.construction"),
    *("training.attendance", "support.help-mailbox"),
)

DOCUMENTS = {
    "made-up-one": Text(_ONE, None),
    "made-up-other": Text(_OTHER, date(2025, 9, 1), _ALLOWED),
}
