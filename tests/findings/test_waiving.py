"""Waivers over time: from approval to their last day, whatever rounds find meanwhile."""

from datetime import timedelta

from sqlalchemy import Connection, select

from monitor import db
from monitor.findings import waiving
from monitor.findings.models import Finding, Transition, Waiver
from tests.findings.lives import Playing, late, small


def _state(playing: Playing) -> str:
    (finding,) = playing.table(Finding)
    return str(finding.state)


def test_a_waiver_covers_up_to_and_including_its_last_day(connection: Connection) -> None:
    playing = small(connection)
    playing.round()
    playing.waive(late(playing).code, days=10)
    for days, state in ((0, "waived"), (10, "waived"), (1, "open")):
        playing.day += timedelta(days=days)
        playing.round()
        assert _state(playing) == state
    (waiver,) = playing.table(Waiver)
    assert (waiver.ended_on, waiver.ended_why) == (playing.day, "expired")
    steps = [(row.what, row.reason) for row in playing.table(Transition)]
    assert steps == [("opened", None), ("waived", None), ("reopened", "waiver_ended")]


def test_a_finding_opened_again_by_the_end_of_its_waiver_is_as_old_as_before(
    connection: Connection,
) -> None:
    playing = small(connection)
    playing.round()
    begun = playing.day
    playing.waive(late(playing).code, days=1)
    playing.day += timedelta(days=2)
    assert playing.round().reopened == 1
    (finding,) = playing.table(Finding)
    assert finding.opened_on == begun


def test_what_was_met_under_a_waiver_recurs_under_it(connection: Connection) -> None:
    playing = small(connection)
    playing.round()
    playing.waive(late(playing).code, days=200)
    playing.day += timedelta(days=1)
    playing.change_password()
    playing.round()
    assert _state(playing) == "resolved"
    playing.day += timedelta(days=80)
    assert playing.round().reopened == 1
    assert _state(playing) == "waived"
    assert [row.ended_on for row in playing.table(Waiver)] == [None]


def test_a_waiver_that_was_ended_reopens_at_the_next_round(connection: Connection) -> None:
    playing = small(connection)
    playing.round()
    code = late(playing).code
    playing.waive(code, days=200)
    playing.end_waiver(code)
    assert _state(playing) == "waived"
    assert playing.round().reopened == 1
    assert _state(playing) == "open"


def test_in_force_is_what_was_approved_and_is_neither_past_nor_ended(
    connection: Connection,
) -> None:
    playing = small(connection)
    playing.round()
    playing.waive(late(playing).code, days=5)
    c = db.table(Waiver).c
    for days, covers in ((-1, False), (0, True), (5, True), (6, False)):
        day = playing.day + timedelta(days=days)
        query = select(c.id).where(c.institution_id == 7, waiving.in_force(day))
        assert (connection.execute(query).first() is not None) == covers, days
