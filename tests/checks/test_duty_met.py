"""What was owed has been done, in time where there is a term (rulings 45 to 47)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from tests.checks.trying import DAY, P3M, P5BD, P10D, Trial, Tried

YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)

Facts = dict[str, Any]
SOON: dict[str, Any] = {"due_soon": P10D}


def _duty(
    connection: Connection, event: str, facts: Facts, kind: str = "account", **params: Any
) -> Tried:
    trial = Trial(connection, "duty_met", kind=kind, params=params, arguments={"event": event})
    known: Facts = {"event": False, "owed": False}
    own = {f"duty__own.duty__{name}": value for name, value in (known | facts).items()}
    extra = {"kind": own.pop("duty__own.duty__kind")} if "kind" in facts else {}
    return trial.on(**own, **extra)


OWED: Facts = {"event": True, "owed": True}


@pytest.mark.parametrize(
    ("facts", "letter"),
    [
        ({}, "n"),
        (OWED | {"owed_since": date(2026, 3, 30)}, "w"),
        (OWED | {"owed_since": date(2026, 3, 24)}, "w"),
        (OWED | {"owed_since": date(2026, 3, 23)}, "f"),
        (OWED, "u"),
        ({"event": True}, "p"),
        ({"event": True, "owed": None}, "u"),
        ({"due_on": YESTERDAY}, "f"),
        ({"due_on": DAY}, "w"),
        ({"due_on": DAY + timedelta(days=11)}, "p"),
        ({"done_on": date(2020, 1, 1)}, "p"),
    ],
)
def test_with_a_term_it_warns_from_its_event_and_fails_after_its_last_day(
    connection: Connection, facts: Facts, letter: str
) -> None:
    tried = _duty(connection, "administrator_change", facts, term=P5BD, **SOON)
    assert (tried.letter, tried.gives) == (letter, "fnpw")


def test_within_a_term_without_notice_it_is_met(connection: Connection) -> None:
    tried = _duty(
        connection, "administrator_change", OWED | {"owed_since": date(2026, 3, 24)}, term=P5BD
    )
    assert (tried.letter, tried.gives) == ("p", "fnp")


@pytest.mark.parametrize(
    ("facts", "letter"),
    [
        ({}, "n"),
        (OWED, "u"),
        ({"event": True}, "p"),
        (OWED | {"due_on": YESTERDAY}, "f"),
        (OWED | {"due_on": DAY}, "u"),
        ({"due_on": TOMORROW}, "u"),
        ({"event": True, "owed": None}, "u"),
    ],
)
def test_without_a_term_it_is_unknown_until_done_and_fails_only_by_a_day_of_its_own(
    connection: Connection, facts: Facts, letter: str
) -> None:
    tried = _duty(connection, "designation", facts)
    assert (tried.letter, tried.gives) == (letter, "fnpu")


@pytest.mark.parametrize(
    ("facts", "letter"),
    [
        ({}, "n"),
        ({"due_on": YESTERDAY}, "f"),
        ({"due_on": TOMORROW}, "w"),
        ({"done_on": YESTERDAY}, "p"),
        ({"done_on": YESTERDAY, "due_on": YESTERDAY}, "f"),
    ],
)
def test_after_an_incident_its_own_rows_judge(
    connection: Connection, facts: Facts, letter: str
) -> None:
    tried = _duty(connection, "incident", facts, **SOON)
    assert (tried.letter, tried.gives) == (letter, "fnpw")


@pytest.mark.parametrize(
    ("facts", "letter"),
    [
        ({}, "u"),
        ({"done_on": date(2025, 12, 31)}, "w"),
        ({"done_on": date(2025, 12, 30)}, "f"),
        ({"done_on": date(2026, 1, 11)}, "p"),
        ({"done_on": date(2026, 1, 10)}, "w"),
        ({"done_on": date(2026, 3, 1), "due_on": YESTERDAY}, "f"),
        ({"done_on": date(2026, 3, 1), "due_on": TOMORROW}, "w"),
        ({"due_on": YESTERDAY}, "f"),
        ({"due_on": TOMORROW}, "u"),
    ],
)
def test_what_recurs_falls_due_from_the_last_one_or_earlier_by_a_row_of_its_own(
    connection: Connection, facts: Facts, letter: str
) -> None:
    tried = _duty(connection, "schedule", facts, kind="area", every=P3M, **SOON)
    assert (tried.letter, tried.gives) == (letter, "fpuw")


def test_what_recurs_without_notice_never_warns(connection: Connection) -> None:
    tried = _duty(connection, "schedule", {"done_on": date(2025, 12, 31)}, kind="area", every=P3M)
    assert (tried.letter, tried.gives) == ("p", "fpu")


@pytest.mark.parametrize(("kind", "letter"), [("personal", "n"), ("generic", "u"), (None, "u")])
def test_a_personal_mailbox_was_not_to_be_requested(
    connection: Connection, kind: str | None, letter: str
) -> None:
    facts = OWED | {"kind": kind}
    assert _duty(connection, "mailbox_registered", facts, kind="mailbox").letter == letter


@pytest.mark.parametrize(
    ("facts", "params", "said"),
    [
        (OWED | {"owed_since": date(2026, 3, 23)}, {"term": P5BD}, "it was due on 2026-03-30"),
        (
            OWED | {"owed_since": date(2026, 3, 23), "due_on": date(2026, 3, 25)},
            {"term": P5BD},
            "it was due on 2026-03-25 and is still open",
        ),
    ],
)
def test_it_says_the_earliest_day_on_which_it_was_due(
    connection: Connection, facts: Facts, params: dict[str, Any], said: str
) -> None:
    assert said in _duty(connection, "administrator_change", facts, **params).because


def test_it_says_the_day_counted_from_the_last_one(connection: Connection) -> None:
    facts = {"done_on": date(2025, 12, 30)}
    tried = _duty(connection, "schedule", facts, kind="area", every=P3M, **SOON)
    assert "due on 2026-03-30, counted from the last one on record" in tried.because


def test_a_due_day_in_a_year_that_the_calendar_lacks_is_marked(connection: Connection) -> None:
    facts = {
        "duty__own.duty__event": True,
        "duty__own.duty__owed": True,
        "duty__own.duty__owed_since": date(2190, 3, 1),
    }
    trial = Trial(
        connection,
        "duty_met",
        params={"term": P5BD},
        arguments={"event": "administrator_change"},
    )
    said = trial.on(date(2190, 3, 31), **facts).because
    assert said.endswith("(counted on statutory days alone)")


def test_where_nobody_knows_whether_it_is_owed_that_is_said(connection: Connection) -> None:
    tried = _duty(connection, "older_than_rule", {"event": None, "owed": None})
    assert tried.letter == "u"
    assert "whether it is owed is not on record" in tried.because
