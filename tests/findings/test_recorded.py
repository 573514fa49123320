"""Verdicts in a report carry what the register keeps of them."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from monitor.findings import evaluate, recorded
from monitor.findings.judged import Finding, judged
from monitor.findings.recorded import Register
from tests.findings.lives import Playing, late, small


def _reported(playing: Playing, days: int = 0) -> dict[str, Finding]:
    day = playing.day + timedelta(days=days)
    plans = list(evaluate.plans(playing.requirements, playing.scope, day))
    kept = Register(playing.connection, playing.scope, day)
    subjects = kept.joined(judged(playing.connection, plans, everything=True))
    return {each.control.id: each for subject in subjects for each in subject.findings}


def test_what_is_on_record_is_open_since_its_round(connection: Connection) -> None:
    playing = small(connection)
    assert _reported(playing)["rotation.max-age"].on_record is None
    playing.round()
    found = _reported(playing)
    changed, factor = found["rotation.max-age"], found["mfa.enabled"]
    assert changed.on_record is not None
    assert (changed.state, changed.on_record.opened_on) == ("open", playing.day)
    assert (factor.state, factor.on_record) == ("open", None)
    assert found["admins.two-designated"].state is None


def test_on_a_day_before_it_was_opened_it_is_not_said_since_when(connection: Connection) -> None:
    playing = small(connection)
    playing.round()
    changed = _reported(playing, days=-20)["rotation.max-age"]
    assert changed.on_record is not None
    assert (changed.state, changed.on_record.opened_on) == ("open", None)


@pytest.mark.parametrize(("days", "state"), [(0, "waived"), (5, "waived"), (6, "open")])
def test_a_waiver_counts_on_the_days_it_covers(
    connection: Connection, days: int, state: str
) -> None:
    playing = small(connection)
    playing.round()
    playing.waive(late(playing).code, days=5)
    changed = _reported(playing, days)["rotation.max-age"]
    assert changed.state == state
    assert changed.open == (state == "open")
    assert changed.at_fault


def test_what_was_resolved_and_fails_again_is_open_before_the_next_round_too(
    connection: Connection,
) -> None:
    playing = small(connection)
    playing.round()
    playing.change_password()
    playing.round()
    assert _reported(playing)["rotation.max-age"].state is None
    changed = _reported(playing, days=90)["rotation.max-age"]
    assert (changed.outcome, changed.state) == ("fail", "open")


def test_batches_change_nothing(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    playing = small(connection)
    playing.round()
    whole = {name: each.on_record for name, each in _reported(playing).items()}
    monkeypatch.setattr(recorded, "BATCH", 1)
    assert {name: each.on_record for name, each in _reported(playing).items()} == whole
