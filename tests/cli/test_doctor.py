"""`monitor doctor`: what it looks at, what it says to do, and how it ends."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from monitor.acts import examining_surroundings
from tests.acts.living import with_people
from tests.cli.conftest import Run


@pytest.fixture
def url(database_url: str) -> str:
    with_people(database_url, 1)
    return database_url


def found(run: Run, url: str) -> dict[str, Any]:
    said = run("--database", url, "doctor", "--format", "json")
    lines = json.loads(said.stdout)["lines"]
    assert all(line["level"] in {"ok", "warn", "bad"} for line in lines)
    assert said.exit_code == (3 if any(line["level"] == "bad" for line in lines) else 0)
    return {line["about"]: line for line in lines}


def test_a_sound_register_is_well(run: Run, url: str) -> None:
    told = found(run, url)
    assert {about for about, line in told.items() if line["level"] == "bad"} == set()
    assert {"versions", "register", "database", "protection", "clock", "room", "platforms"} <= set(
        told
    )
    assert (told["round"]["level"], told["round"]["todo"]) == ("warn", "monitor check")
    assert (told["backup"]["level"], told["backup"]["todo"]) == ("warn", "monitor backup create")


def test_people_are_told_in_lines(run: Run, url: str) -> None:
    said = run("--database", url, "doctor")
    assert said.exit_code == 0
    assert "ok    The log can only be added to" in said.stdout
    assert "      → monitor backup create" in said.stdout
    assert said.stdout.splitlines()[-1].startswith("To look at: ")


def test_a_backup_puts_the_doctor_at_ease_for_a_week(run: Run, url: str, tmp_path: Path) -> None:
    run("--database", url, "backup", "create", tmp_path / "b.db")
    assert found(run, url)["backup"]["level"] == "ok"
    with time_machine.travel(datetime.now(UTC) + timedelta(days=8)):
        assert found(run, url)["backup"]["level"] == "warn"


def test_it_makes_and_changes_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    said = run("doctor")
    assert said.exit_code == 3
    assert "There is no register" in said.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_register_that_cannot_be_opened_is_told_and_the_rest_examined(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "r.db").write_text("my notes")
    told = found(run, f"sqlite:///{tmp_path / 'r.db'}")
    assert told["register"]["level"] == "bad"
    assert {"versions", "platforms"} <= set(told)


def test_a_clock_behind_the_newest_entry_is_bad(run: Run, url: str) -> None:
    with time_machine.travel(datetime.now(UTC) - timedelta(days=1)):
        told = found(run, url)
    assert told["clock"]["level"] == "bad"
    assert "Set the clock" in told["clock"]["todo"]


def test_a_server_with_another_time_is_told(run: Run, url: str) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1)):
        told = found(run, url)
    assert told["clock"]["level"] == ("warn" if url.startswith("postgresql") else "ok")


def test_keys_and_files_that_others_may_read_are_told(run: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'own' / 'r.db'}"
    with_people(url, 0)
    assert found(run, url)["register_file"]["level"] == "ok"
    (tmp_path / "own" / "r.db").chmod(0o644)
    told = found(run, url)
    assert (told["register_file"]["level"], told["register_file"]["todo"]) == (
        "warn",
        f"chmod go= {tmp_path / 'own' / 'r.db'}",
    )
    key = next((tmp_path / "own" / "keys").glob("*.pem"))
    key.chmod(0o644)
    assert found(run, url)["keys"]["level"] == "bad"


@pytest.mark.parametrize(
    ("free", "level"), [(1 << 20, "bad"), (100 << 20, "warn"), (10 << 30, "ok")]
)
def test_room_on_the_disk_is_told(
    run: Run, url: str, monkeypatch: pytest.MonkeyPatch, free: int, level: str
) -> None:
    usage = type("Usage", (), {"free": free})
    monkeypatch.setattr(examining_surroundings, "disk_usage", lambda _folder: usage)
    assert found(run, url)["room"]["level"] == level


def test_facts_about_networks_that_are_older_than_a_year_are_named(
    run: Run, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'r.db'}"
    with time_machine.travel(datetime(2027, 8, 4, 12, tzinfo=UTC)):
        told = found(run, url)["platforms"]
    assert told["level"] == "ok"
    with time_machine.travel(datetime(2027, 8, 5, 12, tzinfo=UTC)):
        said = run("--database", url, "doctor").stdout
    assert (
        "Facts about Instagram that are older than a year: how a handle is written, address of a"
        " profile, second factors it offers, how people get in"
    ) in said
    assert "monitor platform show instagram" in said
    assert said.count("older than a year") == 11


def test_a_server_that_forgets_is_told(run: Run, postgresql_url: str) -> None:
    with_people(postgresql_url, 0)
    told = found(run, postgresql_url)
    assert told["database"]["level"] == "warn"
    assert "fsync" in told["database"]["todo"]


def test_a_database_without_statistics_is_told(run: Run, url: str) -> None:
    assert found(run, url)["statistics"]["todo"].endswith("monitor init")
    run("--database", url, "init")
    assert found(run, url)["statistics"]["level"] == "ok"
