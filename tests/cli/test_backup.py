"""`monitor backup`: made, proved and brought back from the command line."""

import subprocess
from pathlib import Path

import pytest

from tests import cluster
from tests.acts import living
from tests.acts.living import with_people
from tests.cli.conftest import Run
from tests.cluster import Cluster


@pytest.fixture
def url(database_url: str) -> str:
    with_people(database_url, 2)
    return database_url


def test_a_backup_is_made_proved_and_restored(run: Run, url: str, tmp_path: Path) -> None:
    file, new = tmp_path / "b.db", f"sqlite:///{tmp_path / 'new.db'}"
    made = run("--database", url, "backup", "create", file)
    assert (made.exit_code, made.stderr) == (0, "")
    assert f"Backup made and proved: {file}" in made.stdout
    assert "Entries of the log: 4" in made.stdout
    proved = run("backup", "verify", file)
    assert (proved.exit_code, proved.stderr) == (0, "")
    restored = run("backup", "restore", file, "--into", new)
    assert (restored.exit_code, restored.stderr) == (0, "")
    assert "The register is now: " in restored.stdout
    assert len(living.content_of(new)["person"]) == 2


def test_without_a_file_it_goes_beside_the_register(run: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'r.db'}"
    with_people(url, 0)
    assert run("--database", url, "backup", "create").exit_code == 0
    assert len(list((tmp_path / "backups").glob("r-*.db"))) == 1


def test_a_live_register_is_replaced_by_force_only(run: Run, url: str, tmp_path: Path) -> None:
    file = tmp_path / "b.db"
    run("--database", url, "backup", "create", file)
    refused = run("--database", url, "backup", "restore", file)
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    forced = run("--database", url, "backup", "restore", file, "--force")
    assert forced.exit_code == 0
    assert "The one it replaces is kept: " in forced.stdout
    assert "what was recorded since is lost: entries 2 to 2 of chain 0" in forced.stderr


def test_an_altered_backup_exits_4_and_restores_nothing(run: Run, url: str, tmp_path: Path) -> None:
    file, new = tmp_path / "b.db", tmp_path / "new.db"
    run("--database", url, "backup", "create", file)
    file.write_bytes(file.read_bytes().replace(b"medio", b"xxxxx"))
    assert run("backup", "verify", file).exit_code == 4
    said = run("backup", "restore", file, "--into", f"sqlite:///{new}")
    assert said.exit_code == 4
    assert "was changed after it was made" in said.stderr
    assert not new.exists()


def test_a_backup_without_its_manifest_is_taken_with_a_note(
    run: Run, url: str, tmp_path: Path
) -> None:
    file = tmp_path / "b.db"
    run("--database", url, "backup", "create", file)
    (tmp_path / "b.db.json").unlink()
    said = run("backup", "verify", file)
    assert said.exit_code == 0
    assert "no manifest" in said.stderr


def test_anchors_of_later_entries_are_told(
    run: Run, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, folder = tmp_path / "b.db", tmp_path / "anchors"
    folder.mkdir()
    monkeypatch.setenv("MONITOR_ANCHORS", str(folder))
    run("--database", url, "backup", "create", file)
    run("--database", url, "init", "--code", "LATER")
    proved = run("backup", "verify", file)
    assert proved.exit_code == 0
    assert "it is older than the anchors" in proved.stderr
    restored = run("backup", "restore", file, "--into", f"sqlite:///{tmp_path / 'new.db'}")
    assert restored.exit_code == 0
    assert "begin a new one" in restored.stderr
    monkeypatch.delenv("MONITOR_ANCHORS")
    assert run("backup", "verify", file).stderr == ""
    assert "older" in run("backup", "verify", file, "--anchors", folder).stderr


@pytest.mark.parametrize(
    "arguments", [("verify", "no.db"), ("restore", "no.db"), ("create", "no/where.db")]
)
def test_a_file_that_is_not_there_is_bad_input(
    run: Run, url: str, tmp_path: Path, arguments: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("--database", url, "backup", *arguments)
    assert said.exit_code == 2
    assert "Traceback" not in said.output


def test_a_damaged_register_is_replaced_with_a_note(run: Run, tmp_path: Path) -> None:
    live, file = tmp_path / "r.db", tmp_path / "b.db"
    url = f"sqlite:///{live}"
    with_people(url, 1)
    run("--database", url, "backup", "create", file)
    live.write_bytes(b"\xff" * 9000)
    said = run("--database", url, "backup", "restore", file, "--force")
    assert said.exit_code == 0
    assert "what is lost cannot be told" in said.stderr


def test_a_server_is_backed_up_with_its_own_tools_too(
    run: Run, postgresql_url: str, postgresql_cluster: Cluster, tmp_path: Path
) -> None:
    tools = cluster.programs_folder()
    if tools is None or not (tools / "pg_dump").exists():
        pytest.skip("PostgreSQL's pg_dump is not on this machine")
    with_people(postgresql_url, 3)
    dump, other = str(tmp_path / "register.dump"), postgresql_cluster.create_database()
    make = ["--format=custom", f"--file={dump}", postgresql_url]
    subprocess.run([tools / "pg_dump", *make], check=True)
    bring = ["--exit-on-error", "--no-owner", f"--dbname={other}", dump]
    subprocess.run([tools / "pg_restore", *bring], check=True)
    assert living.content_of(other) == living.content_of(postgresql_url)
    assert run("--database", other, "audit", "verify").exit_code == 0
    assert run("--database", other, "doctor").exit_code == 0
    postgresql_cluster.drop_database(other)
