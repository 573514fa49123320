"""Sets that controls ask for: equal asks are one, and each brings the columns it names."""

from datetime import date

import pytest
from sqlalchemy import Connection

from monitor.facts.access import AccessSeenOn
from monitor.facts.attested import Attested
from monitor.facts.documents import OnFile
from monitor.facts.kinds import FACTS
from monitor.facts.obligations import Owed
from monitor.facts.sets import Ask
from monitor.scope import Scope

ASKS: list[Ask] = [
    AccessSeenOn(heads=True, tasks=False),
    Attested("own.duty"),
    OnFile("designation"),
    OnFile("responsiva"),
    OnFile("password_recommendations"),
    Owed("own.duty", "designation"),
    Owed("other.duty", "administrator_change"),
    Owed("third.duty", "incident"),
]


@pytest.mark.parametrize("ask", ASKS, ids=str)
def test_a_set_brings_the_columns_it_names(connection: Connection, ask: Ask) -> None:
    query = FACTS["account"](Scope(1), date(2026, 1, 1), (ask,))
    plain = FACTS["account"](Scope(1), date(2026, 1, 1), ())
    names = [column.name for column in query.selected_columns]
    own = [column.name for column in plain.selected_columns]
    assert names == own + list(ask.columns())
    assert connection.execute(query).all() == []


def test_equal_asks_are_one() -> None:
    assert len(dict.fromkeys([Attested("a"), Attested("a"), Attested("a", "administrators")])) == 2
