"""Official is what was authorised and is on the portal, both on record (ruling 43)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial

DAY = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("facts", "letter"),
    [
        ({"authorised_on": DAY, "official_on_portal": True}, "p"),
        ({"authorised_on": DAY, "official_on_portal": False}, "f"),
        ({"authorised_none": True, "official_on_portal": True}, "f"),
        ({"authorised_none": True}, "f"),
        ({"authorised_on": DAY}, "u"),
        ({"official_on_portal": True}, "u"),
        ({}, "u"),
    ],
)
def test_both_must_be_on_record(connection: Connection, facts: dict[str, Any], letter: str) -> None:
    tried = Trial(connection, "official").on(**facts)
    assert (tried.letter, tried.gives) == (letter, "fpu")
