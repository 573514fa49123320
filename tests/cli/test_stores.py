"""A register that cannot be used as it is: exit 3, one clear line, and nothing half-done."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from monitor import db
from monitor.migrations import revisions
from tests.acts import living
from tests.acts.living import opened, with_people
from tests.cli.conftest import Run
from tests.cli.processes import MONITOR, surroundings

COMMANDS = (("account", "list"), ("person", "list"), ("backup", "create"), ("init",))
MORE_ROOM = 3 << 20


@pytest.fixture
def url(database_url: str) -> str:
    with_people(database_url, 1)
    return database_url


def told(run: Run, url: str, *command: object) -> str:
    """Run a command that must end with 3; return the one line it says."""
    said = run("--database", url, *command)
    assert said.exit_code == 3
    lines: list[str] = said.stderr.splitlines()
    assert len(lines) == 1, lines
    for raw in ("Traceback", "sqlalchemy", "sqlite3.", "psycopg", "database is locked"):
        assert raw not in lines[0]
    return lines[0]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_register_of_a_newer_release(run: Run, url: str, command: tuple[str, ...]) -> None:
    engine = db.open_database(url)
    with db.writing(engine) as connection:
        connection.exec_driver_sql(f"UPDATE {revisions.TABLE} SET version_num = '9999'")  # noqa: S608 - a test's
    engine.dispose()
    assert "install that release" in told(run, url, *command)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_database_that_is_not_ours(run: Run, database_url: str, command: tuple[str, ...]) -> None:
    engine = db.open_database(database_url)
    with db.writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE theirs (id integer)")
    engine.dispose()
    assert "another program" in told(run, database_url, *command)


def test_a_register_that_another_is_writing_to(
    run: Run, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(db._PRAGMAS, "busy_timeout", ("50", {50}))
    monkeypatch.setattr(db, "_POSTGRESQL_SETTINGS", ("SET lock_timeout = '50ms'",))
    before = living.content_of(url)
    with opened(url) as register, db.writing(register.engine) as connection:
        connection.exec_driver_sql("UPDATE audit_head SET seq = seq")
        connection.exec_driver_sql("UPDATE institution SET code = 'ABC'")
        assert "try again in a moment" in told(run, url, "init", "--code", "ABC")
        connection.rollback()
    assert living.content_of(url) == before


def test_a_register_under_a_writer_can_be_read(run: Run, url: str) -> None:
    with opened(url) as register, db.writing(register.engine) as connection:
        connection.exec_driver_sql("UPDATE institution SET code = 'ABC'")
        said = run("--database", url, "person", "list")
        connection.rollback()
    assert (said.exit_code, said.stderr) == (0, "")


# --- what only the system refuses ----------------------------------------------------------------


# Root may write to everything, unless it gives up the right to.
WITHOUT_RIGHTS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@pytest.fixture
def modest() -> tuple[str, ...]:
    """Give what to start a program with, so that the modes of files hold for it."""
    if os.geteuid() != 0:
        return ()
    try:
        subprocess.run([*WITHOUT_RIGHTS, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this machine does not let root give up its rights (setpriv)")
    return WITHOUT_RIGHTS


@pytest.mark.parametrize(
    ("file_mode", "folder_mode"),
    [(0o400, 0o700), (0o600, 0o500), (0o400, 0o500), (0o000, 0o700), (0o600, 0o000)],
)
def test_a_register_that_may_not_be_written_to(
    tmp_path: Path, modest: tuple[str, ...], file_mode: int, folder_mode: int
) -> None:
    file = tmp_path / "shared" / "register.db"
    with_people(f"sqlite:///{file}", 1)
    before = file.read_bytes()
    file.chmod(file_mode)
    file.parent.chmod(folder_mode)
    said = subprocess.run(
        [*modest, *MONITOR, "--database", f"sqlite:///{file}", "init", "--code", "ABC"],
        env=surroundings(),
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    file.parent.chmod(0o700)
    file.chmod(0o600)
    assert (said.returncode, said.stdout) == (3, "")
    assert len(said.stderr.splitlines()) == 1, said.stderr
    assert "may only be read" in said.stderr or "cannot be opened" in said.stderr
    assert file.read_bytes() == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of a few megabytes."""
    reason = "only root can mount a small disk" if os.geteuid() != 0 else None
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MORE_ROOM}", "tmpfs", str(folder)]
    if not reason and subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        reason = "this machine lets nobody mount a small disk"
    if reason:
        pytest.skip(reason)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path, *, leave: int) -> None:
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    (disk / "ballast").write_bytes(b"x" * max(0, free - leave))


@pytest.mark.parametrize("leave", [0, 4096, 40_000, 100_000])
def test_a_full_disk_says_so_and_nothing_is_half_done(
    run: Run, small_disk: Path, leave: int
) -> None:
    url = f"sqlite:///{small_disk / 'r.db'}"
    with_people(url, 3)
    before = living.content_of(url)
    fill(small_disk, leave=leave)
    acts = 0
    while (said := run("--database", url, "init", "--code", f"I{acts}")).exit_code == 0:
        acts += 1
        assert acts < 500, "this disk never fills"
    assert (said.exit_code, said.stdout) == (3, ""), said.output
    assert "is full" in said.stderr
    (small_disk / "ballast").unlink()
    now = living.content_of(url)
    assert len(now["institution"]) == len(before["institution"]) + acts
    assert now["person"] == before["person"]
    assert run("--database", url, "doctor").exit_code in {0, 3}


def test_a_backup_onto_a_full_disk_leaves_nothing(
    run: Run, small_disk: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'r.db'}"
    with_people(url, 3)
    fill(small_disk, leave=100_000)
    assert "is full" in told(run, url, "backup", "create", small_disk / "b.db")
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]


def test_a_new_register_on_a_full_disk(run: Run, small_disk: Path) -> None:
    fill(small_disk, leave=0)
    url = f"sqlite:///{small_disk / 'r.db'}"
    assert "full" in told(run, url, "init", "--code", "IEE")
    (small_disk / "ballast").unlink()
    assert run("--database", url, "init", "--code", "IEE").exit_code == 0


# --- servers -------------------------------------------------------------------------------------


def test_a_wrong_password_is_told_and_never_shown(run: Run, postgresql_url: str) -> None:
    folder = Path(str(make_url(postgresql_url).query["host"]))
    rules = folder / "data" / "pg_hba.conf"
    before = rules.read_text()
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE ROLE locked LOGIN PASSWORD 'right'"))
        rules.write_text(f"local all locked scram-sha-256\n{before}")
        connection.execute("SELECT pg_reload_conf()")
        try:
            where = make_url(postgresql_url).set(username="locked", password="hunter2")
            said = told(run, where.render_as_string(hide_password=False), "init")
        finally:
            rules.write_text(before)
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("DROP ROLE locked")
    assert "does not let us in" in said
    assert "hunter2" not in said


def test_a_server_that_is_not_there(run: Run) -> None:
    assert "cannot be reached" in told(run, "postgresql://ana:hunter2@/r?host=/nowhere", "init")


def test_the_help_of_no_command_needs_a_register(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "monitor",
            "--database",
            "sqlite:////nowhere/r.db",
            "init",
            "--help",
        ],
        env=surroundings(),
        cwd=tmp_path,
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0
