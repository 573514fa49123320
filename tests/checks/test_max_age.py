"""The password was changed no longer ago than the document, or the IT unit, allows."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.policy.durations import parse
from tests.checks.trying import P2M, P10D, Trial


def _trial(connection: Connection, kind: str = "account", **params: Any) -> Trial:
    return Trial(connection, "max_age", kind=kind, params={"max_age": P2M} | params)


@pytest.mark.parametrize("kind", ["account", "mailbox"])
@pytest.mark.parametrize(
    ("changed_on", "letter"),
    [
        (date(2026, 2, 11), "p"),
        (date(2026, 2, 10), "w"),
        (date(2026, 1, 31), "w"),
        (date(2026, 1, 30), "f"),
        (None, "u"),
    ],
)
def test_it_warns_in_the_last_days_and_fails_the_day_after(
    connection: Connection, kind: str, changed_on: date | None, letter: str
) -> None:
    tried = _trial(connection, kind, warn_before=P10D).on(password_changed_on=changed_on)
    assert (tried.letter, tried.gives) == (letter, "fpuw")


def test_months_end_on_their_last_day(connection: Connection) -> None:
    trial = _trial(connection)
    end_of_year = {"password_changed_on": date(2025, 12, 31)}
    assert trial.on(date(2026, 2, 28), **end_of_year).letter == "p"
    assert trial.on(date(2026, 3, 1), **end_of_year).letter == "f"
    assert trial.on(date(2026, 3, 1), **end_of_year).gives == "fpu"


@pytest.mark.parametrize(
    ("period", "due_on"), [("P1M", "2026-02-28"), ("P3M", "2026-03-28"), ("P60D", "2026-03-28")]
)
def test_the_period_of_the_it_unit_is_never_longer_than_the_documents(
    connection: Connection, period: str, due_on: str
) -> None:
    tried = _trial(connection, period=parse(period)).on(password_changed_on=date(2026, 1, 28))
    assert tried.letter == "f"
    assert due_on in tried.because


def test_while_the_period_is_not_given_it_is_unknown(connection: Connection) -> None:
    tried = _trial(connection, period=None).on(password_changed_on=date(2026, 3, 30))
    assert (tried.letter, tried.because) == (
        "u",
        "the period that the IT unit recommends is not on file",
    )


def test_without_a_term_the_check_is_switched_off(connection: Connection) -> None:
    assert Trial(connection, "max_age", params={"period": P2M}).test().uses == ()
