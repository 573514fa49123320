"""Access lists: a stranger fails however old the list, and only a clean list goes stale."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from tests.checks.trying import P6M, Trial

FRESH, OLD = date(2026, 3, 1), date(2025, 9, 1)
CLEAN = dict.fromkeys(
    ("access__strangers", "access__lapsed", "access__undecided", "access__other_heads"), 0
)


def _trial(connection: Connection, **params: Any) -> Trial:
    return Trial(connection, "access_only", params={"heads": True, "tasks": False} | params)


@pytest.mark.parametrize(
    ("facts", "letter", "because"),
    [
        ({"access__on": FRESH}, "p", "met"),
        ({"access__on": OLD}, "u", "the list of who has access is old (2025-09-01)"),
        ({"access__on": OLD, "access__strangers": 2}, "f", "people with access who are not"),
        ({"access__on": FRESH, "access__other_heads": 1}, "w", "the head of another area"),
        ({"access__on": FRESH, "access__lapsed": 1}, "u", "has left since"),
        ({"access__on": FRESH, "access__undecided": 1}, "u", "until owner, substitute and head"),
        ({"access__on": OLD, "access__other_heads": 1}, "u", "is old"),
    ],
)
def test_a_list_is_judged_by_who_is_on_it_and_its_age(
    connection: Connection, facts: dict[str, Any], letter: str, because: str
) -> None:
    tried = _trial(connection, max_age=P6M).on(**CLEAN | facts)
    assert tried.letter == letter
    assert because in tried.because


def test_no_list_is_unknown(connection: Connection) -> None:
    tried = _trial(connection, max_age=P6M).on()
    assert (tried.letter, tried.because) == ("u", "no list of who has access is on record")


def test_heads_are_remarked_on_only_where_they_are_entitled(connection: Connection) -> None:
    assert _trial(connection, max_age=P6M).on().gives == "fpuw"
    assert _trial(connection, max_age=P6M, heads=False).on().gives == "fpu"


def test_without_an_age_the_check_is_switched_off(connection: Connection) -> None:
    assert _trial(connection).test().uses == ()
