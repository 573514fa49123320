"""Recording: entries are numbered without gaps, whoever else records, and written together."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import event

from monitor import db
from monitor.audit import session as recording
from monitor.audit.entries import START
from monitor.audit.session import Session
from monitor.audit.verifying import Outside
from monitor.scope import Scope
from tests.audit import logs
from tests.audit.logs import ANA, IEE, OPLE, Log

NOTHING = Outside()


def _record(log: Log, count: int, chain: int = IEE) -> range:
    with db.writing(log.engine) as connection:
        session = Session(connection, Scope(chain), ANA, logs.START, logs.START.date())
        for number in range(count):
            session.record("account:added", ("account", number))
        session.flush()
    return session.entries


def test_entries_are_numbered_on_from_the_last_one_of_their_chain(log: Log) -> None:
    assert _record(log, 3) == range(1, 4)
    assert _record(log, 2, OPLE) == range(1, 3)
    assert _record(log, 0) == range(4, 4)
    assert _record(log, 2) == range(4, 6)
    assert sorted(log.stored()) == [1, 2, 3, 4, 5]


def test_the_number_is_known_before_and_given_back(log: Log) -> None:
    with db.writing(log.engine) as connection:
        session = Session(connection, Scope(IEE), ANA, logs.START, logs.START.date())
        assert session.next_seq == 1
        assert session.end == (0, START)
        assert session.record("account:added", ("account", 5)) == 1
        session.record("area:added", ("area", 1))
        session.record("area:added", ("area", 2), happened_on=date(2026, 1, 1))
        assert (session.next_seq, session.entries) == (4, range(1, 4))
        assert session.kinds == {"account", "area"}
        session.flush()
        size, head = session.end
    assert size == 3
    assert log.stored()[3].hash == head


def test_what_is_not_saved_leaves_no_gap(log: Log) -> None:
    _record(log, 2)

    def fail() -> None:
        with db.writing(log.engine) as connection:
            session = Session(connection, Scope(IEE), ANA, logs.START, logs.START.date())
            session.record("account:added", ("account", 5))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert _record(log, 1) == range(3, 4)
    assert log.verdict(NOTHING).trouble is None


def test_many_entries_are_written_in_batches_in_their_order(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "BATCH", 10)
    statements: list[str] = []
    event.listen(log.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    _record(log, 35)
    assert sum(each.startswith("INSERT INTO audit_entry") for each in statements) == 4
    verdict = log.verdict(NOTHING)
    assert (verdict.size, verdict.trouble) == (35, None)


def test_those_who_record_at_once_wait_for_each_other_also_for_the_first_entry(log: Log) -> None:
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda n: _record(log, 3, (IEE, OPLE)[n % 2]), range(12)))
    for chain, found in ((IEE, done[::2]), (OPLE, done[1::2])):
        assert sorted(seq for entries in found for seq in entries) == list(range(1, 19))
        verdict = log.verdict(NOTHING, chain)
        assert (verdict.size, verdict.trouble) == (18, None)
