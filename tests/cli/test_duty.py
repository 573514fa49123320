"""`monitor duty`: what is owed is listed, shown, recorded as done and taken back."""

from pathlib import Path

import pytest

from tests.cli.registered import Registered, filled

NOTICE = "rotation.notify-head"
X = "x/ieejemplo"


@pytest.fixture
def register(tmp_path: Path) -> Registered:
    """Give a register in which a change of password has not been told to the head."""
    run = filled(tmp_path)
    run("password", "changed", X, "--on", "2026-11-09")
    return run


def listed(run: Registered, *asked: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = run.json("duty", "list", "--control", NOTICE, *asked)
    return [row for row in rows if row["subject"] == f"account:{X}"]


def test_a_change_of_password_stays_owed_to_the_head_until_it_is_told(
    register: Registered,
) -> None:
    (row,) = listed(register)
    assert (row["since"], row["state"]) == ("2026-11-09", "open")
    done = register("duty", "discharge", NOTICE, X, "--on", "2026-11-20", "--number", "OF-31/2026")
    assert "2026-11-20" in done.stdout
    assert listed(register) == []
    (row,) = listed(register, "--all")
    assert (row["state"], row["done_on"]) == ("done", "2026-11-20")
    shown = register.json("duty", "show", NOTICE, X)
    assert [each["number"] for each in shown["history"] if each["done_on"]] == ["OF-31/2026"]


def test_what_is_done_late_is_recorded_as_late(register: Registered) -> None:
    register("designation", "set", X, "--owner", "beto@iee.example", "--from", "2026-10-26")
    done = register("duty", "discharge", "admins.change-notice", X, "--on", "2026-11-12")
    assert "2026-11-02" in done.stdout  # five working days after
    assert "10" in done.stdout
    (row,) = register.json("duty", "show", "admins.change-notice", X)["history"]
    assert (row["due_on"], row["days_late"]) == ("2026-11-02", 10)


def test_the_line_that_the_list_prints_records_it(register: Registered) -> None:
    (row,) = listed(register)
    register(*str(row["discharge"]).split()[1:])
    assert listed(register) == []


def test_what_was_done_is_taken_back_only_when_that_is_confirmed(register: Registered) -> None:
    register("duty", "discharge", NOTICE, X, "--on", "2026-11-20")
    refused = register("duty", "undo", NOTICE, X, code=2)
    assert "add --yes" in refused.stderr
    assert listed(register) == []
    register("duty", "undo", NOTICE, X, "--yes")
    assert len(listed(register)) == 1
    nothing = register("duty", "undo", NOTICE, X, "--yes", code=2)
    assert "Nothing on record says that this duty was done." in nothing.stderr


def test_a_try_writes_nothing(register: Registered) -> None:
    tried = register("duty", "discharge", NOTICE, X, "--dry-run")
    assert "Only tried: nothing was written." in tried.stdout
    assert len(listed(register)) == 1


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("list", "--control", "rotation.notify-hed"), NOTICE),
        (("list", "--area", "nowhere"), "no such area"),
        (("list", "--person", "nobody@iee.example"), "no such person"),
        (("list", "--as-of", "soon"), "soon"),
        (("show", "mfa.enabled", X), "mfa.enabled"),
        (("show", NOTICE, "x/nobody"), "x/nobody"),
        (("discharge", NOTICE, X, "--on", "2999-01-01"), "2999-01-01"),
        (("discharge", NOTICE, X, "--due-on", "31/31/2026"), "31/31/2026"),
        (("discharge", "rotation.max-age", X), "rotation.max-age"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    register: Registered, line: tuple[str, ...], told: str
) -> None:
    refused = register("duty", *line, code=2)
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr
    assert len(listed(register)) == 1


def test_without_a_policy_it_says_which_command_adopts_one(tmp_path: Path) -> None:
    run = Registered(f"sqlite:///{tmp_path / 'register.db'}")
    run("init", "--code", "IEE")
    refused = run("duty", "list", code=2)
    assert "monitor policy adopt" in refused.stderr
