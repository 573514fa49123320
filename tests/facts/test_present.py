"""Which subjects are judged on a day: exactly those that have a row of facts."""

from random import Random

import pytest
from sqlalchemy import Connection

from monitor.facts.kinds import FACTS
from monitor.facts.present import KINDS, present
from monitor.scope import Scope
from tests.oracle import worlds

SIZE = worlds.Size(areas=3, mailboxes=5, accounts=(8,))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_present_is_what_has_facts(connection: Connection, kind: str) -> None:
    rng = Random(kind)  # noqa: S311 - a game, no secret
    world = worlds.random_world(rng, 1, care=0.5, size=SIZE)
    worlds.insert(connection, world)
    for day in worlds.random_days(rng, world, 6):
        facts = FACTS[kind](Scope(1), day, ())
        judged = {row["id"] for row in connection.execute(facts).mappings()}
        assert set(connection.execute(present(kind, Scope(1), day)).scalars()) == judged
