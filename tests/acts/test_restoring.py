"""Restoring: a backup becomes the register again, here or in another database, and nothing else."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url

from monitor import db
from monitor.acts import auditing, losses, moving, restoring_files
from monitor.acts.backing_up import back_up
from monitor.acts.backup_files import BackupError, LiveRegisterError
from monitor.acts.registers import scope_of
from monitor.acts.restoring import Wanted, restore
from monitor.acts.unit_of_work import begin
from monitor.audit import anchors
from monitor.audit.verifying import Outside, verify
from monitor.db import StoreError
from tests.acts import living
from tests.acts.living import ANA, add_person, opened, with_people


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Give a backup of a register that has gone on since by two acts."""
    url = f"sqlite:///{tmp_path / 'register.db'}"
    with_people(url, 3)
    with opened(url) as register:
        back_up(register, ANA, tmp_path / "b.db")
        for _each in range(2):
            add_person(register, scope_of(register, None))
    return tmp_path / "b.db"


@pytest.fixture
def live(backup: Path) -> str:
    return f"sqlite:///{backup.parent / 'register.db'}"


def last_entry(url: str) -> dict[str, object]:
    action, details = living.actions(url)[-1]
    assert action == losses.RESTORED
    found: dict[str, object] = json.loads(details)
    return found


def verdicts(url: str) -> list[object]:
    with opened(url) as register, register.engine.connect() as connection:
        return [verdict.trouble for verdict in verify(connection, Outside())]


# --- into an empty place -------------------------------------------------------------------------


def test_into_a_new_place_the_register_comes_back_whole(backup: Path, database_url: str) -> None:
    done = restore(Wanted(backup, database_url), ANA)
    assert (done.lost, done.kept) == ((), None)
    assert living.content_of(database_url) == living.content_of(f"sqlite:///{backup}")
    assert last_entry(database_url)["lost"] == []
    assert verdicts(database_url) == [None, None]


def test_a_register_moves_to_a_server_and_back_with_its_whole_history(
    backup: Path, postgresql_url: str, tmp_path: Path
) -> None:
    restore(Wanted(backup, postgresql_url), ANA)
    with opened(postgresql_url) as register:
        add_person(register, scope_of(register, None))
        back_up(register, ANA, tmp_path / "from_server.db")
    there = living.content_of(postgresql_url)
    back = f"sqlite:///{tmp_path / 'back.db'}"
    restore(Wanted(tmp_path / "from_server.db", back), ANA)
    assert living.content_of(back) == there
    assert verdicts(back) == [None, None]
    with opened(back) as register:
        assert add_person(register, scope_of(register, None)) == 6


def test_what_was_signed_at_its_former_place_is_still_proved(backup: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'elsewhere' / 'register.db'}"
    restore(Wanted(backup, url), ANA)
    with opened(url) as register:
        outside = auditing.held_against(register, None, None)
        assert len(outside.keys or ()) == 2
        assert [verdict.trouble for verdict, _told in auditing.verdicts(register, outside)] == [
            None,
            None,
        ]
        own = register.sign() if register.sign else None
        assert own is not None
        assert auditing.known_keys(register)[-1] == own.public


def test_more_rows_than_a_batch_holds_arrive(
    backup: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(moving, "BATCH", 2)
    restore(Wanted(backup, postgresql_url), ANA, lambda *done: told.append(done))
    assert told[-1][0] == told[-1][1]
    assert [done for done, _all in told] == sorted(done for done, _all in told)
    assert living.content_of(postgresql_url) == living.content_of(f"sqlite:///{backup}")


def test_what_does_not_arrive_whole_is_not_kept(
    backup: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = iter(range(1000))
    monkeypatch.setattr(moving, "_count", lambda *_asked: next(counts))
    with pytest.raises(BackupError, match="did not arrive whole"):
        restore(Wanted(backup, postgresql_url), ANA)
    with pytest.raises(StoreError, match="no register"), opened(postgresql_url):
        pass


# --- over a live register ------------------------------------------------------------------------


def test_a_live_register_stays_unless_it_is_to_be_replaced(backup: Path, live: str) -> None:
    before = living.content_of(live)
    with pytest.raises(LiveRegisterError):
        restore(Wanted(backup, live), ANA)
    assert living.content_of(live) == before
    assert {path.name for path in backup.parent.iterdir() if path.suffix == ".db"} == {
        "b.db",
        "register.db",
    }


def test_what_is_lost_is_told_and_the_replaced_register_is_kept(backup: Path, live: str) -> None:
    before = living.content_of(live)
    done = restore(Wanted(backup, live, force=True), ANA)
    institution = next(end.chain for end in done.proof.ends if end.chain)
    assert done.lost == (losses.Lost(0, 2, 2), losses.Lost(institution, 5, 6))
    assert len(living.content_of(live)["person"]) == 3
    assert last_entry(live)["lost"] == [
        {"chain": 0, "first": 2, "last": 2},
        {"chain": institution, "first": 5, "last": 6},
    ]
    assert living.content_of(f"sqlite:///{done.kept}") == before


def test_on_a_server_the_replaced_register_is_kept_in_a_schema_of_its_own(
    backup: Path, postgresql_url: str
) -> None:
    with_people(postgresql_url, 7)
    with pytest.raises(LiveRegisterError):
        restore(Wanted(backup, postgresql_url), ANA)
    done = restore(Wanted(backup, postgresql_url, force=True), ANA)
    assert done.lost is not None
    assert {lost.first for lost in done.lost} == {1}, "another history altogether"
    with opened(postgresql_url) as register, register.engine.connect() as connection:
        query = f"SELECT count(*) FROM {done.kept}.person"  # noqa: S608 - a test's
        assert connection.exec_driver_sql(query).scalar() == 7
    assert len(living.content_of(postgresql_url)["person"]) == 3
    assert verdicts(postgresql_url) == [None, None]


def test_a_register_that_somebody_has_open_is_not_replaced(
    backup: Path, live: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(db._PRAGMAS, "busy_timeout", ("50", {50}))
    with opened(live) as register, register.engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM person")
        with pytest.raises(StoreError, match="is in use"):
            restore(Wanted(backup, live, force=True), ANA)
    assert len(living.content_of(live)["person"]) == 5


def test_a_damaged_register_is_replaced_and_nobody_can_tell_what_is_lost(
    backup: Path, live: str
) -> None:
    file = Path(str(make_url(live).database))
    file.write_bytes(b"\xff" * 5000)
    done = restore(Wanted(backup, live, force=True), ANA)
    assert done.lost is None
    assert last_entry(live)["lost"] is None
    assert Path(str(done.kept)).read_bytes() == b"\xff" * 5000


def test_what_lay_beside_a_replaced_register_does_not_touch_the_new_one(
    backup: Path, live: str
) -> None:
    file = Path(str(make_url(live).database))
    file.write_bytes(b"\xff" * 5000)
    file.with_name("register.db-wal").write_bytes(b"of the old one")
    restore(Wanted(backup, live, force=True), ANA)
    assert len(living.content_of(live)["person"]) == 3


@pytest.mark.parametrize("place", ["shutil.copyfile", "losses.record", "backup_files.put_in_place"])
def test_a_restore_that_is_cut_short_changes_nothing(
    backup: Path, live: str, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def fail(*_asked: object) -> None:
        raise OSError(28, "No space left on device")

    before = living.content_of(live)
    module, _dot, name = place.partition(".")
    monkeypatch.setattr(getattr(restoring_files, module), name, fail)
    with pytest.raises(OSError, match="No space"):
        restore(Wanted(backup, live, force=True), ANA)
    monkeypatch.undo()
    assert living.content_of(live) == before
    assert not [path for path in backup.parent.iterdir() if "restoring" in path.name]


@pytest.mark.parametrize("beside", restoring_files.BESIDE)
def test_what_lies_beside_goes_with_the_replaced_register(tmp_path: Path, beside: str) -> None:
    target = tmp_path / "register.db"
    target.write_bytes(b"old")
    target.with_name(target.name + beside).write_bytes(b"of the old one")
    kept = restoring_files._aside(target)
    assert target.read_bytes() == kept.read_bytes() == b"old"
    assert kept.with_name(kept.name + beside).read_bytes() == b"of the old one"
    assert not target.with_name(target.name + beside).exists()


def test_an_unsound_backup_replaces_nothing(backup: Path, live: str) -> None:
    before = living.content_of(live)
    backup.write_bytes(backup.read_bytes() + b"x")
    with pytest.raises(BackupError):
        restore(Wanted(backup, live, force=True), ANA)
    assert living.content_of(live) == before


def test_the_database_of_another_program_is_never_replaced(
    backup: Path, postgresql_url: str
) -> None:
    engine = db.open_database(postgresql_url)
    with db.writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE theirs (id integer)")
    with pytest.raises(StoreError, match="another program"):
        restore(Wanted(backup, postgresql_url, force=True), ANA)
    engine.dispose()


# --- older backups, anchors, manifests -----------------------------------------------------------


@pytest.fixture
def anchored(backup: Path, live: str) -> Path:
    """Give a folder of anchors that know the register as it went on after the backup."""
    folder = backup.parent / "anchors"
    folder.mkdir()
    with opened(live) as register:
        signing = replace(register, anchors=folder)
        with begin(signing, ANA, scope_of(register, None)) as session:
            session.record("person:changed", ("person", 1))
    return folder


def test_anchors_tell_that_a_backup_is_older(backup: Path, anchored: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    done = restore(Wanted(backup, url, outside=Outside(folder=anchored)), ANA)
    institution = next(end.chain for end in done.proof.ends if end.chain)
    assert institution in done.proof.missing


def test_anchors_of_another_story_refuse_a_backup(
    backup: Path, anchored: Path, tmp_path: Path
) -> None:
    for chain in anchors.chains(anchored):
        file = anchors.file_of(anchored, chain)
        lines = file.read_text().splitlines(keepends=True)
        file.write_text("".join(["1 0123456789abcdef\n", *lines[1:]]))
    with pytest.raises(BackupError, match="altered"):
        restore(
            Wanted(backup, f"sqlite:///{tmp_path / 'n.db'}", outside=Outside(folder=anchored)), ANA
        )
    assert not (tmp_path / "n.db").exists()
