"""Random rows of facts, also such as no register would ever give, to compare single checks.

Only what happened never lies after the day: such a thing is not known on it (ruling 1).
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from tests.oracle import names, terms
from tests.oracle.administrators import RANKS

DAY = date(2026, 3, 31)  # two and six months before it, months end on other days
UNKNOWN = 0.2

# The terms of the mail guidelines and of the product; days are drawn around where they end.
_TERMS = ("P2M", "P1M", "P6M", "P6M", "P3M", "P1Y", "P10D", "P5BD")

_STANDINGS = ("active", "active", "active", "ended", "none")
_ADDRESSES = ("redes.jd01ags@ine.mx", "nombre.apellido@ine.mx", "prensa@correo.example")
_AREA_KINDS = ("local_board", "district_board", "central", "other")
_OFFICES = ("communications", "electoral-register", "it-unit")
_HANDLES = (
    *("INEMexico", "INETV", "INETV", "INEtelMX", "INEtelMX"),
    *("JuntaINE", "voz_ine", "voz9ine", "ine", "UC0123456789abcdefABCDEF"),
    *("bibliocine", "ONLINE", "INE_Voz", "inevozine", "Voz"),
    *("JuntaIEESonora", "vozieesonora", "IEESonoraVoz"),
)
_CHOICES: dict[tuple[str, str], tuple[Any, ...]] = {
    ("account", "platform"): ("x", "facebook", "youtube", "myspace"),
    ("account", "credential_model"): ("shared", "shared", "delegated", "phone"),
    ("account", "status"): (
        *("open",) * 6,
        "authorised",
        "proposed",
        "closing",
        "closed",
        "legacy_personal",
    ),
    ("account", "handle"): _HANDLES,
    ("account", "handle_key"): tuple(names.key("youtube", handle) for handle in _HANDLES),
    ("account", "area_kind"): _AREA_KINDS,
    ("account", "area_role"): _OFFICES,
    ("account", "verification"): (
        *("verified", "requested", "not_eligible", "not_offered"),
        *("none", "none"),
    ),
    ("account", "login_mailbox"): _ADDRESSES,
    ("account", "login_domain"): (
        *("ine.mx", "redes.ine.mx", "ine.mx.example", "xine.mx"),
        *("ieesonora.org.mx", "redes.ieesonora.org.mx"),
    ),
    ("account", "login_kind"): ("generic", "personal"),
    ("account", "login_local"): (
        "redes",
        "redes.jd01ags",
        "jd01ags-prensa",
        "redesx",
        "mi.redes.ya",
        "nombre.apellido",
        "prensa_2",
        "",
    ),
    ("account", "linked"): ("none", "some"),
    ("account", "owner"): _STANDINGS,
    ("account", "substitute"): _STANDINGS,
    ("account", "second_factor"): (
        "none",
        "none",
        "totp",
        "sms",
        "app",
        "security_key",
        "passkey",
        "email",
        "call",
    ),
    ("account", "factor_level"): ("attested", "evidenced", "witnessed", "proved", "kept"),
    ("account", "factor_holder"): ("owner", "other", "none"),
    ("mailbox", "local"): ("redes.jd01ags", "redes.jd02ags", "prensa.jd01ags", "redes", "xredes"),
    ("mailbox", "kind"): ("generic", "personal"),
    ("mailbox", "area_kind"): _AREA_KINDS,
    ("mailbox", "area_code"): ("jd01ags", "jd02ags"),
    ("mailbox", "holder"): ("administrator", "other", "none"),
    ("mailbox", "address"): _ADDRESSES,
    ("mailbox", "domain"): ("ine.mx", "correo.example"),
    ("area", "head"): _STANDINGS,
    ("area", "kind"): _AREA_KINDS,
    ("area", "role"): ("communications", *_OFFICES),
}
_COUNTS = {
    "access:strangers",
    "access:lapsed",
    "access:undecided",
    "access:other_heads",
    "access:outside_area",
    "access:area_unknown",
    "portal:strangers",
    "portal:unnamed",
    "linked_outside",
    "administrators",
    "contractors",
    "employment_unknown",
    "admins_elsewhere",
    "admins_area_unknown",
    "admins_outside_communications",
    "changes",
    "changes_by_nobody",
    "changes_by_unknown",
    "serves",
    "accounts",
    "all_accounts",
    "registers_ended",
    "registers_incomplete",
    *(f"{role}_{rank}" for role in ("owner", "substitute") for rank in (*RANKS, "rank_unknown")),
}
_FLAGS = {
    "communications_named",
    "login_none",
    "login_person",
    "login_names_area",
    "password_meets",
    "password_breached",
    "password_reused",
    "changed_before_last_year",
    "authorised_none",
    "official_on_portal",
}
_DAYS = {
    *("opened_on", "authorised_on", "closed_on", "last_post_on"),
    *("password_changed_on", "factor_on", "access:on", "portal:on"),
}
_LABELS = {
    *("ref", "area", "url", "name", "purpose"),
    *("login_ref", "owner_email", "substitute_email"),
}

# What the columns of a set say, by their name or the word before its colon.
_WORDS: dict[str, tuple[Any, ...]] = {
    "changes_this_year": (0, 0, 1, 1, 2),
    "changes_last_year": (0, 1, 2, 2, 3),
    "document": ("in_force", "in_force", "expired"),
    "attested": (True, False),
    "named": ("kept", "kept", "kept", "closed"),
    "mailbox": ("allowed", "elsewhere"),
}


def random_fact_row(
    rng: Random, kind: str, columns: Iterable[str], day: date = DAY, unknown: float = UNKNOWN
) -> dict[str, Any]:
    """Return one value for each column, NULL with probability `unknown`.

    Raises:
        KeyError: a column of this kind has no values to draw from.
    """
    return {
        column: None
        if column != "id" and rng.random() < unknown
        else _value(rng, kind, column, day)
        for column in columns
    }


def _value(rng: Random, kind: str, column: str, day: date) -> Any:
    if (kind, column) in _CHOICES:
        return rng.choice(_CHOICES[kind, column])
    if column in _LABELS:
        return rng.choice(["a", "b"])
    if column in {"id", "area_id"}:
        return rng.randint(1, 10**9)
    if column == "password_score":
        return rng.randint(0, 4)
    return _typed(column)(rng, day)


def _typed(column: str) -> Callable[[Random, date], Any]:
    if column in _COUNTS or column.startswith("on_platform:"):
        return lambda rng, _day: rng.choice([0, 0, 0, 0, 0, 1, 2, 3])
    if column.endswith(":due_on"):
        return _near_an_edge
    if column == "opened_on":
        return lambda rng, day: min(rng.choice([_near_an_edge, _near_new_year])(rng, day), day)
    if column in _DAYS or column.endswith((":on", ":owed_since", ":done_on")):
        return lambda rng, day: min(_near_an_edge(rng, day), day)
    if column in _FLAGS or column.endswith((":event", ":owed")):
        return lambda rng, _day: rng.choice([True, False])
    words = _WORDS[column.partition(":")[0]]
    return lambda rng, _day: rng.choice(words)


def _near_new_year(rng: Random, day: date) -> date:
    """Return a day near the one on which the year before that of `day` began."""
    return date(day.year - 1, 1, 1) + timedelta(days=rng.randint(-2, 1))


def _near_an_edge(rng: Random, day: date) -> date:
    """Return a day near `day`, or near where one of the terms that end on `day` began or begins."""
    around = _edges(day, rng.choice(_TERMS))
    return rng.choice(around) + timedelta(days=rng.randint(-3, 3))


@cache
def _edges(day: date, term: str) -> tuple[date, ...]:
    calendar = terms.Calendar()
    return (
        day,
        terms.first_day(day, term, calendar),
        terms.last_day(day, term, calendar),
        terms.first_day(terms.last_day(day, "P10D", calendar), term, calendar),
    )
