"""Campaigns and what was answered in them, as rows."""

from datetime import date

import pytest
from sqlalchemy import Connection

from monitor import db
from monitor.evaluations import changing, queries
from monitor.evaluations.answers import Answer
from monitor.evaluations.questions import Question
from monitor.evaluations.semesters import parse
from monitor.intake.faults import RefusedError
from tests.findings.lives import Playing
from tests.oracle.sketches import ACCOUNT, ANA, DAY, account, staffed

QUESTION = Question("mx", "1", "a.b", None, None, "Is it so?", "¿Es así?")


@pytest.fixture
def playing(connection: Connection) -> Playing:
    other = account(account_id=2, handle_key="b")
    return Playing(connection, staffed(accounts=(account(), other)), DAY)


def _open(playing: Playing, semester: str, questions: int = 2) -> int:
    session, own = playing.session(), db.new_id()
    changing.open_campaign(session, own, parse(semester), [QUESTION] * questions, 1)
    return own


def test_campaigns_are_listed_with_what_they_ask_and_how_many_signed(playing: Playing) -> None:
    first, second = _open(playing, "2025-2"), _open(playing, "2026-1", 3)
    changing.sign(playing.session(), (second, ACCOUNT), ANA, DAY, 2)
    changing.close_campaign(playing.session(), first)
    found = queries.campaigns(playing.connection, playing.scope)
    assert [(e.semester, e.questions, e.signed, e.closed_on) for e in found] == [
        ("2026-1", 3, 1, None),
        ("2025-2", 2, 0, DAY),
    ]
    assert not queries.is_open(found[1])
    assert queries.is_open(found[1], date(2026, 3, 30))
    assert queries.campaigns(playing.connection, playing.scope, date(2026, 3, 30)) == []


def test_answers_are_replaced_and_counted_by_account(playing: Playing) -> None:
    campaign, session = _open(playing, "2026-1"), playing.session()
    changing.put_answers(session, (campaign, ACCOUNT), {1: Answer("yes"), 2: Answer("no")}, 2)
    changing.put_answers(session, (campaign, ACCOUNT), {2: Answer("yes", "now it is")}, 3)
    changing.put_answers(session, (campaign, 2), {1: Answer("not_applicable")}, 4)
    own = (playing.connection, playing.scope, campaign)
    found = queries.answers(*own, ACCOUNT)
    assert {n: (each.answer, each.remark, each.entry) for n, each in found.items()} == {
        1: ("yes", None, 2),
        2: ("yes", "now it is", 3),
    }
    assert queries.answered(*own) == {ACCOUNT: 2, 2: 1}
    assert [each.number for each in queries.questions(*own)] == [1, 2]
    assert queries.signatures(*own) == {}


def test_the_only_one_that_is_open_is_meant(playing: Playing) -> None:
    own = (playing.connection, playing.scope)
    with pytest.raises(RefusedError, match="monitor evaluation open"):
        queries.campaign(*own, None)
    first = _open(playing, "2025-2")
    assert queries.campaign(*own, None).id == first
    second = _open(playing, "2026-1")
    with pytest.raises(RefusedError, match="2026-1, 2025-2"):
        queries.campaign(*own, None)
    assert queries.campaign(*own, "2026-1").id == second
    with pytest.raises(RefusedError, match="--semester 2024-1"):
        queries.campaign(*own, "2024-1")
    with pytest.raises(RefusedError, match="Write a half-year"):
        queries.campaign(*own, "last")
