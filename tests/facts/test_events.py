"""The events that set duties off, and the changes of administrators (ruling 47)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, select

from monitor.facts import events
from monitor.facts.obligations import Owed
from monitor.history import ALWAYS
from tests.facts.registers import AFTER, BEFORE, facts
from tests.oracle.records import AccountMailbox, Designation, Duty, PasswordChange, World
from tests.oracle.sketches import (
    ACCOUNT,
    ANA,
    BETO,
    CARLA,
    DAY,
    MAILBOX,
    designation,
    mailbox,
    register,
    staffed,
    with_mailbox,
)

START, HANDOVER = date(2026, 1, 1), date(2026, 2, 1)


def _event(
    connection: Connection, world: World, name: str, kind: str = "account", **asked: Any
) -> tuple[Any, Any]:
    row = facts(connection, world, kind, asks=(Owed("own.duty", name),), **asked)
    return bool(row["duty:own.duty:event"]), row["duty:own.duty:owed_since"]


FIRST = designation(ANA, "owner", valid_from=START, id=1)
ENDED = designation(ANA, "owner", valid_from=START, valid_to=HANDOVER, id=1)
NEXT = designation(CARLA, "owner", valid_from=HANDOVER, id=2)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((FIRST,), (False, None)),
        ((FIRST, designation(BETO, "substitute", valid_from=HANDOVER, id=3)), (False, None)),
        ((ENDED, NEXT), (True, HANDOVER)),
        ((FIRST, NEXT), (True, HANDOVER)),
        ((ENDED,), (True, HANDOVER)),
        ((designation(ANA, "owner", valid_from=START, valid_to=AFTER, id=1),), (False, None)),
        ((designation(ANA, "task", valid_from=START, valid_to=HANDOVER, id=1),), (False, None)),
        ((designation(None, "owner", valid_from=START, valid_to=HANDOVER, id=1),), (False, None)),
        ((ENDED, designation(CARLA, "owner", valid_from=AFTER, id=2)), (True, HANDOVER)),
    ],
)
def test_ruling_47_a_change_is_a_row_that_is_not_the_first_or_an_end_without_successor(
    connection: Connection, rows: tuple[Designation, ...], expected: tuple[Any, Any]
) -> None:
    world = register(designations=rows)
    assert _event(connection, world, "administrator_change") == expected


@pytest.mark.parametrize(
    ("notified_on", "owed_since"), [(DAY, None), (AFTER, HANDOVER), (None, HANDOVER)]
)
def test_ruling_47_notified_on_of_the_new_row_discharges_the_change(
    connection: Connection, notified_on: date | None, owed_since: date | None
) -> None:
    told = designation(CARLA, "owner", valid_from=HANDOVER, id=2, notified_on=notified_on)
    world = register(designations=(ENDED, told))
    assert _event(connection, world, "administrator_change") == (True, owed_since)


@pytest.mark.parametrize(("done_on", "owed_since"), [(HANDOVER, None), (START, HANDOVER)])
def test_ruling_47_a_row_done_on_or_after_the_change_discharges_it(
    connection: Connection, done_on: date, owed_since: date | None
) -> None:
    done = Duty(
        id=1,
        control="own.duty",
        subject_kind="account",
        subject_id=ACCOUNT,
        due_on=HANDOVER,
        done_on=done_on,
    )
    world = register(designations=(ENDED, NEXT), duties=(done,))
    assert _event(connection, world, "administrator_change") == (True, owed_since)


def test_ruling_47_the_earliest_change_not_told_judges(connection: Connection) -> None:
    later = designation(BETO, "owner", valid_from=BEFORE, id=3)
    told = designation(CARLA, "owner", valid_from=HANDOVER, id=2, notified_on=HANDOVER)
    assert _event(
        connection, register(designations=(ENDED, NEXT, later)), "administrator_change"
    ) == (True, HANDOVER)
    beside = register(designations=(ENDED, told, later))
    object.__setattr__(beside, "institution_id", 8)
    object.__setattr__(beside, "code", "IEF")
    assert _event(connection, beside, "administrator_change") == (True, BEFORE)


def _change(kind: str, day: date, until: date | None = None) -> PasswordChange:
    subject_id = ACCOUNT if kind == "account" else MAILBOX
    return PasswordChange(valid_from=day, valid_to=until, kind=kind, subject_id=subject_id)


def test_a_password_change_is_an_event_of_its_own_subject(connection: Connection) -> None:
    rows = (_change("account", START, HANDOVER), _change("account", HANDOVER))
    world = with_mailbox(mailbox(), password_changes=(*rows, _change("mailbox", START)))
    assert _event(connection, world, "password_change") == (True, HANDOVER)
    assert _event(connection, world, "password_change", "mailbox") == (True, START)


def test_a_designation_is_an_event_and_one_without_a_day_is_undated(
    connection: Connection,
) -> None:
    assert _event(connection, staffed(), "designation") == (True, None)


def test_the_newest_designation_is_the_event(connection: Connection) -> None:
    world = register(designations=(FIRST, designation(BETO, "substitute", valid_from=HANDOVER)))
    assert _event(connection, world, "designation") == (True, HANDOVER)
    assert _event(connection, world, "any_designation", "institution") == (True, HANDOVER)


def test_none_on_record_and_a_task_are_no_designation(connection: Connection) -> None:
    world = register(designations=(designation(None, "owner"), designation(ANA, "task")))
    assert _event(connection, world, "designation") == (False, None)
    assert _event(connection, world, "any_designation", "institution") == (False, None)


def test_a_mailbox_linked_is_an_event_and_none_is_not(connection: Connection) -> None:
    tie = AccountMailbox(valid_from=START, account_id=ACCOUNT, use="login", mailbox_id=MAILBOX)
    none = AccountMailbox(valid_from=START, account_id=ACCOUNT, use="recovery")
    linked = staffed(mailboxes=(mailbox(),), account_mailboxes=(tie, none))
    assert _event(connection, linked, "mailbox_link") == (True, START)


def test_an_account_without_a_mailbox_has_no_such_event(connection: Connection) -> None:
    none = AccountMailbox(valid_from=START, account_id=ACCOUNT, use="recovery")
    assert _event(connection, staffed(account_mailboxes=(none,)), "mailbox_link") == (False, None)


def test_a_mailbox_in_the_register_is_an_event_without_a_day(connection: Connection) -> None:
    world = staffed(mailboxes=(mailbox(),))
    assert _event(connection, world, "mailbox_registered", "mailbox") == (True, None)


@pytest.mark.parametrize(
    ("done_on", "expected"),
    [(START, (True, START)), (AFTER, (False, None)), (None, (False, None))],
)
def test_a_request_that_was_made_is_an_event(
    connection: Connection, done_on: date | None, expected: tuple[Any, Any]
) -> None:
    request = Duty(
        id=1,
        control="email.request",
        subject_kind="mailbox",
        subject_id=MAILBOX,
        due_on=START,
        done_on=done_on,
    )
    world = staffed(mailboxes=(mailbox(),), duties=(request,))
    assert _event(connection, world, "mailbox_requested", "mailbox") == expected


@pytest.mark.parametrize("name", sorted(events.NEVER_RECORDED))
def test_what_no_row_records_is_no_event(connection: Connection, name: str) -> None:
    assert _event(connection, staffed(), name) == (False, None)


def test_an_event_there_is_not_is_refused(connection: Connection) -> None:
    assert connection.scalar(select(1)) == 1
    with pytest.raises(KeyError, match="party"):
        _event(connection, staffed(), "party")


def test_always_is_no_day_anything_happened_on() -> None:
    assert ALWAYS < START
