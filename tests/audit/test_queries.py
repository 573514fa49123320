"""What is asked of the log, and what comes back, in the order of recording."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from monitor import db
from monitor.audit.entries import Actor
from monitor.audit.queries import Wanted, recorded
from tests.audit import logs
from tests.audit.logs import IEE, OPLE, START, Log


def _asked(log: Log, chain: int = IEE, **wanted: object) -> list[int]:
    with db.reading(log.engine) as connection:
        found = recorded(connection, chain, Wanted(**wanted))  # type: ignore[arg-type] # by name
        return [each.entry.seq for each in found]


def test_without_conditions_all_of_one_chain_comes_back(kept: Log) -> None:
    assert _asked(kept) == list(range(1, 13))
    assert _asked(kept, OPLE) == list(range(1, 10))
    assert _asked(kept, 99) == []


def test_the_last_ones_come_in_their_order(kept: Log) -> None:
    assert _asked(kept, last=3) == [10, 11, 12]
    assert _asked(kept, last=500) == list(range(1, 13))


def test_entries_of_one_subject(kept: Log) -> None:
    assert _asked(kept, subject=("account", 2)) == [3, 7]
    assert _asked(kept, subject=("area", 2)) == []


def test_entries_of_an_action_or_of_a_kind(kept: Log) -> None:
    added = _asked(kept, action="account:added")
    assert added == [1, 4, 5, 10, 11]
    assert _asked(kept, action="account:changed") == sorted(set(range(1, 13)) - set(added))
    assert _asked(kept, action="account") == list(range(1, 13))
    assert _asked(kept, action="acc") == []
    assert _asked(kept, action="%") == []


@pytest.mark.parametrize("name", ["os:luis@pc", "OS:Luis@PC", "luis@pc", "luis"])
def test_entries_of_an_actor_with_or_without_the_machine(
    log: Log, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.act(2)
    monkeypatch.setattr(logs, "ANA", Actor("os:luis@pc"))
    log.act(1)
    monkeypatch.setattr(logs, "ANA", Actor("os:luisa@pc"))
    log.act(1)
    assert _asked(log, actor=name) == [3]
    assert _asked(log, actor="ANA@iee.example") == [1, 2]
    assert _asked(log, actor="l_is") == []


def test_entries_recorded_between_two_moments_the_second_left_out(kept: Log) -> None:
    """Acts are a minute apart; those of this chain are the second, the fourth, and so on."""
    assert _asked(kept, since=START + timedelta(minutes=6)) == list(range(5, 13))
    assert _asked(kept, until=START + timedelta(minutes=6)) == [1, 2, 3, 4]
    assert _asked(kept, since=START + timedelta(minutes=4), until=START + timedelta(minutes=5)) == [
        4
    ]


def test_an_entry_comes_back_as_it_was_recorded(kept: Log) -> None:
    with db.reading(kept.engine) as connection:
        first, second = list(recorded(connection, IEE, Wanted()))[:2]
    assert second.prev == first.hash
    assert second.entry.hash_after(first.hash) == second.hash
    assert second.entry.actor == logs.ANA
    assert second.entry.subject == ("account", 1)


def test_a_question_is_one_statement(kept: Log) -> None:
    statements: list[str] = []
    event.listen(kept.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    _asked(kept, last=5, action="account")
    assert sum(statement.startswith("SELECT") for statement in statements) == 1
