"""Findings seen and assigned: by a person, with an entry of the log, all or none."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from monitor import db
from monitor.acts import following_up
from monitor.audit.models import AuditEntry
from monitor.findings.models import Finding, Transition
from monitor.intake.faults import RefusedError
from tests.findings.lives import Playing, late, small
from tests.oracle.sketches import ANA


@pytest.fixture
def playing(connection: Connection) -> Playing:
    made = small(connection)
    made.round()
    return made


def _state(playing: Playing) -> tuple[str, str]:
    row = next(row for row in playing.table(Finding) if row.control == "rotation.max-age")
    return row.state, row.outcome


def test_what_was_seen_is_acknowledged_with_a_note_and_still_not_met(playing: Playing) -> None:
    code = late(playing).code
    playing.acknowledge(code)
    assert _state(playing) == ("acknowledged", "fail")
    step = next(row for row in playing.table(Transition) if row.what == "acknowledged")
    assert (step.note, step.round) == ("seen", None)
    entry = db.table(AuditEntry)
    row = playing.connection.execute(select(entry).where(entry.c.seq == step.entry)).one()
    assert (row.action, row.object_kind) == ("finding:acknowledged", "finding")
    assert json.loads(row.details) == {"code": code}
    assert playing.round().tally.outcomes["fail"] == 1
    assert _state(playing) == ("acknowledged", "fail")


def test_what_recurs_after_it_was_acknowledged_is_open_again(playing: Playing) -> None:
    playing.acknowledge(late(playing).code)
    playing.change_password()
    playing.round()
    playing.day += timedelta(days=90)
    playing.round()
    assert _state(playing) == ("open", "fail")


def test_what_is_merely_not_known_gets_its_row_when_somebody_touches_it(playing: Playing) -> None:
    factor = next(each for each in playing.listed() if each.control == "mfa.enabled")
    session = playing.session()
    following_up.acknowledge(session, [factor.code], "asked them")
    session.flush()
    row = next(row for row in playing.table(Finding) if row.control == "mfa.enabled")
    assert (row.code, row.state, row.outcome) == (factor.code, "acknowledged", "unknown")
    playing.round()
    after = next(row for row in playing.table(Finding) if row.control == "mfa.enabled")
    assert after.state == "acknowledged"


def test_several_are_acknowledged_together_or_none(playing: Playing) -> None:
    session = playing.session()
    with pytest.raises(RefusedError, match="No finding has this code"):
        following_up.acknowledge(session, [late(playing).code, "F-0000000000"], "seen")
    assert _state(playing) == ("open", "fail")
    assert len(session.entries) == 0


def test_what_is_waived_or_resolved_needs_no_acknowledgement(playing: Playing) -> None:
    code = late(playing).code
    playing.waive(code, days=0)
    with pytest.raises(RefusedError, match="waiver covers"):
        playing.acknowledge(code)
    playing.change_password()
    playing.round()
    with pytest.raises(RefusedError, match="resolved"):
        playing.acknowledge(code)


def test_a_finding_is_assigned_to_a_person_and_to_nobody_again(playing: Playing) -> None:
    code = late(playing).code
    for to, person in (
        (f"p{ANA}@ine.mx", ANA),
        ("-", None),
        (f"p{ANA}@ine.mx", ANA),
        ("nadie", None),
    ):
        session = playing.session()
        following_up.assign(session, [code], to)
        session.flush()
        row = next(row for row in playing.table(Finding) if row.control == "rotation.max-age")
        assert (row.assigned_id, row.state) == (person, "open")
    with pytest.raises(RefusedError, match="no such person"):
        following_up.assign(playing.session(), [code], "nobody@ine.mx")
