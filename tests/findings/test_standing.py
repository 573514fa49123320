"""Standing words: judged into a temporary table, compared, counted and kept in whole sets."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select

from monitor import db
from monitor.findings import evaluate, standing
from monitor.findings.models import Standing
from monitor.inventory.models import Institution
from tests.findings.lives import Playing, small


@pytest.fixture
def playing(connection: Connection) -> Iterator[Playing]:
    made = small(connection)
    made.round()
    yield made
    standing.let_go(connection)


def _judged(playing: Playing) -> list[evaluate.Plan]:
    plans = list(evaluate.plans(playing.requirements, playing.scope, playing.day))
    standing.judge(playing.connection, plans)
    return plans


def _differing(playing: Playing) -> set[tuple[str, int]]:
    rows = playing.connection.execute(select(standing.DIFFERING))
    return {(row.kind, row.id) for row in rows}


def _stands(playing: Playing) -> dict[tuple[str, int], str]:
    return {(row.subject_kind, row.subject_id): row.word for row in playing.table(Standing)}


def test_where_nothing_changed_nothing_differs(playing: Playing) -> None:
    _judged(playing)
    standing.compare(playing.connection, playing.scope, ())
    assert _differing(playing) == set()
    assert standing.kinds_differing(playing.connection) == frozenset()


def test_a_word_that_changed_differs_alone(playing: Playing) -> None:
    playing.change_password()
    _judged(playing)
    standing.compare(playing.connection, playing.scope, ())
    assert _differing(playing) == {("account", 1)}
    assert standing.kinds_differing(playing.connection) == {"account"}
    standing.keep(playing.connection, playing.scope)
    assert _stands(playing) == {("account", 1): "pup", ("area", 1): "u", ("area", 2): "n"}


def test_kinds_whose_letters_mean_something_else_differ_whole(playing: Playing) -> None:
    _judged(playing)
    standing.compare(playing.connection, playing.scope, ["area"])
    assert _differing(playing) == {("area", 1), ("area", 2)}


def test_new_subjects_differ_and_those_that_are_gone_stand_no_longer(playing: Playing) -> None:
    table = db.table(Standing)
    own = {"institution_id": 7, "subject_kind": "mailbox", "subject_id": 9, "word": "p"}
    playing.connection.execute(table.insert().values(**own))
    playing.connection.execute(table.delete().where(table.c.subject_kind == "account"))
    _judged(playing)
    standing.compare(playing.connection, playing.scope, ())
    assert _differing(playing) == {("account", 1)}
    standing.keep(playing.connection, playing.scope)
    assert set(_stands(playing)) == {("account", 1), ("area", 1), ("area", 2)}


def test_the_words_of_another_institution_are_left_alone(playing: Playing) -> None:
    table, other = db.table(Standing), {"id": 8, "code": "OTHER", "code_key": "other"}
    playing.connection.execute(db.table(Institution).insert().values(**other))
    own = {"institution_id": 8, "subject_kind": "account", "subject_id": 1, "word": "x"}
    playing.connection.execute(table.insert().values(**own))
    _judged(playing)
    standing.compare(playing.connection, playing.scope, ["account", "area"])
    standing.keep(playing.connection, playing.scope)
    rows = playing.connection.execute(select(table).where(table.c.institution_id == 8)).all()
    assert [row.word for row in rows] == ["x"]


def test_verdicts_are_counted_from_the_words(playing: Playing) -> None:
    found = standing.counted(playing.connection, _judged(playing))
    assert found.outcomes == {"fail": 1, "unknown": 2, "pass": 1, "not_applicable": 1}
    assert found.subjects == {"account": 1, "area": 2}
    assert found.exempt == {"account": 0, "area": 1}
    assert found.by_control["rotation.max-age", "account", "fail"] == 1
