"""Each password change has somebody who made it (ruling 28)."""

from typing import Any

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial


@pytest.mark.parametrize("kind", ["account", "mailbox"])
@pytest.mark.parametrize(
    ("facts", "letter"),
    [
        ({"changes": 2}, "p"),
        ({"changes": 2, "changes_by_unknown": 1}, "u"),
        ({"changes": 2, "changes_by_nobody": 1, "changes_by_unknown": 1}, "f"),
        ({"changes": 0}, "u"),
        ({"changes": None}, "u"),
        ({"changes": 1, "changes_by_unknown": None}, "u"),
    ],
)
def test_changes_are_judged_by_who_made_them(
    connection: Connection, kind: str, facts: dict[str, Any], letter: str
) -> None:
    none_missing = {"changes_by_nobody": 0, "changes_by_unknown": 0}
    tried = Trial(connection, "documented", kind=kind).on(**none_missing | facts)
    assert (tried.letter, tried.gives) == (letter, "fpu")
