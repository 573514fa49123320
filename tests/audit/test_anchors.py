"""Anchors: what is kept outside grows with the log, once, whole, and never tells two stories."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from monitor import db
from monitor.audit import anchors
from monitor.audit.models import Checkpoint
from tests.audit.logs import IEE, OPLE, Log


def _file(log: Log, chain: int = IEE) -> Path:
    return anchors.file_of(log.folder, chain)


def _sizes(log: Log, chain: int = IEE) -> list[int]:
    with anchors.lines(_file(log, chain)) as lines:
        return [statement.size for statement in anchors.statements(lines)]


def _entries(log: Log, chain: int = IEE) -> list[int]:
    with anchors.lines(_file(log, chain)) as lines:
        return [seq for seq, _beginning in anchors.beginnings(lines)]


def test_a_file_holds_every_checkpoint_and_every_entry_once(kept: Log) -> None:
    assert _sizes(kept) == [3, 4, 9, 10, 12]
    assert _entries(kept) == list(range(1, 13))
    assert anchors.chains(kept.folder) == {0, IEE, OPLE}


def test_kept_again_nothing_is_added_and_what_is_new_is_appended(kept: Log) -> None:
    before = _file(kept).read_bytes()
    kept.keep()
    assert _file(kept).read_bytes() == before
    kept.act(2)
    kept.keep()
    assert _file(kept).read_bytes().startswith(before)
    assert _sizes(kept) == [3, 4, 9, 10, 12, 14]
    assert _entries(kept) == list(range(1, 15))


def test_what_was_missed_is_made_up_for(kept: Log) -> None:
    for _number in range(3):
        kept.act(2)
    kept.keep()
    assert _sizes(kept)[-3:] == [14, 16, 18]
    assert _entries(kept) == list(range(1, 19))


def test_entries_without_a_checkpoint_wait_for_one(kept: Log) -> None:
    kept.act(2, signed=False)
    kept.keep()
    assert _entries(kept)[-1] == 12
    kept.act(1)
    kept.keep()
    assert _entries(kept) == list(range(1, 16))


def test_after_a_torn_write_all_is_there_and_verifies(kept: Log) -> None:
    whole = _file(kept).read_bytes()
    for cut in range(0, len(whole), 23):
        _file(kept).write_bytes(whole[:cut])
        kept.keep()
        assert sorted(set(_sizes(kept))) == [3, 4, 9, 10, 12], cut
        assert sorted(set(_entries(kept))) == list(range(1, 13)), cut
        verdict = kept.verdict()
        assert (verdict.trouble, verdict.unanchored) == (None, 0), cut


def test_a_large_act_is_kept_beyond_what_is_read_again(kept: Log) -> None:
    kept.act(700)
    kept.keep()
    kept.act(1)
    kept.keep()
    assert _entries(kept) == list(range(1, 714))
    assert _sizes(kept)[-2:] == [712, 713]


def test_another_story_is_refused_and_nothing_is_appended(kept: Log) -> None:
    kept.delete(Checkpoint, 11)
    kept.act(1)
    before = _file(kept).read_bytes()
    with pytest.raises(anchors.OtherStoryError):
        kept.keep(IEE)
    assert _file(kept).read_bytes() == before


def test_a_folder_that_is_missing_is_not_made(kept: Log) -> None:
    away = kept.folder.parent / "not mounted"
    with db.reading(kept.engine) as connection, pytest.raises(FileNotFoundError):
        anchors.keep(connection, IEE, away)
    assert not away.exists()


def test_two_at_once_append_each_entry_once(kept: Log) -> None:
    for _number in range(5):
        kept.act(3)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _n: kept.keep(IEE), range(8)))
    assert _entries(kept) == list(range(1, 28))
    assert _sizes(kept) == [3, 4, 9, 10, 12, 15, 18, 21, 24, 27]


def test_other_files_of_the_folder_are_left_alone(kept: Log) -> None:
    (kept.folder / "chain-x.txt").write_text("?")
    (kept.folder / "acta.pdf").write_text("?")
    assert anchors.chains(kept.folder) == {0, IEE, OPLE}
    assert all(verdict.trouble is None for verdict in kept.verdicts())
