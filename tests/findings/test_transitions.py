"""Transitions carry the evidence of their moment; many findings are followed in batches."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, event

from monitor.findings import evidence, transitions
from monitor.findings.models import Finding, Transition
from tests.findings.lives import Playing, only, small
from tests.oracle.records import PasswordChange
from tests.oracle.sketches import DAY, account, staffed


def test_each_step_keeps_what_was_seen_when_it_was_taken(connection: Connection) -> None:
    playing = small(connection)
    playing.round()
    playing.day += timedelta(days=1)
    playing.change_password()
    playing.round()
    opened, resolved = playing.table(Transition)
    before, after = evidence.load(opened.observed), evidence.load(resolved.observed)
    assert before["password_changed_on"] == date(2025, 12, 1)
    assert after["password_changed_on"] == playing.day
    assert (opened.outcome, resolved.outcome) == ("fail", "pass")
    assert resolved.entry > opened.entry


def test_a_warning_that_turns_into_a_breach_is_a_step_of_the_same_finding(
    connection: Connection,
) -> None:
    playing = small(connection)
    playing.change_password()
    playing.day += timedelta(days=60)  # due on 31 May; the warning begins ten days before
    playing.round()
    playing.day += timedelta(days=2)
    playing.round()
    (finding,) = playing.table(Finding)
    assert (finding.state, finding.outcome) == ("open", "fail")
    assert [(row.what, row.outcome) for row in playing.table(Transition)] == [
        ("opened", "warn"),
        ("changed", "fail"),
    ]


@pytest.mark.parametrize("batch", [1, 2, 2000])
def test_batches_change_nothing(
    connection: Connection, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(transitions, "BATCH", batch)
    rows = tuple(account(account_id=n, handle=f"A{n}", handle_key=f"a{n}") for n in range(1, 6))
    changes = tuple(
        PasswordChange(valid_from=date(2025, 1, n), kind="account", subject_id=n)
        for n in range(1, 6)
    )
    world = staffed(accounts=rows, password_changes=changes)
    playing = Playing(connection, world, DAY, only("rotation.max-age"))
    assert playing.round().opened == 5
    assert {row.subject_id for row in playing.table(Finding)} == {1, 2, 3, 4, 5}
    assert playing.round().opened == 0


def test_no_batch_reads_among_the_findings_that_the_round_itself_writes(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL knows nothing yet of such rows, and read them all again for each batch."""
    monkeypatch.setattr(transitions, "BATCH", 1)
    rows = tuple(account(account_id=n, handle=f"A{n}", handle_key=f"a{n}") for n in range(1, 6))
    changes = tuple(
        PasswordChange(valid_from=date(2025, 1, n), kind="account", subject_id=n)
        for n in range(1, 6)
    )
    world = staffed(accounts=rows, password_changes=changes)
    playing = Playing(connection, world, DAY, only("rotation.max-age"))
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(" ".join(statement.split()))

    event.listen(connection, "before_cursor_execute", note)
    playing.round()
    event.remove(connection, "before_cursor_execute", note)
    writing = [place for place, each in enumerate(said) if each.startswith("INSERT INTO finding ")]
    assert len(writing) == 5
    among = said[writing[0] : writing[-1]]
    assert [each for each in among if re.search(r"(FROM|JOIN) finding\b", each)] == []
