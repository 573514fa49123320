"""`monitor waiver`: asked for, approved by another, ended; and what it does to the exit code."""

from pathlib import Path

import pytest

from tests.cli.registered import Registered, filled

PASSWORD = ("rotation.max-age", "account:x/ieejemplo")
UNTIL = "2099-12-31"


@pytest.fixture
def register(tmp_path: Path) -> Registered:
    return filled(tmp_path, checked=True)


def test_a_waiver_is_asked_for_approved_listed_and_ended(register: Registered) -> None:
    code = register.code_of(*PASSWORD)
    said = register("waiver", "request", code, "--reason", "elections", "--until", UNTIL)
    assert f"monitor waiver approve {code}" in said.stdout
    register("waiver", "approve", code, by="dora@iee.example")
    (row,) = register.json("waiver", "list")
    assert (row["state"], row["approved_by"]) == ("in_force", "dora@iee.example")
    assert (row["approved_claimed"], row["self_approved"]) == (True, False)
    register("check", code=1)
    assert "Waived, and not counted" in register("round", "show").stdout
    assert f"Ended: {code}" in register("waiver", "end", code).stdout
    assert register.json("waiver", "list") == []
    assert len(register.json("waiver", "list", "--all")) == 1
    assert register.json("check", code=1)["summary"]["reopened"] == 1


def test_a_waiver_without_an_end_or_by_oneself_is_refused_and_says_why(
    register: Registered,
) -> None:
    code = register.code_of(*PASSWORD)
    said = register("waiver", "request", code, "--reason", "so", code=2)
    assert "--until" in said.stderr
    assert register.json("waiver", "list") == []
    register("waiver", "request", code, "--reason", "so", "--until", UNTIL)
    assert "--self-approved" in register("waiver", "approve", code, code=2).stderr
    register("waiver", "approve", code, "--self-approved")
    assert register.json("waiver", "list")[0]["self_approved"] is True
