"""An account is tied to none outside the register (reading 19)."""

from typing import Any

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial


@pytest.mark.parametrize(
    ("facts", "letter"),
    [
        ({"linked": "none"}, "p"),
        ({"linked": "some"}, "p"),
        ({"linked": "some", "linked_outside": 2}, "f"),
        ({}, "u"),
        ({"linked": "none", "credential_model": "delegated"}, "w"),
        ({"credential_model": "delegated"}, "u"),
        ({"linked": "some", "linked_outside": 1, "credential_model": "delegated"}, "f"),
    ],
)
def test_links_are_judged_by_where_they_lead(
    connection: Connection, facts: dict[str, Any], letter: str
) -> None:
    tried = Trial(connection, "linked_accounts").on(**{"linked_outside": 0} | facts)
    assert (tried.letter, tried.gives) == (letter, "fpuw")
