"""The 35 controls of the mail guidelines as the rulings describe them, without reading the pack."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tests.oracle.catalogue import CONTROLS as CATALOGUE
from tests.oracle.controls import BOTH, NOTHING, Control, with_params

# The words that ruling 34 lists as examples.
GENERIC_WORDS = (
    "redes",
    "comunicacion",
    "contacto",
    "prensa",
    "difusion",
    "social",
    "buzon",
    "atencion",
)

_HALF_YEAR = {"max_age": "P6M"}
_SOON = {"due_soon": "P10D"}
_TWO_MONTHS = {"max_age": "P2M", "warn_before": "P10D", "applies_to": BOTH}

# What each can give by the table of `rulings.md`, and what the guidelines tell it.
_SAID: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "access.only-authorized": ("pwfu", {"heads": True, "tasks": False, **_HALF_YEAR}),
    # w only where the day is known since when the rule is in force (ruling 12)
    "email.institutional-domain": ("pwfun", {"allowed_domains": ("ine.mx",)}),
    "email.generic": ("pfun", {"generic_words": GENERIC_WORDS}),
    "link.no-external-accounts": ("pwfu", _HALF_YEAR),
    "link.institutional-only": ("pwfu", _HALF_YEAR),
    "admins.two-designated": ("pwfu", {"third": "warn", "contractors": "warn"}),
    "admins.belong-to-area": ("pfu", {"outside": "fail"}),
    "admins.rank": ("pfu", {"ranks": ("superior", "medio"), "outside": "fail"}),
    "admins.rank-deputy": ("pwu", {"ranks": ("medio", "operativo"), "outside": "warn"}),
    "forms.designation": ("pfu", NOTHING),
    "forms.responsiva": ("pfu", NOTHING),
    "admins.change-notice": ("pwfn", {"term": "P5BD", **_SOON}),
    "mfa.enabled": (
        "pwfun",
        {"evidence_max_age": "P1Y", "weak_kinds": ("sms", "call", "email")},
    ),
    "mfa.owner-device": ("pfun", NOTHING),
    "password.custody": ("pwfun", _HALF_YEAR),
    "password.construction": (
        "pwfun",
        {"recommendations": "on-file", "min_score": 3, **_HALF_YEAR},
    ),
    "rotation.max-age": ("pwfun", _TWO_MONTHS),
    "rotation.it-period": ("pwfun", {**_TWO_MONTHS, "period": None}),
    "rotation.documented": ("pfun", NOTHING),
    "rotation.notify-head": ("pfun", NOTHING),
    "list.to-communications": ("pfun", NOTHING),
    "email.association-notice": ("pfun", NOTHING),
    "breach.notify": ("pwfn", {"term": "PT4H", **_SOON}),
    "breach.contain-password": ("pwfn", {"term": "PT1H", **_SOON}),
    "breach.institutional-measures": ("pwfn", _SOON),
    "email.request": ("pfun", NOTHING),
    "email.assignment": ("pfun", NOTHING),
    "admins.quarterly-report": ("pwfun", {"every": "P3M", **_SOON}),
    "list.to-it": ("pfun", NOTHING),
    "email.holder-in-register": ("pfu", NOTHING),
    "email.naming": ("pwun", {"words": GENERIC_WORDS}),
    "ownership.area-head": ("pfun", NOTHING),
    "inventory.admin-register": ("pfu", _HALF_YEAR),
    "support.cau": ("pwfu", _HALF_YEAR),
    "content.supervision": ("pwfu", _HALF_YEAR),
}

CONTROLS: tuple[Control, ...] = tuple(
    replace(CATALOGUE[name], can_give=can_give, params=params)
    for name, (can_give, params) in _SAID.items()
)


def tailored(period: str, began: date) -> tuple[Control, ...]:
    """Return the controls with what no text says: the period of IT, the day the rule began."""
    own = {
        "rotation.it-period": lambda control: with_params(control, period=period),
        "email.institutional-domain": lambda control: replace(control, began=began),
    }
    return tuple(own.get(control.id, replace)(control) for control in CONTROLS)
