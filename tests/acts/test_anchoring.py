"""A unit of work ends signed, and its checkpoint is copied outside once it is saved."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from monitor import db
from monitor.acts.registers import Register, open_register
from monitor.acts.unit_of_work import begin
from monitor.audit import anchors, protection, stored
from monitor.audit.entries import Actor
from monitor.audit.models import INSTALLATION
from monitor.audit.verifying import Outside, verify
from monitor.migrations import tables as _tables  # all models  # noqa: F401
from monitor.scope import Scope
from monitor.sealing import KeyFault, KeyFileError, Signer, signer_in

ANA = Actor("os:ana@host")
IEE = Scope(7)


class Kept:
    """A register whose log is signed and anchored, and the notes it gave."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        db.create_tables(engine)
        self.keys, self.anchors = folder / "keys", folder / "anchors"
        self.anchors.mkdir()
        self.notes: list[str] = []
        self.register = Register(
            engine,
            sign=lambda: signer_in(self.keys),
            keys=self.keys,
            anchors=self.anchors,
            note=self.notes.append,
        )

    def record(self, count: int = 1, details: dict[str, object] | None = None) -> None:
        with begin(self.register, ANA, IEE) as session:
            for number in range(count):
                last = number == count - 1
                session.record("account:added", ("account", number), details if last else None)

    def sizes(self, scope: Scope = IEE) -> list[int]:
        """Return the sizes of the checkpoints in the database."""
        with self.register.engine.connect() as connection:
            return [seq for seq, _text in stored.checkpoints(connection, scope.institution_id)]

    def anchored(self, scope: Scope = IEE) -> list[int]:
        """Return the sizes of the checkpoints outside."""
        with anchors.lines(anchors.file_of(self.anchors, scope.institution_id)) as lines:
            return [said.size for said in anchors.statements(lines)]


@pytest.fixture
def kept(engine: Engine, tmp_path: Path) -> Kept:
    return Kept(engine, tmp_path)


def test_each_unit_of_work_is_signed_and_anchored(kept: Kept) -> None:
    kept.record(3)
    kept.record(1)
    assert kept.sizes() == kept.anchored() == [3, 4]
    assert not kept.notes
    with kept.register.engine.connect() as connection:
        outside = Outside((signer_in(kept.keys).public,), kept.anchors)
        found = next(each for each in verify(connection, outside) if each.chain == 7)
    assert (found.trouble, found.unsigned, found.unanchored) == (None, 0, 0)


def test_the_installation_s_own_entries_are_anchored_with_the_next_work(kept: Kept) -> None:
    without = Register(kept.register.engine, sign=kept.register.sign)
    with begin(without, ANA, Scope(INSTALLATION)) as session:
        session.record("register:upgraded", ("register", 0))
    kept.record()
    assert kept.anchored(Scope(INSTALLATION)) == [1]


def test_work_that_records_nothing_needs_no_key(kept: Kept) -> None:
    kept.record(0)
    assert kept.sizes() == []
    assert not kept.keys.exists()
    assert not list(kept.anchors.iterdir())


def test_work_that_fails_leaves_no_entry_no_checkpoint_and_no_anchor(kept: Kept) -> None:
    kept.record(2)
    with pytest.raises(TypeError):
        kept.record(2, details={"photo": b"not for the log"})
    assert kept.sizes() == kept.anchored() == [2]


def test_work_that_cannot_be_signed_is_not_saved(kept: Kept) -> None:
    def refuse() -> Signer:
        raise KeyFileError(KeyFault.READABLE, kept.keys)

    kept.record(2)
    kept.register = replace(kept.register, sign=refuse)
    with pytest.raises(KeyFileError):
        kept.record()
    with kept.register.engine.connect() as connection:
        assert stored.end(connection, 7)[0] == 2


def test_a_folder_that_is_away_is_a_note_and_made_up_for(kept: Kept) -> None:
    away = kept.anchors.rename(kept.anchors.with_name("unplugged"))
    kept.record(2)
    assert kept.sizes() == [2]
    assert len(kept.notes) == 1
    assert "could not be copied" in kept.notes[0]
    assert "it does not exist" in kept.notes[0]
    away.rename(kept.anchors)
    kept.record(1)
    assert kept.anchored() == [2, 3]
    assert len(kept.notes) == 1


def test_anchors_of_another_register_are_a_note_and_left_alone(kept: Kept, tmp_path: Path) -> None:
    kept.record(2)
    before = anchors.file_of(kept.anchors, 7).read_bytes()
    other = db.open_database(f"sqlite:///{tmp_path / 'other.db'}")
    db.create_tables(other)
    notes: list[str] = []
    register = Register(other, sign=kept.register.sign, anchors=kept.anchors, note=notes.append)
    for _number in range(3):
        with begin(register, ANA, IEE) as session:
            session.record("account:added", ("account", 9))
    other.dispose()
    assert anchors.file_of(kept.anchors, 7).read_bytes() == before
    assert len(notes) == 3
    assert "monitor audit verify --anchors" in notes[0]


def test_what_making_a_register_records_is_signed_with_a_key_of_its_own(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MONITOR_ANCHORS", str(tmp_path / "outside"))
    register = open_register(database_url, may_create=True, actor=ANA)
    on_a_server = database_url.startswith("postgresql")
    keys = (tmp_path / "home" / "monitor" if on_a_server else tmp_path) / "keys"
    assert (register.keys, register.anchors) == (keys, tmp_path / "outside")
    with register.engine.connect() as connection:
        (found,) = verify(connection, Outside((signer_in(keys).public,)))
        assert not protection.missing(connection)
    assert (found.chain, found.trouble, found.size, found.unsigned) == (0, None, 1, 0)
    register.engine.dispose()
