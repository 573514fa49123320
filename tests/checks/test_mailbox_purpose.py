"""A mailbox for the purpose is there, of an institutional domain where the text asks for one."""

import pytest
from sqlalchemy import Connection

from monitor.policy.parameters import Value
from tests.checks.trying import Trial

OWN: dict[str, Value] = {"allowed_domains": ("iee.example",)}


@pytest.mark.parametrize(
    ("params", "found", "letter", "gives"),
    [
        (OWN, "allowed", "p", "fpu"),
        (OWN, "elsewhere", "f", "fpu"),
        (OWN, None, "u", "fpu"),
        ({}, "allowed", "p", "pu"),
        ({}, None, "u", "pu"),
    ],
)
def test_what_there_is_decides(
    connection: Connection, params: dict[str, Value], found: str | None, letter: str, gives: str
) -> None:
    trial = Trial(
        connection, "mailbox_purpose", "institution", params, arguments={"purpose": "help"}
    )
    tried = trial.on(mailbox__help=found)
    assert (tried.letter, tried.gives) == (letter, gives)
