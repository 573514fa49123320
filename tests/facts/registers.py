"""Facts of small registers written by hand, as the SQL says them; the answers are on paper."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from monitor.facts.kinds import FACTS
from monitor.facts.sets import Ask
from monitor.scope import Scope
from tests.oracle import worlds
from tests.oracle.records import World
from tests.oracle.sketches import DAY

BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)

Row = Mapping[str, Any]


def all_facts(  # noqa: PLR0917 - by position: what, of which kind, on which day
    connection: Connection,
    world: World,
    kind: str = "account",
    day: date = DAY,
    asks: Iterable[Ask] = (),
    scope: Scope | None = None,
) -> dict[str, Row]:
    """Put a register into the database, once, and return the facts of a kind by reference."""
    if not connection.info.get(id(world)):
        worlds.insert(connection, world)
        connection.info[id(world)] = world
    query = FACTS[kind](scope or Scope(world.institution_id), day, tuple(asks))
    return {row["ref"]: dict(row) for row in connection.execute(query).mappings()}


def facts(
    connection: Connection,
    world: World,
    kind: str = "account",
    day: date = DAY,
    asks: Iterable[Ask] = (),
) -> Row:
    """Return the facts of the only subject of a kind."""
    (row,) = all_facts(connection, world, kind, day, asks).values()
    return row
