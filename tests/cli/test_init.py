"""`monitor init`: the register made, the institution recorded, once."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from monitor.acts import opening, upgrading
from monitor.cli import asking, main
from monitor.db import StoreError
from tests.acts import living
from tests.acts.living import opened
from tests.cli.conftest import Run


def institution(url: str) -> list[tuple[object, ...]]:
    with opened(url) as register, register.engine.connect() as connection:
        query = (
            "SELECT code, name, timezone, calendar, valid_from FROM institution"
            " JOIN institution_version ON institution_id = institution.id ORDER BY code_key"
        )
        return [tuple(map(str, row)) for row in connection.exec_driver_sql(query)]


def test_it_makes_the_register_and_says_where_and_what_next(run: Run, database_url: str) -> None:
    said = run("--database", database_url, "init", "--code", "IEE", "--name", "Instituto Ñ")
    assert said.exit_code == 0
    assert "A new register was made" in said.stderr
    for words in ("Register: ", "Institution recorded: IEE", "monitor import DIR", "backup create"):
        assert words in said.stdout
    zone = "America/Mexico_City"
    assert institution(database_url) == [("IEE", "Instituto Ñ", zone, "None", "0001-01-01")]


def test_the_log_tells_who_opened_what(run: Run, database_url: str) -> None:
    run("--database", database_url, "--by", "ana@iee.example", "init", "--code", "IEE")
    with opened(database_url) as register, register.engine.connect() as connection:
        query = "SELECT actor, claimed, action, details, seq FROM audit_entry WHERE seq = 1"
        found = [tuple(row) for row in connection.exec_driver_sql(query)]
        entry = connection.exec_driver_sql("SELECT entry FROM institution_version").scalar()
    details = '{"calendar":null,"code":"IEE","name":null,"timezone":"America/Mexico_City"}'
    assert ("ana@iee.example", True, opening.OPENED, details, 1) in found
    assert ("ana@iee.example", True, upgrading.UPGRADED) in {row[:3] for row in found}
    assert entry == 1


def test_what_it_refuses_leaves_no_register_behind(run: Run, tmp_path: Path) -> None:
    said = run("--database", tmp_path / "register.db", "init", "--code", "A B")
    assert said.exit_code == 2
    assert "A new register" not in said.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("again", [["--code", "iee", "--name", "Another"], []])
def test_again_it_changes_nothing(run: Run, database_url: str, again: list[str]) -> None:
    run("--database", database_url, "init", "--code", "IEE")
    before = living.content_of(database_url), living.actions(database_url)
    said = run("--database", database_url, "init", *again)
    assert said.exit_code == 0
    assert said.stderr == ""
    assert (living.content_of(database_url), living.actions(database_url)) == before


def test_without_a_terminal_and_a_code_the_register_waits_for_one(
    run: Run, database_url: str
) -> None:
    said = run("--database", database_url, "init")
    assert said.exit_code == 0
    assert "monitor init --code CODE" in said.stdout
    assert institution(database_url) == []


def test_yes_takes_what_is_usual(run: Run, database_url: str) -> None:
    assert run("--database", database_url, "init", "--yes").exit_code == 0
    assert [row[0] for row in institution(database_url)] == ["LOCAL"]


def test_at_a_terminal_it_asks_for_what_is_not_given(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "may_ask", lambda: True)
    command = ["--lang", "en", "--database", database_url, "init", "--timezone", "America/Tijuana"]
    said = CliRunner().invoke(main, command, input="\nIEE\nInstituto\n")
    assert said.exit_code == 0
    assert [row[:3] for row in institution(database_url)] == [
        ("IEE", "Instituto", "America/Tijuana")
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--code", "I E E"], "without spaces"),
        (["--code", "I\u202eE"], "without spaces"),
        (["--code", "IEE", "--timezone", "Mars"], "is not a time zone"),
        (["--code", "IEE", "--calendar", "mayan"], "mayan"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(
    run: Run, database_url: str, given: list[str], told: str
) -> None:
    run("--database", database_url, "init")
    said = run("--database", database_url, "init", *given)
    assert said.exit_code == 2
    assert told in said.stderr
    assert ":1:" not in said.stderr  # no line of a file is meant
    assert institution(database_url) == []


def test_a_second_institution_lives_in_the_same_register(run: Run, database_url: str) -> None:
    for code in ("IEE", "ABC"):
        assert run("--database", database_url, "init", "--code", code).exit_code == 0
    assert [row[0] for row in institution(database_url)] == ["ABC", "IEE"]
    assert "ABC, IEE" in run("--database", database_url, "init").stdout


def test_it_brings_back_the_guard_of_the_log(run: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'r.db'}"
    run("--database", url, "init", "--code", "IEE")
    with opened(url) as register, register.engine.connect() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_entry_refuses_delete")
        connection.commit()
    assert run("--database", url, "doctor").exit_code == 3
    run("--database", url, "init")
    assert living.actions(url)[-1][0] == upgrading.PROTECTED
    assert run("--database", url, "doctor").exit_code == 0


def test_a_database_of_another_program_is_left_alone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("my notes")
    said = run("--database", f"sqlite:///{file}", "init", "--code", "IEE")
    assert said.exit_code == 3
    assert file.read_text() == "my notes"
    with pytest.raises(StoreError), opened(f"sqlite:///{file}"):
        pass
