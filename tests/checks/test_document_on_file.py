"""A signed document is on file, has expired, or is not there."""

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial


@pytest.mark.parametrize("kind", ["designation", "responsiva"])
@pytest.mark.parametrize(
    ("state", "letter", "because"),
    [
        ("in_force", "p", "met"),
        ("expired", "f", "Our duty: it is no longer in force"),
        (None, "u", "Our duty: none that goes with it is on file"),
    ],
)
def test_a_document_is_judged_by_its_state(
    connection: Connection, kind: str, state: str | None, letter: str, because: str
) -> None:
    trial = Trial(connection, "document_on_file", arguments={"document": kind})
    tried = trial.on(**{f"document__{kind}": state})
    assert (tried.letter, tried.because, tried.gives) == (letter, because, "fpu")
