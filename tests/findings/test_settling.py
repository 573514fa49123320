"""What is settled in whole sets: each takes what it is about, and nothing else."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection, literal, select

from monitor.db import ID
from monitor.findings import evaluate, settling, standing
from monitor.findings.models import Finding, Transition, Waiver
from monitor.findings.transitions import Moment
from tests.findings.lives import CHOSEN, Playing, late, only, small


@pytest.fixture
def playing(connection: Connection) -> Playing:
    made = small(connection)
    made.round()
    return made


def _moment(playing: Playing) -> Moment:
    session = playing.session()
    return Moment(session, session.next_seq, 2)


def _state(playing: Playing) -> tuple[str, str | None]:
    (row,) = playing.table(Finding)
    return row.state, row.reason


def _steps(playing: Playing) -> list[tuple[str, str | None]]:
    return [(row.what, row.reason) for row in playing.table(Transition)]


def test_what_is_still_asked_for_stays_and_what_is_not_is_resolved(playing: Playing) -> None:
    plans = list(evaluate.plans(playing.requirements, playing.scope, playing.day))
    settling.resolve_what_nobody_asks_for(_moment(playing), plans)
    assert _state(playing) == ("open", None)
    fewer = list(evaluate.plans(only("mfa.enabled"), playing.scope, playing.day))
    settling.resolve_what_nobody_asks_for(_moment(playing), fewer)
    assert _state(playing) == ("resolved", "no_longer_required")
    settling.resolve_what_nobody_asks_for(_moment(playing), fewer)
    assert _steps(playing) == [("opened", None), ("resolved", "no_longer_required")]


def test_without_any_policy_nothing_is_asked_for(playing: Playing) -> None:
    settling.resolve_what_nobody_asks_for(_moment(playing), [])
    assert _state(playing) == ("resolved", "no_longer_required")


def test_a_control_that_no_longer_judges_this_kind_is_not_asked_of_it(playing: Playing) -> None:
    moved = tuple(
        replace(each, subjects=("mailbox",)) for each in only("rotation.max-age").controls
    )
    elsewhere = replace(only(*CHOSEN), controls=moved)
    plans = list(evaluate.plans(elsewhere, playing.scope, playing.day))
    settling.resolve_what_nobody_asks_for(_moment(playing), plans)
    assert _state(playing) == ("resolved", "no_longer_required")


def test_subjects_that_the_round_did_not_find_take_findings_and_waivers_along(
    playing: Playing,
) -> None:
    playing.waive(late(playing).code, days=9)
    standing.judge(playing.connection, [])
    settling.resolve_what_is_gone(_moment(playing), [])
    standing.let_go(playing.connection)
    assert _state(playing) == ("resolved", "closed")
    (waiver,) = playing.table(Waiver)
    assert (waiver.ended_on, waiver.ended_why) == (playing.day, "closed")


def test_subjects_that_the_round_found_keep_theirs(playing: Playing) -> None:
    plans = list(evaluate.plans(playing.requirements, playing.scope, playing.day))
    standing.judge(playing.connection, plans)
    settling.resolve_what_is_gone(_moment(playing), [])
    standing.let_go(playing.connection)
    assert _state(playing) == ("open", None)


def test_findings_named_by_a_select_are_resolved(playing: Playing) -> None:
    row = late(playing).row
    settling.resolve(_moment(playing), select(literal(row + 1, ID)))
    assert _state(playing) == ("open", None)
    settling.resolve(_moment(playing), select(literal(row, ID)))
    assert _state(playing) == ("resolved", "closed")


def test_what_a_waiver_covers_stays_waived_and_what_none_covers_is_opened(
    playing: Playing,
) -> None:
    code = late(playing).code
    playing.waive(code, days=9)
    settling.reopen_where_waivers_ended(_moment(playing))
    assert _state(playing) == ("waived", None)
    playing.end_waiver(code)
    settling.reopen_where_waivers_ended(_moment(playing))
    assert _state(playing) == ("open", None)
    assert _steps(playing)[-1] == ("reopened", "waiver_ended")


def test_grades_are_stamped_anew_where_they_differ_only(playing: Playing) -> None:
    asked = only(*CHOSEN)
    entry = playing.table(Finding)[0].entry
    settling.restamp(_moment(playing), asked)
    assert playing.table(Finding)[0].entry == entry
    graded = tuple(replace(each, severity="low", strength="may") for each in asked.controls)
    settling.restamp(_moment(playing), replace(asked, controls=graded))
    (row,) = playing.table(Finding)
    assert (row.severity, row.strength) == ("low", "may")
    settling.restamp(_moment(playing), replace(asked, controls=()))
    assert playing.table(Finding) == [row]
