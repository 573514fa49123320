"""Verifying: what is intact, what is altered and where first, and what cannot be told."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, select, text

from monitor import db
from monitor.audit import anchors, stored
from monitor.audit.checkpoints import Statement, signed
from monitor.audit.entries import START, chained
from monitor.audit.models import INSTALLATION, AuditEntry, AuditHead, Checkpoint
from monitor.audit.verifying import Fault, Outside, Trouble
from monitor.sealing import new_signer
from tests.audit.logs import IEE, OPLE, Log, filled

NOTHING = Outside()


def _trouble(log: Log, outside: Outside | None = None, chain: int = IEE) -> Trouble | None:
    return log.verdict(outside, chain).trouble


def test_a_log_of_several_chains_is_intact(kept: Log) -> None:
    found = kept.verdicts()
    assert [(each.chain, each.size) for each in found] == [(0, 1), (OPLE, 9), (IEE, 12)]
    assert all(each.trouble is None for each in found)
    assert all((each.unsigned, each.unanchored) == (0, 0) for each in found)


def test_a_log_without_entries_is_intact(log: Log) -> None:
    assert log.verdicts(NOTHING) == []
    log.act(0)
    assert [(each.size, each.trouble) for each in log.verdicts(NOTHING)] == [(0, None)]


def test_the_tail_that_nobody_signed_or_keeps_is_counted(kept: Log) -> None:
    kept.act(2)
    kept.act(3, signed=False)
    verdict = kept.verdict()
    assert (verdict.trouble, verdict.unsigned, verdict.unanchored) == (None, 3, 5)
    alone = kept.verdict(NOTHING)
    assert (alone.trouble, alone.unsigned, alone.unanchored) == (None, 3, 17)


ALTERED = {
    "recorded_at": datetime(2026, 11, 22, 17, 0, tzinfo=UTC),
    "happened_on": date(2020, 2, 2),
    "actor": "eva@iee.example",
    "claimed": False,
    "action": "account:closed",
    "object_kind": "area",
    "object_id": 99,
    "details": "{}",
    "prev": START,
    "hash": START,
}


def test_a_changed_field_is_found_at_its_entry(kept: Log) -> None:
    row = db.table(AuditEntry)
    with kept.engine.connect() as connection:
        query = select(row).where(row.c.institution_id == IEE, row.c.seq == 6)
        before = connection.execute(query).mappings().one()
    assert set(ALTERED) == set(before) - {"institution_id", "seq"}
    for column, value in ALTERED.items():
        kept.change(AuditEntry, 6, IEE, **{column: value})
        for outside in (NOTHING, kept.outside):
            assert _trouble(kept, outside) == Trouble(Fault.CHANGED, 6, 6), column
        assert _trouble(kept, chain=OPLE) is None
        kept.change(AuditEntry, 6, **{column: before[column]})
    assert _trouble(kept) is None


def test_a_day_put_in_place_of_none_or_taken_away_is_found(kept: Log) -> None:
    kept.change(AuditEntry, 6, happened_on=None)
    kept.change(AuditEntry, 1, OPLE, happened_on=date(2026, 1, 1))
    assert _trouble(kept) == Trouble(Fault.CHANGED, 6, 6)
    assert _trouble(kept, chain=OPLE) == Trouble(Fault.CHANGED, 1, 1)


@pytest.mark.parametrize("seq", [1, 6, 11])
def test_a_deleted_entry_is_found(kept: Log, seq: int) -> None:
    kept.delete(AuditEntry, seq - 1, seq)
    assert _trouble(kept, NOTHING) == Trouble(Fault.MISSING, seq, seq)


def test_entries_moved_to_another_institution_are_found_in_both(kept: Log) -> None:
    kept.change(AuditEntry, 12, institution_id=OPLE)
    assert _trouble(kept, NOTHING) == Trouble(Fault.MISSING, 12, 12)
    assert _trouble(kept, NOTHING, OPLE) == Trouble(Fault.MISSING, 10, 10)


def test_a_chain_that_is_wholly_gone_is_missed_by_the_anchors_only(kept: Log) -> None:
    for model in (AuditEntry, AuditHead, Checkpoint):
        kept.delete(model, 0)
    assert _trouble(kept) == Trouble(Fault.MISSING, 1, 1)
    assert [each.chain for each in kept.verdicts(NOTHING)] == [INSTALLATION, OPLE]


def test_a_shortened_chain_is_missed_by_what_knew_its_end(kept: Log) -> None:
    kept.delete(AuditEntry, 7)
    assert _trouble(kept, NOTHING) == Trouble(Fault.MISSING, 8, 8)
    kept.change(AuditHead, None, seq=7, hash=kept.stored()[7].hash)
    assert _trouble(kept, NOTHING) == Trouble(Fault.MISSING, 8, 8)
    kept.delete(Checkpoint, 7)
    assert _trouble(kept, NOTHING) is None, "the control: the chain alone does not tell"
    assert _trouble(kept, Outside(kept.outside.keys)) is None
    assert _trouble(kept) == Trouble(Fault.MISSING, 8, 8)


def test_another_end_than_the_log_has_is_found(kept: Log) -> None:
    head = kept.stored()[12].hash
    for seq, own, first in ((11, head, 12), (99, head, 13), (12, START, 12)):
        kept.change(AuditHead, None, seq=seq, hash=own)
        trouble = _trouble(kept, NOTHING)
        assert trouble
        assert trouble.first == first


def test_a_head_that_is_gone_is_found(kept: Log) -> None:
    kept.delete(AuditHead, 0)
    assert _trouble(kept, NOTHING) == Trouble(Fault.END, 1, 1)


def _rewritten(log: Log, seq: int) -> None:
    """Change one entry, and make all hashes after it anew, as who has the database can."""
    log.change(AuditEntry, seq, actor="eva")
    rows = log.stored()
    prev = rows[seq - 1].hash if seq > 1 else START
    for number in range(seq, len(rows) + 1):
        own = chained(rows[number].fields or (), prev)
        log.change(AuditEntry, number, prev=prev, hash=own)
        prev = own
    log.change(AuditHead, None, hash=prev)


def _signed_anew(log: Log, seq: int, sign: Callable[[Statement], str]) -> None:
    """Make the checkpoints from one entry on anew."""
    rows = log.stored()
    for size in (3, 4, 9, 10, 12):
        if size >= seq:
            said = Statement(IEE, size, rows[size].hash, "2026-11-22T17:30:00.000000Z")
            log.change(Checkpoint, size, text=sign(said))


def test_a_rewritten_log_is_held_against_its_checkpoints(kept: Log) -> None:
    _rewritten(kept, 6)
    within = Outside(kept.outside.keys)
    assert _trouble(kept, within) == Trouble(Fault.NOT_AS_SIGNED, 5, 9)
    assert _trouble(kept) == Trouble(Fault.NOT_AS_SIGNED, 6, 6)


def test_a_rewritten_log_signed_anew_is_caught_by_the_key_and_by_the_anchors(kept: Log) -> None:
    _rewritten(kept, 6)
    foreign = new_signer()
    _signed_anew(kept, 6, lambda statement: signed(statement, foreign))
    assert _trouble(kept, NOTHING) is None, "the control: the chain alone does not tell"
    assert _trouble(kept, Outside(kept.outside.keys)) == Trouble(Fault.BAD_CHECKPOINT, 5, 9)
    assert _trouble(kept, Outside(None, kept.folder)) == Trouble(Fault.NOT_AS_SIGNED, 6, 6)
    assert _trouble(kept) == Trouble(Fault.NOT_AS_SIGNED, 6, 6)


def test_checkpoints_alone_outside_tell_between_which_entries(kept: Log) -> None:
    """As when an auditor was mailed the checkpoints, without the beginnings of the hashes."""
    file = anchors.file_of(kept.folder, IEE)
    with anchors.lines(file) as lines:
        mailed = [line for line in lines if not anchors._ENTRY.fullmatch(line)]
    file.write_text("".join(mailed))
    _rewritten(kept, 6)
    assert _trouble(kept) == Trouble(Fault.NOT_AS_SIGNED, 5, 9)


ALTERATIONS: list[Callable[[str], str]] = [
    lambda _text: "?",
    lambda _text: "",
    lambda text_: text_.replace("—", "-"),
    lambda text_: f"{text_}1",
    lambda text_: text_.replace("\n12\n", "\n11\n"),
]


def test_a_checkpoint_that_is_none_is_found(kept: Log) -> None:
    before = _checkpoint(kept, 12)
    for alter in ALTERATIONS:
        kept.change(Checkpoint, 12, text=alter(before))
        trouble = _trouble(kept, Outside(kept.outside.keys))
        assert trouble
        assert (trouble.first, trouble.last) == (11, 12)


def _checkpoint(log: Log, seq: int, chain: int = IEE) -> str:
    with log.engine.connect() as connection:
        return dict(stored.checkpoints(connection, chain))[seq]


def test_a_checkpoint_of_another_chain_or_place_is_found(kept: Log) -> None:
    kept.change(Checkpoint, 9, text=_checkpoint(kept, 9, OPLE))
    assert _trouble(kept, Outside(kept.outside.keys)) == Trouble(Fault.NOT_AS_SIGNED, 5, 9)


def test_a_genuine_checkpoint_that_is_not_the_one_kept_outside_is_found(kept: Log) -> None:
    """Who holds the key may sign twice; the first one left the house."""
    again = Statement(IEE, 9, kept.stored()[9].hash, "2027-01-01T00:00:00.000000Z")
    kept.change(Checkpoint, 9, text=signed(again, kept.signer))
    assert _trouble(kept, Outside(kept.outside.keys)) is None
    assert _trouble(kept) == Trouble(Fault.BAD_CHECKPOINT, 9, 9)


def test_anchors_that_a_stranger_signed_are_no_anchors(kept: Log) -> None:
    stranger = Outside((new_signer().public,), kept.folder)
    assert _trouble(kept, stranger) == Trouble(Fault.BAD_CHECKPOINT, 3, 3)
    assert _trouble(kept, Outside((new_signer().public, kept.signer.public), kept.folder)) is None


def test_keys_that_changed_hands_are_all_known(kept: Log) -> None:
    old = kept.signer
    kept.signer = new_signer()
    kept.act(2)
    kept.keep()
    assert _trouble(kept, Outside((old.public, kept.signer.public), kept.folder)) is None
    assert _trouble(kept, Outside((old.public,), kept.folder)) == Trouble(
        Fault.BAD_CHECKPOINT, 14, 14
    )


def test_an_older_copy_of_the_database_is_shorter_than_its_anchors(kept: Log) -> None:
    """A restored backup that lost an act, and went on without it."""
    kept.delete(AuditEntry, 10)
    kept.delete(Checkpoint, 10)
    kept.change(AuditHead, None, seq=10, hash=kept.stored()[10].hash)
    assert _trouble(kept) == Trouble(Fault.MISSING, 11, 11)
    kept.act(5)
    assert _trouble(kept) == Trouble(Fault.NOT_AS_SIGNED, 11, 11)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("details", "CAST(x'ff' AS TEXT)"),
        ("details", "x'ff00'"),
        ("recorded_at", "'soon'"),
        ("recorded_at", "5"),
        ("recorded_at", "replace(recorded_at, ' ', 'T')"),
        ("happened_on", "''"),
        ("happened_on", "'x'"),
        ("claimed", "2"),
        ("object_id", "'x'"),
        ("hash", "x'00'"),
    ],
)
def test_what_sqlite_lets_stand_in_any_column_is_altered_and_never_an_error(
    tmp_path: Path, column: str, value: str
) -> None:
    engine = db.open_database(f"sqlite:///{tmp_path / 'log.db'}")
    log = filled(engine, tmp_path / "anchors")
    log.change(AuditEntry, 10, IEE, **{column: text(value)})
    for outside in (NOTHING, log.outside):
        assert _trouble(log, outside) == Trouble(Fault.CHANGED, 10, 10)
    engine.dispose()


@pytest.mark.parametrize("value", ["CAST(x'ff' AS TEXT)", "x'ff00'", "7"])
def test_a_checkpoint_that_sqlite_cannot_read_is_none(tmp_path: Path, value: str) -> None:
    engine = db.open_database(f"sqlite:///{tmp_path / 'log.db'}")
    log = filled(engine, tmp_path / "anchors")
    log.change(Checkpoint, 9, text=text(value))
    assert _trouble(log, Outside(log.outside.keys)) == Trouble(Fault.BAD_CHECKPOINT, 5, 9)
    engine.dispose()


def test_the_number_of_statements_does_not_grow_with_the_log(log: Log) -> None:
    counts = []
    statements: list[str] = []
    event.listen(log.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    for entries in (5, 400):
        log.act(entries)
        statements.clear()
        assert log.verdict(NOTHING).trouble is None
        counts.append(len(statements))
    assert counts[0] == counts[1]
