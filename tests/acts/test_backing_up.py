"""Backing up: one moment of a register in one file, proved, whoever is writing."""

import sqlite3
import stat
from pathlib import Path

import pytest

from monitor.acts import backing_up, backup_files, proving
from monitor.acts.backing_up import back_up
from monitor.acts.backup_files import BackupError
from monitor.db import StoreError
from monitor.migrations import revisions
from tests.acts import living
from tests.acts.living import ANA, opened, with_people


@pytest.fixture
def url(database_url: str) -> str:
    with_people(database_url, 3)
    return database_url


def test_a_backup_is_the_register_of_one_moment(url: str, tmp_path: Path) -> None:
    file = tmp_path / "b.db"
    before = living.content_of(url)
    with opened(url) as register:
        proof = back_up(register, ANA, file)
        assert proof.manifest == proving.prove(file).manifest
        assert proof.manifest is not None
        assert proof.manifest.source == register.place
    assert living.content_of(f"sqlite:///{file}") == before
    assert proof.revision == revisions.known()[-1]


def test_a_backup_is_two_files_for_its_owners_eyes_only(url: str, tmp_path: Path) -> None:
    file = tmp_path / "out" / "b.db"
    file.parent.mkdir()
    with opened(url) as register:
        back_up(register, ANA, file)
    left = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    assert left == {"b.db": 0o600, "b.db.json": 0o600}


def test_the_log_tells_of_the_backup(url: str, tmp_path: Path) -> None:
    file = tmp_path / "b.db"
    with opened(url) as register:
        back_up(register, ANA, file)
    action, details = living.actions(url)[-1]
    assert action == backing_up.BACKED_UP
    assert backup_files.digest(file) in details


def test_somebody_may_be_writing_meanwhile(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'r.db'}"
    with_people(url, 1)
    writer = sqlite3.connect(tmp_path / "r.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE institution_version SET name = 'half done'")
    with opened(url) as register:
        partial = backup_files.new_private(tmp_path / "c.db")
        backing_up._copy(register, partial, lambda _done, _all: None)
    writer.execute("ROLLBACK")
    writer.close()
    proving.prove_content(partial)
    assert b"half done" not in partial.read_bytes()


@pytest.mark.parametrize("taken", ["b.db", "b.db.json"])
def test_what_is_there_is_never_overwritten(url: str, tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("precious")
    with opened(url) as register, pytest.raises(FileExistsError):
        back_up(register, ANA, tmp_path / "b.db")
    assert (tmp_path / taken).read_text() == "precious"


def test_a_backup_cut_short_leaves_its_name_free(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between its two files, a backup left a whole copy whose name was then refused."""
    real = backup_files.put_in_place

    def killed(partial: Path, place: Path) -> None:
        real(partial, place)
        raise KeyboardInterrupt

    file = tmp_path / "b.db"
    with opened(url) as register:
        with monkeypatch.context() as patched:
            patched.setattr(backup_files, "put_in_place", killed)
            with pytest.raises(KeyboardInterrupt):
                back_up(register, ANA, file)
        assert [path.name for path in tmp_path.glob("b.db*")] == ["b.db.json"]
        back_up(register, ANA, file)
    assert proving.prove(file).manifest is not None


def test_a_backup_that_fails_leaves_nothing(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_file: Path) -> None:
        raise BackupError("not sound")

    monkeypatch.setattr(proving, "prove_content", fail)
    with opened(url) as register, pytest.raises(BackupError):
        back_up(register, ANA, tmp_path / "b.db")
    assert [path for path in tmp_path.iterdir() if "b.db" in path.name] == []
    assert backing_up.BACKED_UP not in dict(living.actions(url))


def test_a_folder_that_is_not_there_is_told(url: str, tmp_path: Path) -> None:
    with opened(url) as register, pytest.raises(FileNotFoundError):
        back_up(register, ANA, tmp_path / "nowhere" / "b.db")


def test_a_damaged_register_is_not_backed_up_for_sound(tmp_path: Path) -> None:
    file = tmp_path / "r.db"
    with_people(f"sqlite:///{file}", 3)
    with sqlite3.connect(file) as connection:  # behind the log's back
        connection.execute("DROP TRIGGER audit_entry_refuses_update")
        connection.execute("UPDATE audit_entry SET actor = 'nobody' WHERE seq = 2")
    connection.close()
    with opened(f"sqlite:///{file}") as register, pytest.raises(BackupError, match="altered"):
        back_up(register, ANA, tmp_path / "b.db")
    assert not (tmp_path / "b.db").exists()


def test_a_register_whose_pages_are_damaged_says_so(tmp_path: Path) -> None:
    file = tmp_path / "r.db"
    with_people(f"sqlite:///{file}", 3)
    bytes_ = bytearray(file.read_bytes())
    bytes_[3 * 4096 : 30 * 4096] = b"\xff" * (27 * 4096)
    with opened(f"sqlite:///{file}") as register:
        register.engine.dispose()
        file.write_bytes(bytes_)
        with pytest.raises((StoreError, BackupError), match="damaged"):
            back_up(register, ANA, tmp_path / "b.db")


def test_without_a_name_it_goes_beside_the_register(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'iee.db'}"
    with_people(url, 0)
    with opened(url) as register:
        first, second = backing_up.default_file(register), backing_up.default_file(register)
    assert first.parent == tmp_path / "backups"
    assert first.name.startswith("iee-2")
    assert first != second
    assert stat.S_IMODE(first.parent.stat().st_mode) == 0o700
