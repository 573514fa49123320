"""The register of administrators: an end fails, a gap is unknown."""

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial


@pytest.mark.parametrize(
    ("ended", "incomplete", "letter"), [(0, 0, "p"), (0, 2, "u"), (1, 0, "f"), (1, 2, "f")]
)
def test_an_account_that_falls_short_is_counted(
    connection: Connection, ended: int, incomplete: int, letter: str
) -> None:
    trial = Trial(connection, "admin_register", kind="institution")
    tried = trial.on(accounts=3, registers_ended=ended, registers_incomplete=incomplete)
    assert tried.letter == letter
    assert tried.gives == "fpu"
    if letter == "u":
        assert tried.because.endswith(": 2")


@pytest.mark.parametrize("fact", ["registers_ended", "registers_incomplete"])
def test_a_count_that_is_not_known_is_unknown(connection: Connection, fact: str) -> None:
    facts = {"accounts": 1, "registers_ended": 0, "registers_incomplete": 0, fact: None}
    assert Trial(connection, "admin_register", kind="institution").on(**facts).letter == "u"
