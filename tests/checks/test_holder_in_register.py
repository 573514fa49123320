"""Whoever holds a mailbox administers an account (ruling 37)."""

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial


@pytest.mark.parametrize(
    ("holder", "letter"),
    [("administrator", "p"), ("other", "f"), ("none", "f"), (None, "u")],
)
def test_the_holder_is_judged_by_what_they_are(
    connection: Connection, holder: str | None, letter: str
) -> None:
    trial = Trial(connection, "holder_in_register", kind="mailbox")
    tried = trial.on(address="redes@ine.mx", holder=holder)
    assert (tried.letter, tried.gives) == (letter, "fpu")
