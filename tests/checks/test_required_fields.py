"""What the notice must say is in the register; before there is a notice nobody can tell."""

from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.policy.parameters import Value
from tests.checks.trying import Trial

FILLED = {"name": "IEE", "purpose": "difundir"}
FIELDS: dict[str, Value] = {"fields": ("name", "purpose")}


@pytest.mark.parametrize(
    ("facts", "letter", "because"),
    [
        (
            {"name": "IEE", "purpose": "difundir", "document__opening_notice": "in_force"},
            "p",
            "met",
        ),
        ({"purpose": "difundir", "document__opening_notice": "in_force"}, "f", "record: name"),
        ({"document__opening_notice": "in_force"}, "f", "record: name, purpose"),
        (FILLED, "u", "on file"),
        ({}, "u", "on file"),
    ],
)
def test_a_field_left_empty_fails_once_the_notice_is_on_file(
    connection: Connection, facts: dict[str, Any], letter: str, because: str
) -> None:
    trial = Trial(
        connection, "required_fields", params=FIELDS, arguments={"needs": "opening_notice"}
    )
    tried = trial.on(**facts)
    assert (tried.letter, tried.gives) == (letter, "fpu")
    assert because in tried.because


def test_a_pack_may_ask_for_fields_without_any_document(connection: Connection) -> None:
    trial = Trial(connection, "required_fields", params=FIELDS)
    assert trial.on(name="IEE").letter == "f"
    assert trial.on(name="IEE", purpose="difundir").gives == "fp"
