"""The oracle's verdicts on duties, phases and empty registers, held against the rulings."""

from datetime import date
from typing import Any

import pytest

from tests.oracle import mail
from tests.oracle.sketches import duty, judge


@pytest.mark.parametrize(
    ("known", "letter"),
    [
        ({}, "n"),
        ({"event": True, "owed": True, "owed_since": date(2026, 3, 24)}, "w"),
        ({"event": True, "owed": True, "owed_since": date(2026, 3, 23)}, "f"),
        ({"event": True, "owed": False, "done_on": date(2026, 3, 30)}, "p"),
        ({"due_on": date(2026, 4, 30)}, "p"),
        ({"due_on": date(2026, 4, 10)}, "w"),
        ({"due_on": date(2026, 3, 31)}, "w"),
        ({"due_on": date(2026, 3, 30)}, "f"),
    ],
)
def test_a_duty_with_a_term(known: dict[str, Any], letter: str) -> None:
    # 2026-03-31 is a Tuesday: five business days from Tuesday 24 end on it, from Monday 23 before.
    assert judge("admins.change-notice", duty("admins.change-notice", **known)) == letter


@pytest.mark.parametrize(
    ("known", "letter"),
    [
        ({}, "n"),
        ({"event": True, "owed": True}, "u"),
        ({"event": True, "owed": False, "done_on": date(2026, 1, 1)}, "p"),
        ({"due_on": date(2027, 1, 1)}, "u"),
        ({"due_on": date(2026, 3, 30)}, "f"),
    ],
)
def test_a_duty_without_a_term_is_unknown_until_discharged(
    known: dict[str, Any], letter: str
) -> None:
    assert judge("list.to-communications", duty("list.to-communications", **known)) == letter


@pytest.mark.parametrize(
    ("done_on", "accounts", "letter"),
    [
        (date(2025, 12, 31), 1, "w"),
        (date(2025, 12, 30), 1, "f"),
        (date(2026, 1, 12), 1, "p"),
        (None, 1, "u"),
        (None, 0, "n"),
    ],
)
def test_a_report_is_due_three_months_after_the_last_one(
    done_on: date | None, accounts: int, letter: str
) -> None:
    # From 2025-12-30 three months end on 2026-03-30; from 2025-12-31 on 2026-03-31.
    given = duty("admins.quarterly-report", done_on=done_on) | {"accounts": accounts}
    assert judge("admins.quarterly-report", given, kind="area") == letter


def test_a_mailbox_that_is_flagged_personal_is_not_requested() -> None:
    given = duty("email.request", event=True, owed=True)
    letters = [
        judge("email.request", given | {"kind": kind}, kind="mailbox")
        for kind in (None, "personal", "generic")
    ]
    assert letters == ["u", "n", "u"]


@pytest.mark.parametrize(
    ("status", "letter"),
    [("proposed", "n"), ("authorised", "u"), ("closing", "u"), ("legacy_personal", "n")],
)
def test_a_status_decides_which_controls_an_account_answers(status: str, letter: str) -> None:
    assert judge("rotation.max-age", {"status": status}) == letter


def test_with_nothing_on_record_a_control_says_what_the_table_says() -> None:
    nothing_to_do = {
        *("rotation.notify-head", "list.to-communications", "admins.change-notice"),
        *("email.association-notice", "email.assignment", "list.to-it"),
        *("breach.notify", "breach.contain-password", "breach.institutional-measures"),
    }
    given: dict[str, dict[str, Any]] = {"mailbox": {"serves": 1}, "area": {"accounts": 1}}
    given["mailbox"] |= duty("email.request", event=True, owed=True)
    for control in mail.CONTROLS:
        for kind in control.subjects:
            letter = judge(control.id, duty(control.id) | given.get(kind, {}), kind=kind)
            assert letter == ("n" if control.id in nothing_to_do else "u"), (control.id, kind)
