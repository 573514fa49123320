"""Reports made from a register: live, or of a round."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from monitor.findings import evaluate
from monitor.findings.judged import tally
from monitor.reports.making import Judging, changes_of, of_round
from tests.findings.lives import Playing, late, small


@pytest.fixture
def playing(connection: Connection) -> Playing:
    return small(connection)


def _judging(playing: Playing, days: int = 0) -> Judging:
    day = playing.day + timedelta(days=days)
    return Judging(playing.connection, playing.scope, day, playing.requirements)


def test_a_live_report_counts_as_its_findings_do(playing: Playing) -> None:
    playing.round()
    playing.waive(late(playing).code, days=5)
    report = _judging(playing).report()
    found = [each for subject in report.subjects(True) for each in subject.findings]
    assert len(found) == report.tally.outcomes.total()
    assert report.preview
    assert (report.summary()["waived"], report.summary()["opened"]) == (1, None)
    assert sum(1 for each in found if each.waiver) == 1


@pytest.mark.parametrize(("days", "waived"), [(0, 1), (5, 1), (6, 0)])
def test_a_preview_of_another_day_counts_the_waivers_of_that_day(
    playing: Playing, days: int, waived: int
) -> None:
    playing.round()
    playing.waive(late(playing).code, days=5)
    report = _judging(playing, days).report()
    assert report.tally.waived.total() == waived
    assert report.counts_against(fail_on="high", strict=False)


def test_what_is_waived_does_not_count_against_the_run_and_the_rest_does(
    playing: Playing,
) -> None:
    playing.round()
    for each in playing.listed():
        assert _judging(playing).report().counts_against(fail_on="low", strict=False)
        playing.waive(each.code, days=5)
    assert not _judging(playing).report().counts_against(fail_on="low", strict=False)


def test_the_report_of_a_round_just_stored_is_live_and_has_its_changes(playing: Playing) -> None:
    playing.round()
    playing.acknowledge(late(playing).code)
    stored = playing.round()
    report = of_round(playing.connection, playing.scope, stored, live=True)
    assert not report.preview
    assert report.changes is not None
    assert (report.changes.round, report.changes.since) == (2, (1, playing.day))
    plans = evaluate.plans(playing.requirements, playing.scope, playing.day)
    assert report.tally == tally(playing.connection, plans)
    states = {
        each.control.id: each.state
        for subject in report.subjects(False)
        for each in subject.findings
    }
    assert states["rotation.max-age"] == "acknowledged"


def test_the_report_of_a_past_round_is_what_it_was(playing: Playing) -> None:
    first = playing.round()
    playing.day += timedelta(days=1)
    playing.change_password()
    playing.round()
    report = of_round(playing.connection, playing.scope, first, live=False)
    assert (report.as_of, report.tally) == (first.as_of, first.tally)
    controls = [each.control.id for s in report.subjects(False) for each in s.findings]
    assert controls == ["rotation.max-age"]


def test_the_changes_of_a_round_name_what_it_opened(playing: Playing) -> None:
    assert changes_of(playing.connection, playing.scope, playing.round()).gravest == ()
    playing.change_password()
    playing.round()
    playing.day += timedelta(days=90)
    changes = changes_of(playing.connection, playing.scope, playing.round())
    (opened,) = changes.gravest
    assert (opened.control, opened.again, changes.reopened) == ("rotation.max-age", True, 1)
