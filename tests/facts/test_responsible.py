"""Whose job it is: what a person is in charge of, holds and heads, on a day."""

import pytest
from sqlalchemy import Connection

from monitor.facts.responsible import answered_for
from monitor.history import ALWAYS
from monitor.scope import Scope
from tests.facts.registers import BEFORE
from tests.oracle import worlds
from tests.oracle.records import Headship
from tests.oracle.sketches import (
    ANA,
    AREA,
    BETO,
    CARLA,
    DANIEL,
    DAY,
    MAILBOX,
    account,
    designation,
    mailbox,
    with_mailbox,
)

WORLD = with_mailbox(
    mailbox(holder_id=DANIEL),
    accounts=(account(), account(account_id=2, handle_key="b", status="closed")),
    designations=(
        designation(ANA, "owner"),
        designation(BETO, "substitute", valid_to=BEFORE),
        designation(CARLA, "owner", area_id=AREA),
    ),
    headships=(Headship(valid_from=ALWAYS, area_id=AREA, person_id=DANIEL),),
)


@pytest.mark.parametrize(
    ("person", "accounts", "mailboxes", "areas"),
    [
        (ANA, {1}, {MAILBOX}, set()),
        (BETO, set(), set(), set()),
        (CARLA, {1}, {MAILBOX}, set()),
        (DANIEL, set(), {MAILBOX}, {AREA}),
    ],
)
def test_a_person_answers_for_what_they_administer_hold_and_head(
    connection: Connection, person: int, accounts: set[int], mailboxes: set[int], areas: set[int]
) -> None:
    worlds.insert(connection, WORLD)
    found = {
        kind: set(connection.execute(answered_for(kind, Scope(7), DAY, person)).scalars())
        for kind in ("account", "mailbox", "area", "institution")
    }
    assert found == {
        "account": accounts,
        "mailbox": mailboxes,
        "area": areas,
        "institution": set(),
    }
