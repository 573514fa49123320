"""What is told of a made-up account: its name on its network, and the cells that are facts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from monitor.history import ALWAYS
from tests.oracle.draws import FIRST, LAST, Draw

# Accounts that the texts name, and that a register has once at most.
NAMED = (
    *(("x", "INEMexico"), ("x", "INEtelMX"), ("youtube", "INETV")),
    *(("facebook", "INE.Mexico"), ("youtube", "UC0123456789abcdefABCDEF")),
)

# The suffix at a boundary of each kind, inside a word, at the start; and none at all.
_FORMS = (
    *("Junta{0}INE", "voz{0}_ine", "Cuenta{0}ine", "juntaVoz{0}cINE"),
    *("voz{0}cine", "VOZ{0}LINE"),
    *("INE_Voz{0}", "ineVoz{0}ine", "Voz{0}", "cuenta.{0}"),
)
_VERIFIED = ("verified", "requested", "not_eligible", "not_offered")


def name(draw: Draw, number: int, platforms: Sequence[str]) -> tuple[str, str]:
    """Return the network and the handle of the account of a number, one of its world."""
    if number < len(NAMED) and draw.chance(0.6):
        return NAMED[number]
    return draw.pick(platforms), draw.pick(_FORMS).format(number)


def cells(draw: Draw, begins: date, ends: date | None) -> dict[str, Any]:
    """Return the cells of one version, each of them in order, lacking, or empty."""
    authorised = draw.is_fine()
    early = draw.day(FIRST, LAST) if draw.chance(0.4) else FIRST
    return {
        "url": draw.maybe("https://red.example/cuenta"),
        "name": draw.maybe("Cuenta"),
        "purpose": draw.maybe("informar"),
        "authorised_on": early if authorised and draw.chance(0.8) else None,
        "authorised_none": not authorised and draw.chance(0.5),
        "official_on_portal": True if draw.is_fine() else draw.pick([None, False, True]),
        "verification": draw.pick(_VERIFIED if draw.is_fine() else (None, "none")),
        "last_post_on": _posted(draw, begins, ends),
    }


def _posted(draw: Draw, begins: date, ends: date | None) -> date | None:
    """Return a day on which something was posted, mostly while the version was in force."""
    first = FIRST if begins == ALWAYS else begins
    return draw.maybe(draw.day(first, ends or LAST))
