"""`monitor finding`: listed, shown, seen and assigned."""

from pathlib import Path

import pytest

from tests.cli.registered import Registered, filled

PASSWORD = ("rotation.max-age", "account:x/ieejemplo")


@pytest.fixture
def register(tmp_path: Path) -> Registered:
    return filled(tmp_path, checked=True)


def test_findings_are_listed_and_limited_by_what_is_asked(register: Registered) -> None:
    every = register.json("finding", "list")
    assert {row["outcome"] for row in every} == {"fail", "warn", "unknown"}
    fails = register.json("finding", "list", "--outcome", "fail", "--severity", "critical")
    assert 0 < len(fails) < len(every)
    new = register.json("finding", "list", "--new")
    assert {row["outcome"] for row in new} == {"fail", "warn"}
    assert register.json("finding", "list", "--state", "resolved") == []
    own = register.json("finding", "list", "--subject", "x/ieejemplo", "--area", "jd01ags")
    assert {row["subject"] for row in own} == {"account:x/ieejemplo"}
    assert register.json("finding", "list", "--person", "ana@iee.example")
    assert "not met" in register("finding", "list").stdout


def test_a_finding_is_shown_by_the_beginning_of_its_code(register: Registered) -> None:
    code = register.code_of(*PASSWORD)
    assert "the password was due to change" in register("finding", "show", code[:9]).stdout
    assert register.json("finding", "show", code.lower())["code"] == code
    said = register("finding", "show", "F-0000000000", code=2)
    assert "monitor finding list" in said.stderr


def test_a_finding_is_acknowledged_and_assigned_and_still_counts(register: Registered) -> None:
    code = register.code_of(*PASSWORD)
    said = register("finding", "acknowledge", code, "--note", "on it", by="ana@iee.example")
    assert "1 finding updated." in said.stdout
    register("finding", "assign", code, "--to", "beto@iee.example")
    found = register.json("finding", "show", code)
    assert (found["state"], found["assigned_to"]) == ("acknowledged", "beto@iee.example")
    seen = next(each for each in found["history"] if each["what"] == "acknowledged")
    assert (seen["by"], seen["claimed"], seen["note"]) == ("ana@iee.example", True, "on it")
    register("check", code=1)
    register("finding", "acknowledge", code, code=2)  # a note is needed
    register("finding", "assign", code, "--to", "nobody@iee.example", code=2)


def test_a_control_that_nobody_asks_for_is_refused_with_the_nearest(register: Registered) -> None:
    said = register("finding", "list", "--control", "rotation.maxage", code=2)
    assert "did you mean “rotation.max-age”" in said.stderr
