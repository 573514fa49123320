"""The suffix at a boundary passes, its letters inside a word warn, none fails (ruling 38)."""

import pytest
from sqlalchemy import Connection

from monitor.policy.parameters import Value
from tests.checks.trying import Trial

STRICT: dict[str, Value] = {"affix": "ine", "platforms": ("x",)}
TOLERANT: dict[str, Value] = STRICT | {"prefix": "warn", "exceptions": ("x/inemexico",)}


@pytest.mark.parametrize(
    ("handle", "strict", "tolerant"),
    [
        ("INE", "p", "p"),
        ("JuntaINE", "p", "p"),
        ("jd01ags_ine", "p", "p"),
        ("jd01ine", "p", "p"),
        ("bibliocine", "w", "w"),
        ("JUNTAINE", "w", "w"),
        ("INEAgs", "f", "w"),
        ("inetel", "f", "w"),
        ("JuntaAgs", "f", "f"),
        ("INEMexico", "f", "p"),
        ("online", "w", "w"),
    ],
)
def test_handles_are_judged_as_the_reading_says(
    connection: Connection, handle: str, strict: str, tolerant: str
) -> None:
    facts = {"platform": "x", "handle": handle, "handle_key": handle.casefold()}
    found = [
        Trial(connection, "handle_affix", params=params).on(**facts).letter
        for params in (STRICT, TOLERANT)
    ]
    assert found == [strict, tolerant]


def test_other_networks_are_not_judged(connection: Connection) -> None:
    tried = Trial(connection, "handle_affix", params=STRICT).on(
        platform="facebook", handle="Junta", handle_key="junta"
    )
    assert (tried.letter, tried.gives) == ("n", "fnpw")
