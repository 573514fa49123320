"""Every account that the text names is kept; those that are not are named (ruling 48)."""

from typing import Any

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial

NAMED = {"accounts": ("x/INEejemplo", "youtube/canal")}


@pytest.mark.parametrize(
    ("one", "other", "letter", "because"),
    [
        ("kept", "kept", "p", "met"),
        ("kept", "closed", "f", "closed: youtube/canal"),
        (None, None, "f", "closed: x/INEejemplo, youtube/canal"),
    ],
)
def test_what_is_missing_is_named(
    connection: Connection, one: str | None, other: str | None, letter: str, because: str
) -> None:
    facts: dict[str, Any] = {"named__x/ineejemplo": one, "named__youtube/canal": other}
    tried = Trial(connection, "named_kept", "institution", NAMED).on(**facts)
    assert (tried.letter, tried.gives) == (letter, "fp")
    assert because in tried.because
