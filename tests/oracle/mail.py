"""The 35 controls of the mail guidelines as the rulings describe them, without reading the pack."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

_NONE: Mapping[str, Any] = MappingProxyType({})

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
BOTH = ("account", "mailbox")


@dataclass(frozen=True)
class MailCheck:
    """A check of a control, with what the control tells it."""

    name: str
    arguments: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    fallback: bool = False


@dataclass(frozen=True)
class MailControl:
    """A control; `can_give` are the outcomes of the table in `rulings.md`."""

    id: str
    can_give: str
    checks: tuple[MailCheck, ...]
    subjects: tuple[str, ...] = ("account",)
    params: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    phase: str = "operation"
    began: date | None = None


def _attested(by: str, *, fallback: bool = False, **arguments: Any) -> MailCheck:
    return MailCheck("attested", {"by": by, **arguments}, fallback)


def _duty(event: str) -> tuple[MailCheck, ...]:
    return (MailCheck("duty_met", {"event": event}),)


def _one(name: str, **arguments: Any) -> tuple[MailCheck, ...]:
    return (MailCheck(name, arguments),)


_HALF_YEAR = {"max_age": "P6M"}
_SOON = {"due_soon": "P10D"}
_ADVICE = "password_recommendations"

ACCESS = (
    MailControl(
        "access.only-authorized",
        "pwfu",
        _one("access_only"),
        params={"heads": True, "tasks": False, **_HALF_YEAR},
    ),
    MailControl(
        "email.institutional-domain",
        "pwfun",  # w only where the day is known since when the rule is in force (ruling 12)
        _one("mailbox_domain"),
        params={"allowed_domains": ("ine.mx",)},
    ),
    MailControl(
        "email.generic", "pfun", _one("mailbox_generic"), params={"generic_words": GENERIC_WORDS}
    ),
    MailControl(
        "link.no-external-accounts",
        "pwfu",
        (MailCheck("linked_accounts"), _attested("subject", fallback=True)),
        params=_HALF_YEAR,
    ),
    MailControl("link.institutional-only", "pwfu", (_attested("subject"),), params=_HALF_YEAR),
)

ADMINISTRATORS = (
    MailControl(
        "admins.two-designated",
        "pwfu",
        (MailCheck("administrators_count"), MailCheck("administrators_employment")),
        params={"third": "warn", "contractors": "warn"},
    ),
    MailControl(
        "admins.belong-to-area", "pfu", _one("administrators_area"), params={"outside": "fail"}
    ),
    MailControl(
        "admins.rank",
        "pfu",
        _one("administrators_rank", role="owner"),
        params={"ranks": ("superior", "medio"), "outside": "fail"},
    ),
    MailControl(
        "admins.rank-deputy",
        "pwu",
        _one("administrators_rank", role="substitute"),
        params={"ranks": ("medio", "operativo"), "outside": "warn"},
    ),
    MailControl("forms.designation", "pfu", _one("document_on_file", document="designation")),
    MailControl("forms.responsiva", "pfu", _one("document_on_file", document="responsiva")),
    MailControl(
        "admins.change-notice",
        "pwfn",
        _duty("administrator_change"),
        params={"term": "P5BD", **_SOON},
    ),
)

CREDENTIALS = (
    MailControl(
        "mfa.enabled",
        "pwfun",
        _one("second_factor"),
        params={"evidence_max_age": "P1Y", "weak_kinds": ("sms", "call", "email")},
    ),
    MailControl("mfa.owner-device", "pfun", _one("factor_holder")),
    MailControl(
        "password.custody", "pwfun", (_attested("administrators"),), BOTH, params=_HALF_YEAR
    ),
    MailControl(
        "password.construction",
        "pwfun",
        (
            MailCheck("password_assessed", {"needs": _ADVICE}),
            _attested("administrators", fallback=True, needs=_ADVICE),
        ),
        BOTH,
        params={"min_score": 3, **_HALF_YEAR},
    ),
    MailControl(
        "rotation.max-age",
        "pwfun",
        _one("max_age"),
        BOTH,
        params={"max_age": "P2M", "warn_before": "P10D", "applies_to": BOTH},
    ),
    MailControl(
        "rotation.it-period",
        "pwfun",
        _one("max_age"),
        BOTH,
        params={"max_age": "P2M", "period": None, "warn_before": "P10D", "applies_to": BOTH},
    ),
    MailControl("rotation.documented", "pfun", _one("documented"), BOTH),
    MailControl("rotation.notify-head", "pfun", _duty("password_change"), BOTH),
)

DUTIES = (
    MailControl("list.to-communications", "pfun", _duty("designation")),
    MailControl("email.association-notice", "pfun", _duty("mailbox_link")),
    MailControl("breach.notify", "pwfn", _duty("incident"), params={"term": "PT4H", **_SOON}),
    MailControl(
        "breach.contain-password", "pwfn", _duty("incident"), params={"term": "PT1H", **_SOON}
    ),
    MailControl("breach.institutional-measures", "pwfn", _duty("incident"), params=_SOON),
    MailControl(
        "email.request", "pfun", _duty("mailbox_registered"), ("mailbox",), phase="opening"
    ),
    MailControl("email.assignment", "pfun", _duty("mailbox_requested"), ("mailbox",)),
    MailControl(
        "admins.quarterly-report",
        "pwfun",
        _duty("schedule"),
        ("area",),
        params={"every": "P3M", **_SOON},
    ),
    MailControl("list.to-it", "pfun", _duty("any_designation"), ("institution",)),
)

REGISTER = (
    MailControl("email.holder-in-register", "pfu", _one("holder_in_register"), ("mailbox",)),
    MailControl(
        "email.naming",
        "pwun",
        _one("mailbox_naming"),
        ("mailbox",),
        params={"words": GENERIC_WORDS},
    ),
    MailControl("ownership.area-head", "pfun", _one("area_head"), ("area",)),
    MailControl(
        "inventory.admin-register",
        "pfu",
        (MailCheck("admin_register"), _attested("subject", out_of_date="unknown")),
        ("institution",),
        params=_HALF_YEAR,
    ),
    MailControl("support.cau", "pwfu", (_attested("subject"),), ("institution",), _HALF_YEAR),
    MailControl(
        "content.supervision", "pwfu", (_attested("subject"),), ("institution",), _HALF_YEAR
    ),
)

CONTROLS = ACCESS + ADMINISTRATORS + CREDENTIALS + DUTIES + REGISTER


def tailored(period: str, began: date) -> tuple[MailControl, ...]:
    """Return the controls with what no text says: the period of IT, the day the rule began."""
    own = {
        "rotation.it-period": lambda control: with_params(control, period=period),
        "email.institutional-domain": lambda control: replace(control, began=began),
    }
    return tuple(own.get(control.id, replace)(control) for control in CONTROLS)


def with_params(control: MailControl, **params: Any) -> MailControl:
    """Return a control with other parameters, as an institution would give them."""
    return replace(control, params={**control.params, **params})
