"""An area has a head in post, had one, has none on record as none, or nobody knows."""

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial


@pytest.mark.parametrize(
    ("head", "letter", "because"),
    [
        ("active", "p", "met"),
        ("ended", "f", "the head on record has left the post"),
        ("none", "f", "the area is recorded as having no head"),
        (None, "u", "the head of the area is not on record"),
    ],
)
def test_the_head_is_judged_by_what_is_on_record(
    connection: Connection, head: str | None, letter: str, because: str
) -> None:
    tried = Trial(connection, "area_head", kind="area").on(accounts=1, head=head)
    assert (tried.letter, tried.because, tried.gives) == (letter, because, "fpu")
