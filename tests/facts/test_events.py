"""The events that set duties off, and the changes of administrators (ruling 47)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, select

from monitor.facts import events
from monitor.facts.obligations import Owed
from monitor.facts.sets import ClosedToo
from monitor.history import ALWAYS
from tests.facts.registers import AFTER, BEFORE, all_facts, facts
from tests.oracle.records import (
    AccountMailbox,
    Attestation,
    Designation,
    Document,
    Duty,
    PasswordChange,
    World,
)
from tests.oracle.sketches import (
    ACCOUNT,
    ANA,
    BETO,
    CARLA,
    DAY,
    MAILBOX,
    account,
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
        ((ENDED, designation(None, "owner", valid_from=HANDOVER, id=2)), (True, HANDOVER)),
        (
            (designation(None, "owner", valid_from=START, valid_to=HANDOVER, id=1), NEXT),
            (False, None),
        ),
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


# --- opening and closing -------------------------------------------------------------------------


def _paper(kind: str, on: date, **known: Any) -> Document:
    given: dict[str, Any] = {"id": len(kind), "kind": kind, "subject_kind": "account"}
    return Document(**given | {"subject_id": ACCOUNT, "signed_on": on} | known)


def _owed(
    connection: Connection, world: World, event: str, began: date | None = None
) -> tuple[Any, Any, Any]:
    row = facts(connection, world, asks=(Owed("own.duty", event, began), ClosedToo()))
    event_, owed, since = (row[f"duty:own.duty:{name}"] for name in ("event", "owed", "owed_since"))
    return (
        None if event_ is None else bool(event_),
        None if owed is None else bool(owed),
        since,
    )


PROPOSED = _paper("opening_proposal", START)


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({}, (False, False, None)),
        ({"documents": (PROPOSED,)}, (True, True, START)),
        ({"documents": (PROPOSED, _paper("opening_authorisation", HANDOVER))}, (True, False, None)),
        (
            {"documents": (PROPOSED,), "accounts": (account(authorised_on=HANDOVER),)},
            (True, False, None),
        ),
        (
            {"documents": (PROPOSED,), "accounts": (account(authorised_on=date(2025, 1, 1)),)},
            (True, True, START),
        ),
        ({"documents": (_paper("opening_proposal", AFTER),)}, (False, False, None)),
    ],
)
def test_a_proposal_waits_for_its_decision_however_that_is_recorded(
    connection: Connection, tables: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    assert _owed(connection, register(**tables), "proposal") == expected


AGAIN = _paper("opening_proposal", HANDOVER, id=99)


@pytest.mark.parametrize(
    ("papers", "authorised_on", "owed_since"),
    [
        ((PROPOSED, AGAIN), None, START),
        ((PROPOSED, AGAIN, _paper("opening_authorisation", START)), None, HANDOVER),
        ((PROPOSED, AGAIN), HANDOVER, None),
        ((PROPOSED, AGAIN), AFTER, START),
    ],
)
def test_ruling_45_the_earliest_proposal_not_decided_judges(
    connection: Connection,
    papers: tuple[Document, ...],
    authorised_on: date | None,
    owed_since: date | None,
) -> None:
    world = register(accounts=(account(authorised_on=authorised_on),), documents=papers)
    assert _owed(connection, world, "proposal") == (True, owed_since is not None, owed_since)


def test_a_proposal_that_was_refused_is_decided_and_a_new_one_is_not(
    connection: Connection,
) -> None:
    refused = Duty(
        id=1,
        control="own.duty",
        subject_kind="account",
        subject_id=ACCOUNT,
        due_on=HANDOVER,
        done_on=START,
    )
    world = register(documents=(PROPOSED, AGAIN), duties=(refused,))
    assert _owed(connection, world, "proposal") == (True, True, HANDOVER)


@pytest.mark.parametrize("event", ["administrator_change", "proposal"])
def test_several_duties_may_wait_for_what_each_of_them_discharges_by_itself(
    connection: Connection, event: str
) -> None:
    world = register(designations=(ENDED, NEXT), documents=(AGAIN,))
    asks = (Owed("own.duty", event), Owed("other.duty", event))
    row = facts(connection, world, asks=asks)
    assert row["duty:own.duty:owed_since"] == row["duty:other.duty:owed_since"] == HANDOVER


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({}, (False, False, None)),
        ({"accounts": (account(authorised_on=START),)}, (True, True, START)),
        ({"documents": (_paper("opening_authorisation", START),)}, (True, True, START)),
        (
            {
                "accounts": (account(authorised_on=START),),
                "documents": (_paper("opening_authorisation", HANDOVER),),
            },
            (True, True, HANDOVER),
        ),
    ],
)
def test_an_authorisation_sets_off_what_follows_it(
    connection: Connection, tables: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    assert _owed(connection, register(**tables), "authorisation") == expected


@pytest.mark.parametrize(
    ("known", "papers", "expected"),
    [
        ({"opened_on": START}, (), (True, True, START)),
        ({}, (), (True, True, None)),
        ({"opened_on": START}, (_paper("opening_notice", START),), (True, False, None)),
        ({"status": "proposed"}, (), (False, False, None)),
        ({"status": "closed", "closed_on": START}, (), (False, False, None)),
    ],
)
def test_an_account_in_use_was_opened_whether_its_day_is_known_or_not(
    connection: Connection,
    known: dict[str, Any],
    papers: tuple[Document, ...],
    expected: tuple[Any, ...],
) -> None:
    world = register(accounts=(account(**known),), documents=papers)
    assert _owed(connection, world, "account_opened") == expected


@pytest.mark.parametrize(
    ("known", "papers", "expected"),
    [
        ({"status": "closed", "closed_on": START}, (), (True, True, START)),
        ({"status": "closing"}, (), (True, True, None)),
        (
            {"status": "closed", "closed_on": START},
            (_paper("closing_notice", HANDOVER),),
            (True, False, None),
        ),
        ({"status": "open"}, (), (False, False, None)),
    ],
)
def test_a_closing_is_to_be_told(
    connection: Connection,
    known: dict[str, Any],
    papers: tuple[Document, ...],
    expected: tuple[Any, ...],
) -> None:
    world = register(accounts=(account(**known),), documents=papers)
    assert _owed(connection, world, "closing") == expected


def _said(*, answer: bool, on: date = START, person: int = 0) -> Attestation:
    return Attestation(
        valid_from=on,
        person_id=person,
        control="abandonment.none",
        subject_kind="account",
        subject_id=ACCOUNT,
        by_id=ANA,
        answer=answer,
    )


@pytest.mark.parametrize(
    ("answer", "known", "expected"),
    [
        (False, {}, (True, True, START)),
        (True, {}, (False, False, None)),
        (False, {"status": "closing"}, (True, True, START)),
        (False, {"status": "closed", "closed_on": HANDOVER}, (True, False, None)),
        (False, {"status": "closed"}, (True, False, None)),  # closed on a day nobody recorded
    ],
)
def test_an_account_said_to_be_abandoned_is_to_be_closed(
    connection: Connection, answer: bool, known: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    world = register(accounts=(account(**known),), attestations=(_said(answer=answer),))
    assert _owed(connection, world, "abandonment") == expected


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        (False, True, (False, False, None)),
        (True, False, (True, True, HANDOVER)),
    ],
)
def test_what_was_said_last_of_an_account_counts_whoever_said_it(
    connection: Connection, first: bool, then: bool, expected: tuple[Any, ...]
) -> None:
    said = (_said(answer=first, person=ANA), _said(answer=then, person=BETO, on=HANDOVER))
    world = register(accounts=(account(),), attestations=said)
    assert _owed(connection, world, "abandonment") == expected


@pytest.mark.parametrize(
    ("began", "opened_on", "expected"),
    [
        (START, date(2025, 12, 31), (True, True, None)),
        (START, START, (False, False, None)),
        (START, None, (None, None, None)),
        (None, START, (True, True, None)),
        (None, None, (True, True, None)),
    ],
)
def test_an_account_may_be_older_than_the_rule(
    connection: Connection, began: date | None, opened_on: date | None, expected: tuple[Any, ...]
) -> None:
    world = register(accounts=(account(opened_on=opened_on),))
    assert _owed(connection, world, "older_than_rule", began) == expected


@pytest.mark.parametrize("kind", ["account", "mailbox", "area", "institution"])
def test_what_is_always_owed_is_owed_by_every_subject_of_a_kind(
    connection: Connection, kind: str
) -> None:
    found = all_facts(connection, with_mailbox(mailbox()), kind, asks=(Owed("own.duty", "always"),))
    assert found
    assert all(row["duty:own.duty:owed"] for row in found.values())


def test_an_event_that_several_duties_wait_for_is_joined_once(connection: Connection) -> None:
    asks = (Owed("own.duty", "account_opened"), Owed("other.duty", "account_opened"))
    row = facts(connection, register(accounts=(account(opened_on=START),)), asks=asks)
    assert row["duty:own.duty:owed_since"] == row["duty:other.duty:owed_since"] == START
