"""One account on the network: none is as wrong as two."""

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial


@pytest.mark.parametrize(
    ("there", "letter", "because"),
    [(1, "p", "met"), (2, "f", "there are 2"), (0, "f", "no account"), (None, "u", "not counted")],
)
def test_the_accounts_are_counted(
    connection: Connection, there: int | None, letter: str, because: str
) -> None:
    trial = Trial(connection, "platform_single", "institution", arguments={"platform": "youtube"})
    tried = trial.on(on_platform__youtube=there)
    assert tried.letter == letter
    assert because in tried.because
