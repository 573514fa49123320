"""What subjects are called: as their facts say it, and after they are closed, as they were."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import Connection

from monitor.facts.kinds import FACTS
from monitor.facts.names import names
from monitor.scope import Scope
from tests.facts.registers import AFTER, BEFORE
from tests.oracle import worlds
from tests.oracle.sketches import ACCOUNT, DAY, account, register

SIZE = worlds.Size(areas=3, mailboxes=5, accounts=(8,))


@pytest.mark.parametrize("kind", FACTS)
def test_subjects_are_called_as_their_facts_call_them(connection: Connection, kind: str) -> None:
    rng = Random(kind)  # noqa: S311 - a game, no secret
    world = worlds.random_world(rng, 1, care=0.5, size=SIZE)
    worlds.insert(connection, world)
    for day in worlds.random_days(rng, world, 6):
        found = {
            row.id: (row.ref, row.area) for row in connection.execute(names(kind, Scope(1), day))
        }
        for row in connection.execute(FACTS[kind](Scope(1), day, ())).mappings():
            assert found[row["id"]] == (row["ref"], row["area"])


def test_who_is_closed_or_ended_keeps_the_last_name(connection: Connection) -> None:
    rows = (
        account(valid_to=BEFORE, handle_key="old"),
        account(valid_from=BEFORE, handle_key="new", status="closed"),
        account(account_id=2, valid_to=DAY, handle_key="gone"),
        account(account_id=3, valid_from=AFTER, handle_key="to_come"),
    )
    worlds.insert(connection, register(accounts=rows))
    found = {row.id: row.ref for row in connection.execute(names("account", Scope(7), DAY))}
    assert found == {ACCOUNT: "x/new", 2: "x/gone"}
    before = connection.execute(names("account", Scope(7), DAY - timedelta(days=9)))
    assert {row.id: row.ref for row in before} == {ACCOUNT: "x/old", 2: "x/gone"}
