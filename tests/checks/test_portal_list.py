"""The portal shows nobody's account but the institution's and those of the holders named."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial

ON = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("facts", "letter", "because"),
    [
        ({"portal__on": ON, "portal__strangers": 0, "portal__unnamed": 0}, "p", "met"),
        ({"portal__on": ON, "portal__strangers": 2, "portal__unnamed": 1}, "f", "there: 2"),
        ({"portal__on": ON, "portal__strangers": 0, "portal__unnamed": 1}, "u", "on record: 1"),
        ({}, "u", "no list"),
    ],
)
def test_the_newest_list_is_judged(
    connection: Connection, facts: dict[str, Any], letter: str, because: str
) -> None:
    trial = Trial(connection, "portal_list", "institution", {"holders": ("councillor",)})
    tried = trial.on(**facts)
    assert (tried.letter, tried.gives) == (letter, "fpu")
    assert because in tried.because
