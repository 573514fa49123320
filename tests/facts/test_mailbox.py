"""The facts of mailboxes: who uses them, and whether their holder administers an account."""

from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.history import ALWAYS
from monitor.scope import Scope
from tests.facts.registers import BEFORE, all_facts, facts
from tests.oracle.records import AccountMailbox
from tests.oracle.sketches import (
    ACCOUNT,
    ANA,
    BETO,
    CARLA,
    DAY,
    MAILBOX,
    OTHER_AREA,
    account,
    mailbox,
    person,
    register,
    staffed,
    with_mailbox,
)


def _tie(use: str, **known: Any) -> AccountMailbox:
    given: dict[str, Any] = {
        "valid_from": ALWAYS,
        "account_id": ACCOUNT,
        "use": use,
        "mailbox_id": MAILBOX,
    }
    return AccountMailbox(**given | known)


@pytest.mark.parametrize(
    ("ties", "serves"),
    [
        ((), 0),
        ((_tie("login"),), 1),
        ((_tie("recovery"),), 1),
        ((_tie("login"), _tie("recovery")), 1),
        ((_tie("notices"),), 0),
        ((_tie("login", valid_to=DAY),), 0),
        ((_tie("login"), _tie("login", account_id=2)), 2),
        ((_tie("login", account_id=3),), 0),
    ],
)
def test_ruling_14_a_mailbox_serves_the_accounts_that_log_in_or_recover_with_it(
    connection: Connection, ties: tuple[AccountMailbox, ...], serves: int
) -> None:
    accounts = (
        account(),
        account(account_id=2, handle_key="b"),
        account(account_id=3, handle_key="c", status="closed"),
    )
    world = register(accounts=accounts, mailboxes=(mailbox(),), account_mailboxes=ties)
    assert facts(connection, world, "mailbox")["serves"] == serves


@pytest.mark.parametrize(
    ("known", "holder"),
    [
        ({"holder_id": ANA}, "administrator"),
        ({"holder_id": BETO}, "administrator"),
        ({"holder_id": CARLA}, "other"),
        ({"holder_none": True}, "none"),
        ({}, None),
    ],
)
def test_ruling_37_the_holder_administers_some_account(
    connection: Connection, known: dict[str, Any], holder: str | None
) -> None:
    world = staffed(mailboxes=(mailbox(**known),))
    assert facts(connection, world, "mailbox")["holder"] == holder


def test_ruling_37_one_who_left_or_whose_account_is_closed_administers_none(
    connection: Connection,
) -> None:
    gone = staffed(
        mailboxes=(mailbox(holder_id=ANA),), people=(person(ANA, active_to=BEFORE), person(BETO))
    )
    assert facts(connection, gone, "mailbox")["holder"] == "other"


def test_ruling_37_of_a_closed_account_nobody_is_administrator(connection: Connection) -> None:
    closed = staffed(mailboxes=(mailbox(holder_id=ANA),), accounts=(account(status="closed"),))
    assert facts(connection, closed, "mailbox")["holder"] == "other"


def test_ruling_6_a_mailbox_has_a_row_from_the_day_it_was_assigned(
    connection: Connection,
) -> None:
    world = with_mailbox(mailbox(assigned_on=DAY))
    assert all_facts(connection, world, "mailbox", day=BEFORE) == {}
    row = facts(connection, world, "mailbox")
    assert (row["address"], row["domain"], row["local"]) == (
        "redes.jd01ags@ine.mx",
        "ine.mx",
        "redes.jd01ags",
    )
    assert (row["area"], row["area_code"], row["area_kind"]) == ("JD01", "jd01", None)


def test_a_scope_of_areas_shows_those_alone(connection: Connection) -> None:
    other = mailbox("redes.jd02", mailbox_id=2, area_id=OTHER_AREA)
    world = register(mailboxes=(mailbox(), other))
    scope = Scope(world.institution_id, area_ids=frozenset({OTHER_AREA}))
    assert set(all_facts(connection, world, "mailbox", scope=scope)) == {"redes.jd02@ine.mx"}
