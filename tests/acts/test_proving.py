"""Proving a backup: whatever is not what was made is found, and nothing is touched by looking."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from monitor.acts import backup_files, proving
from monitor.acts.backing_up import back_up
from monitor.acts.backup_files import BackupError
from monitor.db import StoreError
from tests.acts.living import ANA, opened, with_people


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    url = f"sqlite:///{tmp_path / 'r.db'}"
    with_people(url, 2)
    with opened(url) as register:
        back_up(register, ANA, tmp_path / "b.db")
    return tmp_path / "b.db"


def test_each_changed_byte_is_seen(backup: Path) -> None:
    sound = backup.read_bytes()
    for place in range(0, len(sound), len(sound) // 40):
        changed = bytearray(sound)
        changed[place] ^= 1
        backup.write_bytes(changed)
        with pytest.raises(BackupError, match="was changed"):
            proving.prove(backup)
    backup.write_bytes(sound[:-1])
    with pytest.raises(BackupError, match="was changed"):
        proving.prove(backup)
    backup.write_bytes(sound)
    proving.prove(backup)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": "other"}', '{"schema": "monitor.backup/1"}', "\0"]
)
def test_a_manifest_that_is_none_is_refused(backup: Path, text: str) -> None:
    backup_files.manifest_of(backup).write_text(text)
    with pytest.raises(BackupError, match="not the manifest"):
        proving.prove(backup)


def test_the_manifest_of_another_backup_is_refused(backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with opened(f"sqlite:///{tmp_path / 'r.db'}") as register:
        back_up(register, ANA, other)
    shutil.copy(backup_files.manifest_of(other), backup_files.manifest_of(backup))
    with pytest.raises(BackupError, match="was changed"):
        proving.prove(backup)


def test_without_its_manifest_a_backup_is_proved_by_what_is_in_it(backup: Path) -> None:
    backup_files.manifest_of(backup).unlink()
    proof = proving.prove(backup)
    assert proof.manifest is None
    assert sum(end.size for end in proof.ends) == 4


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (
            "DROP TRIGGER audit_entry_refuses_delete; DELETE FROM audit_entry WHERE seq = 3",
            "altered",
        ),
        ("UPDATE audit_head SET seq = seq + 1", "altered"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM person", "refer to what is not there"),
        ("DROP TABLE register_revision", "holds no register"),
    ],
)
def test_what_is_wrong_inside_is_found_without_a_manifest(
    backup: Path, damage: str, told: str
) -> None:
    backup_files.manifest_of(backup).unlink()
    connection = sqlite3.connect(backup)
    connection.executescript(damage)
    connection.close()
    with pytest.raises(BackupError, match=told):
        proving.prove(backup)


def test_a_backup_of_a_newer_release_is_refused(backup: Path) -> None:
    backup_files.manifest_of(backup).unlink()
    connection = sqlite3.connect(backup)
    connection.executescript("UPDATE register_revision SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="newer release"):
        proving.prove(backup)


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all", b"SQLite format 3\0" + b"x" * 99]
)
def test_what_is_no_database_is_no_backup(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "b.db"
    file.write_bytes(content)
    with pytest.raises(BackupError):
        proving.prove(file)


def test_the_file_of_a_live_register_is_no_backup(tmp_path: Path) -> None:
    live, copy = tmp_path / "r.db", tmp_path / "copy.db"
    with_people(f"sqlite:///{live}", 1)
    shutil.copy(live, copy)
    with pytest.raises(BackupError, match="while it was in use"):
        proving.prove(copy)


def test_proving_leaves_no_trace(backup: Path) -> None:
    before = {path: path.read_bytes() for path in backup.parent.iterdir() if path.is_file()}
    proving.prove(backup)
    after = {path: path.read_bytes() for path in backup.parent.iterdir() if path.is_file()}
    assert after == before
