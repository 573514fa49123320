"""What sets duties off, and when they fall due, held against cases worked out by hand."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.oracle import terms
from tests.oracle.asks import Asks
from tests.oracle.records import Attestation, Document, Duty, World
from tests.oracle.sketches import (
    ACCOUNT,
    ANA,
    DAY,
    account,
    duty,
    judged,
    of_account,
    of_institution,
    register,
    told,
)
from tests.oracle.terms import Calendar

EARLY, LATER = date(2026, 1, 10), date(2026, 2, 20)
AFTER = DAY + timedelta(days=1)


def _paper(kind: str, signed_on: date) -> Document:
    return Document(
        id=1, kind=kind, subject_kind="account", subject_id=ACCOUNT, signed_on=signed_on
    )


def _done(done_on: date) -> Duty:
    return Duty(
        id=1,
        control="own.duty",
        subject_kind="account",
        subject_id=ACCOUNT,
        due_on=done_on,
        done_on=done_on,
    )


def _owed(world: World, event: str, began: date | None = None) -> tuple[Any, Any, Any]:
    """Return whether the event is on record, whether it waits for its duty, and since when."""
    asks = Asks(duties={"own.duty": event}, began={"own.duty": began}, closed=True)
    row = of_account(world, DAY, asks)
    return (
        row["duty:own.duty:event"],
        row["duty:own.duty:owed"],
        row["duty:own.duty:owed_since"],
    )


NOTHING = (False, False, None)
TOLD = (True, False, None)


@pytest.mark.parametrize(
    ("papers", "authorised_on", "expected"),
    [
        ((), None, NOTHING),
        ((_paper("opening_proposal", EARLY),), None, (True, True, EARLY)),
        ((_paper("opening_proposal", EARLY),), LATER, TOLD),
        ((_paper("opening_proposal", LATER),), EARLY, (True, True, LATER)),
        ((_paper("opening_proposal", EARLY),), AFTER, (True, True, EARLY)),
        (
            (_paper("opening_proposal", EARLY), _paper("opening_proposal", LATER)),
            None,
            (True, True, EARLY),  # the earliest still open judges (ruling 45)
        ),
        (
            (_paper("opening_proposal", EARLY), _paper("opening_authorisation", LATER)),
            None,
            TOLD,
        ),
    ],
)
def test_a_proposal_waits_until_it_is_decided(
    papers: tuple[Document, ...], authorised_on: date | None, expected: tuple[Any, ...]
) -> None:
    world = register(accounts=(account(authorised_on=authorised_on),), documents=papers)
    assert _owed(world, "proposal") == expected


def test_a_decision_on_record_answers_the_proposals_before_it() -> None:
    papers = (_paper("opening_proposal", EARLY), _paper("opening_proposal", LATER))
    refused = register(documents=papers, duties=(_done(EARLY),))
    assert _owed(refused, "proposal") == (True, True, LATER)


def test_an_authorisation_is_on_file_or_in_its_cell() -> None:
    on_file = register(documents=(_paper("opening_authorisation", EARLY),))
    recorded = register(accounts=(account(authorised_on=LATER),), documents=on_file.documents)
    assert _owed(register(), "authorisation") == NOTHING
    assert _owed(on_file, "authorisation") == (True, True, EARLY)
    assert _owed(recorded, "authorisation") == (True, True, LATER)


@pytest.mark.parametrize(
    ("known", "signed_on", "expected"),
    [
        ({"opened_on": LATER}, None, (True, True, LATER)),
        ({"opened_on": LATER}, EARLY, (True, True, LATER)),
        ({"opened_on": LATER}, LATER, TOLD),
        ({}, EARLY, TOLD),  # nobody knows when it was opened: any notice tells of it
        ({"status": "proposed"}, None, NOTHING),
        ({"status": "authorised"}, None, NOTHING),
        ({"status": "closing"}, None, (True, True, None)),
    ],
)
def test_an_account_in_use_was_opened_and_its_notice_tells_of_it(
    known: dict[str, Any], signed_on: date | None, expected: tuple[Any, ...]
) -> None:
    papers = (_paper("opening_notice", signed_on),) if signed_on else ()
    assert _owed(register(accounts=(account(**known),), documents=papers), "account_opened") == (
        expected
    )


@pytest.mark.parametrize(
    ("known", "signed_on", "expected"),
    [
        ({}, None, NOTHING),
        ({"status": "closing"}, None, (True, True, None)),
        ({"status": "closing"}, EARLY, TOLD),
        ({"status": "closed", "closed_on": LATER}, EARLY, (True, True, LATER)),
        ({"status": "closed", "closed_on": LATER}, LATER, TOLD),
    ],
)
def test_an_account_that_is_closing_or_closed_is_to_be_told_of(
    known: dict[str, Any], signed_on: date | None, expected: tuple[Any, ...]
) -> None:
    papers = (_paper("closing_notice", signed_on),) if signed_on else ()
    assert _owed(register(accounts=(account(**known),), documents=papers), "closing") == expected


@pytest.mark.parametrize(
    ("status", "answer", "expected"),
    [
        ("closing", False, (True, True, EARLY)),
        ("closing", True, NOTHING),
        ("closed", False, TOLD),  # cancelled, on whatever day
    ],
)
def test_an_account_said_to_be_abandoned_is_to_be_cancelled(
    status: str, answer: bool, expected: tuple[Any, ...]
) -> None:
    said = Attestation(
        valid_from=EARLY,
        control="abandonment.none",
        subject_kind="account",
        subject_id=ACCOUNT,
        by_id=ANA,
        answer=answer,
    )
    world = register(accounts=(account(status=status),), attestations=(said,))
    assert _owed(world, "abandonment") == expected


@pytest.mark.parametrize(
    ("opened_on", "began", "expected"),
    [
        (EARLY, None, (True, True, None)),  # the in-force day is unknown: all of them (ruling 17)
        (EARLY, LATER, (True, True, None)),
        (LATER, LATER, NOTHING),
        (None, LATER, (None, None, None)),
    ],
)
def test_an_account_older_than_the_rule_waits_for_a_decision(
    opened_on: date | None, began: date | None, expected: tuple[Any, ...]
) -> None:
    older = register(accounts=(account(opened_on=opened_on),))
    assert _owed(older, "older_than_rule", began) == expected
    decided = register(accounts=older.accounts, duties=(_done(EARLY),))
    assert _owed(decided, "older_than_rule", began)[1] is False


def test_what_is_owed_always_is_owed_once() -> None:
    asks = Asks(duties={"portal.links": "always"}, began={"portal.links": None})
    done = Duty(
        id=1,
        control="portal.links",
        subject_kind="institution",
        subject_id=7,
        due_on=EARLY,
        done_on=EARLY,
    )
    for duties, owed in (((), True), ((done,), False)):
        row = of_institution(register(duties=duties), DAY, asks)
        assert (row["duty:portal.links:event"], row["duty:portal.links:owed"]) == (True, owed)


@pytest.mark.parametrize("event", ["incident", "consultation", "schedule", "convened"])
def test_of_some_events_nothing_but_the_duty_is_on_record(event: str) -> None:
    assert _owed(register(), event) == NOTHING


@pytest.mark.parametrize(
    ("control", "known", "letter"),
    [
        ("portal.links", {"event": True, "owed": True}, "u"),
        ("portal.links", {"event": True, "owed": False, "done_on": EARLY}, "p"),
        ("coverage.public-hours", {"event": True, "owed": True, "due_on": EARLY}, "f"),
        ("training.attendance", {}, "u"),
        ("training.attendance", {"done_on": EARLY}, "p"),
        ("training.attendance", {"done_on": EARLY, "due_on": AFTER}, "u"),
        ("training.attendance", {"due_on": EARLY}, "f"),
        ("moderation.deletion", {}, "n"),
        ("moderation.deletion", {"due_on": AFTER}, "u"),
        ("moderation.deletion", {"due_on": EARLY}, "f"),
        ("scope.legacy-accounts", {}, "n"),
        ("scope.legacy-accounts", {"event": None, "owed": None}, "u"),
        ("scope.legacy-accounts", {"event": True, "owed": True}, "u"),
        ("closing.cancel-and-notify", {"event": True, "owed": True}, "n"),  # it is open
    ],
)
def test_a_duty_without_a_term_of_each_kind(
    control: str, known: dict[str, Any], letter: str
) -> None:
    assert judged(told(control), duty(control, **known)) == letter


def test_a_record_of_the_training_speaks_where_no_list_says_who_was_convened() -> None:
    nobody = duty("training.attendance")
    for state, letter in (("in_force", "p"), ("expired", "f"), (None, "u")):
        given = nobody | {"document:training_record": state}
        assert judged(told("training.attendance"), given) == letter
    late = duty("training.attendance", due_on=EARLY) | {"document:training_record": "in_force"}
    assert judged(told("training.attendance"), late) == "f"


@pytest.mark.parametrize(
    ("unit", "done_on", "due_on"),
    [
        ("calendar-quarter", "2025-10-01", "2026-03-31"),
        ("calendar-quarter", "2025-12-31", "2026-03-31"),
        ("calendar-quarter", "2026-01-01", "2026-06-30"),
        ("calendar-semester", "2025-07-01", "2026-06-30"),
        ("calendar-semester", "2025-06-30", "2025-12-31"),
        ("calendar-year", "2025-03-04", "2026-12-31"),
        ("PT48H", "2026-03-30", "2026-04-01"),
        ("PT4H", "2026-03-31", "2026-03-31"),
    ],
)
def test_readings_30_and_48_one_in_each_part_of_the_year(
    unit: str, done_on: str, due_on: str
) -> None:
    end = terms.last_day(date.fromisoformat(done_on), unit, Calendar())
    assert end == date.fromisoformat(due_on)


@pytest.mark.parametrize(
    ("day", "letter"),
    [("2026-06-19", "p"), ("2026-06-20", "w"), ("2026-06-30", "w"), ("2026-07-01", "f")],
)
def test_an_evaluation_is_late_once_a_semester_went_by_without_one(day: str, letter: str) -> None:
    control = told("evaluation.semiannual", every="calendar-semester", due_soon="P10D")
    given = duty("evaluation.semiannual", done_on=date(2025, 12, 31))
    assert judged(control, given, date.fromisoformat(day)) == letter
    assert judged(control, duty("evaluation.semiannual"), date.fromisoformat(day)) == "u"


@pytest.mark.parametrize(
    ("process", "last"), [("business-days", date(2026, 3, 24)), ("every-day", date(2026, 3, 17))]
)
def test_reading_6_fifteen_business_days_and_every_day_of_an_electoral_process(
    process: str, last: date
) -> None:
    # From Monday 2 March: 16 March is a statutory day; every day counts up to the 17th.
    march = frozenset(date(2026, 3, number) for number in range(1, 32))
    calendar = Calendar(frozenset(terms.statutory_days(2026)), march)
    control = told("opening.decision", term="P15BD", electoral_process=process)
    given = duty("opening.decision", event=True, owed=True, owed_since=date(2026, 3, 2))
    assert judged(control, given, last, calendar=calendar) == "p"
    assert judged(control, given, last + timedelta(days=1), calendar=calendar) == "f"
