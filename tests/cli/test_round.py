"""`monitor round` and the bare `monitor check` that stores one."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.registered import Registered, filled
from tests.reports.formats.test_json import SCHEMA


@pytest.fixture
def register(tmp_path: Path) -> Registered:
    return filled(tmp_path)


def test_a_bare_check_stores_a_round_and_says_so(register: Registered) -> None:
    said = register("check", "--format", "json", code=1)
    assert "Round 1 was stored." in said.stderr
    found = json.loads(said.stdout)
    Draft202012Validator(SCHEMA).validate(found)
    assert (found["preview"], found["round"]) == (False, 1)
    summary = found["summary"]
    assert (summary["opened"], summary["reopened"], summary["resolved"]) == (13, 0, 0)
    opened = {each["outcome"] for each in found["findings"] if each["opened_on"]}
    assert opened == {"fail", "warn"}
    assert [row["number"] for row in register.json("round", "list")] == [1]


def test_text_says_first_what_changed(register: Registered) -> None:
    assert "Round 1, the first" in register("check", code=1).stdout
    said = register("check", code=1).stdout
    assert "Since round 1 of" in said
    assert "0 findings opened, 0 opened again, 0 resolved" in said
    assert said.index("Since round 1") < said.index("What to do first")


@pytest.mark.parametrize("more", [("--dry-run",), ("--as-of", "2027-01-31")])
def test_what_is_only_looked_at_stores_nothing(register: Registered, more: tuple[str, ...]) -> None:
    found = register.json("check", *more, code=1)
    assert (found["preview"], found["round"]) == (True, None)
    assert found["summary"]["opened"] == (13 if more == ("--dry-run",) else None)
    assert register.json("round", "list") == []
    assert register.json("finding", "list") == []


def test_another_policy_is_a_look_and_stores_nothing(register: Registered) -> None:
    found = register.json("check", "--policy", "mx-ine-mail", code=1)
    assert found["preview"]
    assert register.json("round", "list") == []


def test_a_day_before_the_adoption_is_judged_by_what_was_adopted_later(
    register: Registered,
) -> None:
    said = register("check", "--as-of", "2020-01-01")
    assert "none was in force yet" in said.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--dry-run", "--as-of", "2026-01-01"),
        ("--dry-run", "--policy", "mx-ine-mail"),
        ("--skip-bad-rows",),
    ],
)
def test_options_that_contradict_each_other_are_refused(
    register: Registered, arguments: tuple[str, ...]
) -> None:
    register("check", *arguments, code=2)


def test_without_a_policy_adopted_it_says_how_to_adopt_one(register: Registered) -> None:
    register("policy", "drop", "mx-ine-mail", "--yes")
    said = register("check", code=2)
    assert "monitor policy adopt ID" in said.stderr


def test_a_round_is_shown_as_it_was_stored(tmp_path: Path) -> None:
    register = filled(tmp_path, checked=True)
    before = register.json("round", "show", 1)
    code = register.code_of("rotation.max-age", "account:x/ieejemplo")
    register("waiver", "request", code, "--reason", "so", "--until", "2099-01-01")
    register("waiver", "approve", code, "--self-approved")
    register("check", code=1)
    found = register.json("round", "show", 1)
    Draft202012Validator(SCHEMA).validate(found)
    assert found["summary"] == before["summary"]
    kept = {each["code"]: each["state"] for each in found["findings"]}
    assert kept == {
        each["code"]: "open" for each in before["findings"] if each["outcome"] != "unknown"
    }
    last = register.json("round", "show")
    assert last["round"] == 2
    assert last["summary"]["waived"] == 1
    states = {each["code"]: each["state"] for each in last["findings"]}
    assert states[code] == "waived"
    assert len(states) == len(before["findings"])
    assert "Round 2" in register("round", "show").stdout


def test_a_round_there_is_not_is_refused(register: Registered) -> None:
    assert "monitor round list" in register("round", "show", 9, code=2).stderr
    assert "monitor round list" in register("round", "show", code=2).stderr


def test_what_happened_between_two_rounds_is_listed(tmp_path: Path) -> None:
    register = filled(tmp_path, checked=True)
    code = register.code_of("rotation.max-age", "account:x/ieejemplo")
    register("finding", "acknowledge", code, "--note", "on it")
    register("check", code=1)
    (row,) = register.json("round", "diff", 1)
    assert (row["code"], row["what"]) == (code, "acknowledged")
    assert register.json("round", "diff", 1, 1) == []
    assert register.json("round", "diff", 2, 1) == [row]
    told = register("round", "diff", 2, 1).stdout
    assert told.startswith("What happened to findings after round 1, up to round 2\n")
