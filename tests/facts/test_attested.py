"""What people have attested: the newest answers, of whom it is asked (ruling 41)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.facts.attested import Attested
from tests.facts.registers import BEFORE, facts
from tests.oracle.records import Attestation, World
from tests.oracle.sketches import (
    ACCOUNT,
    ANA,
    BETO,
    CARLA,
    DAY,
    MAILBOX,
    mailbox,
    register,
    staffed,
    with_mailbox,
)

CONTROL = "password.custody"
EARLIER = DAY - timedelta(days=40)


def _said(person: int, *, answer: bool, on: date = BEFORE, **known: Any) -> Attestation:
    """Return an answer; person 0 speaks for the subject."""
    given: dict[str, Any] = {"control": CONTROL, "subject_kind": "account", "subject_id": ACCOUNT}
    given |= {"valid_from": on, "person_id": person, "by_id": person or ANA, "answer": answer}
    return Attestation(**given | known)


def _answer(connection: Connection, world: World, by: str, kind: str = "account") -> Any:
    row = facts(connection, world, kind, asks=(Attested(CONTROL, by),))
    return row[f"attested:{CONTROL}"], row[f"attested:{CONTROL}:on"]


YES_ANA, YES_BETO = _said(ANA, answer=True, on=EARLIER), _said(BETO, answer=True)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((), (None, None)),
        ((YES_ANA, YES_BETO), (True, EARLIER)),
        ((YES_ANA,), (None, None)),
        ((YES_ANA, _said(BETO, answer=False)), (False, BEFORE)),
        ((_said(BETO, answer=False),), (False, BEFORE)),
        ((_said(0, answer=True),), (True, BEFORE)),
        ((_said(0, answer=True), _said(BETO, answer=False)), (False, BEFORE)),
        ((_said(0, answer=False), YES_ANA, YES_BETO), (False, BEFORE)),
        ((YES_ANA, YES_BETO, _said(CARLA, answer=False)), (True, EARLIER)),
        ((YES_ANA, _said(BETO, answer=True, control="other.control")), (None, None)),
        ((_said(0, answer=True, on=EARLIER), _said(ANA, answer=True), YES_BETO), (True, BEFORE)),
        ((_said(0, answer=True), YES_ANA, YES_BETO), (True, BEFORE)),
        ((_said(0, answer=False), _said(BETO, answer=False, on=EARLIER)), (False, EARLIER)),
    ],
)
def test_ruling_41_each_current_administrator_answers_or_one_answer_speaks_for_all(
    connection: Connection, answers: tuple[Attestation, ...], expected: Any
) -> None:
    world = staffed(attestations=answers)
    assert _answer(connection, world, "administrators") == expected


def test_ruling_41_the_newest_answer_of_each_counts(connection: Connection) -> None:
    answers = (
        _said(ANA, answer=False, on=EARLIER, valid_to=BEFORE),
        _said(ANA, answer=True, on=BEFORE),
        YES_BETO,
    )
    world = staffed(attestations=answers)
    assert _answer(connection, world, "administrators") == (True, BEFORE)


def test_ruling_41_where_nobody_is_in_charge_nobody_has_answered(connection: Connection) -> None:
    world = register(attestations=(YES_ANA,))
    assert _answer(connection, world, "administrators") == (None, None)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((), (None, None)),
        ((YES_ANA,), (True, EARLIER)),
        ((YES_ANA, YES_BETO), (True, BEFORE)),
        ((_said(0, answer=True, on=EARLIER), YES_BETO), (True, BEFORE)),
        ((_said(CARLA, answer=False, on=EARLIER), YES_BETO), (True, BEFORE)),
        ((YES_ANA, _said(CARLA, answer=False)), (False, BEFORE)),
        ((_said(CARLA, answer=False), YES_BETO), (False, BEFORE)),
        ((_said(CARLA, answer=False, on=EARLIER), _said(0, answer=False)), (False, BEFORE)),
    ],
)
def test_where_the_subject_is_asked_anybody_may_answer_and_the_newest_answer_decides(
    connection: Connection, answers: tuple[Attestation, ...], expected: Any
) -> None:
    assert _answer(connection, staffed(attestations=answers), "subject") == expected


def test_the_administrators_of_a_mailbox_are_those_of_the_accounts_that_use_it(
    connection: Connection,
) -> None:
    own: dict[str, Any] = {"subject_kind": "mailbox", "subject_id": MAILBOX}
    answers = (_said(ANA, answer=True, **own), _said(BETO, answer=True, **own))
    world = with_mailbox(mailbox(), attestations=answers)
    assert _answer(connection, world, "administrators", "mailbox") == (True, BEFORE)


def test_a_mailbox_that_nobody_uses_has_no_administrators(connection: Connection) -> None:
    own: dict[str, Any] = {"subject_kind": "mailbox", "subject_id": MAILBOX}
    world = staffed(mailboxes=(mailbox(),), attestations=(_said(ANA, answer=True, **own),))
    assert _answer(connection, world, "administrators", "mailbox") == (None, None)
