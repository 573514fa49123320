"""A network off the list is remarked unless it was authorised (ruling 44)."""

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial

LISTED = {"platforms": ("facebook", "x")}


@pytest.mark.parametrize(
    ("platform", "authorised", "letter"),
    [
        ("x", None, "p"),
        ("youtube", "in_force", "p"),
        ("youtube", "expired", "w"),
        ("youtube", None, "w"),
        ("x", "expired", "p"),
    ],
)
def test_the_list_is_open(
    connection: Connection, platform: str, authorised: str | None, letter: str
) -> None:
    tried = Trial(connection, "platform_allowed", params=LISTED).on(
        platform=platform, document__platform_authorisation=authorised
    )
    assert (tried.letter, tried.gives) == (letter, "pw")
