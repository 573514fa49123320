"""What a check is given besides the facts: terms and the days that follow from them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from monitor.checks.judgement import Given
from tests.checks.trying import CALENDAR, DAY, LIBRARY, P2M, P5BD, P10D, PLATFORMS

GIVEN = Given(
    "own.duty",
    "account",
    DAY,
    {"term": P2M, "notice": P10D, "words": ("a", "b"), "none": None, "flag": True},
    CALENDAR,
    PLATFORMS,
)


@pytest.mark.parametrize("name", ["none", "absent", "words", "flag"])
def test_what_is_no_term_is_none(name: str) -> None:
    assert GIVEN.term(name) is None


@pytest.mark.parametrize("name", ["none", "absent", "term", "flag"])
def test_what_is_no_list_is_empty(name: str) -> None:
    assert GIVEN.words(name) == ()
    assert GIVEN.words("words") == ("a", "b")


@pytest.mark.parametrize(
    ("written", "account"),
    [
        ("x/INEMexico", "x/inemexico"),
        ("Twitter/INEMexico", "x/inemexico"),
        ("facebook/INE.Mexico", "facebook/inemexico"),
        ("youtube/UC0123456789abcdefABCDEF", "youtube/UC0123456789abcdefABCDEF"),
        ("MySpace/Junta", "myspace/junta"),
    ],
)
def test_ruling_38_a_named_account_is_told_by_its_key_on_its_network(
    written: str, account: str
) -> None:
    assert replace(GIVEN, platforms=LIBRARY.platforms()).account(written) == account


def test_a_notice_ends_today_where_there_is_none() -> None:
    assert GIVEN.until("absent") == DAY
    assert GIVEN.until("notice") == DAY + timedelta(days=10)


def test_business_days_leave_out_weekends_and_days_off() -> None:
    assert GIVEN.due(date(2026, 4, 29), P5BD) == date(2026, 5, 7)  # 1 May is a day off


@pytest.mark.parametrize("term", [P2M, P10D, P5BD])
def test_a_start_is_overdue_exactly_when_its_last_day_has_passed(term: object) -> None:
    overdue, soon = GIVEN.overdue_before(term), GIVEN.due_soon_before(term, "notice")  # type: ignore[arg-type] # terms
    for back in range(200):
        start = DAY - timedelta(days=back)
        due = GIVEN.due(start, term)  # type: ignore[arg-type] # terms
        assert (start < overdue) is (due < DAY)
        assert (start < soon) is (due <= DAY + timedelta(days=10))
