"""Sets that controls ask for: equal asks are one, and each brings the columns it names."""

from datetime import date

import pytest
from sqlalchemy import Connection

from monitor.facts.access import AccessOfArea, AccessSeenOn
from monitor.facts.administrators import OutsideCommunications
from monitor.facts.attested import Attested
from monitor.facts.documents import OnFile
from monitor.facts.kinds import FACTS
from monitor.facts.obligations import Owed
from monitor.facts.passwords import ChangesByYear
from monitor.facts.sets import Ask, ClosedToo
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
    Owed("fourth.duty", "account_opened"),
    Attested("other.duty", "administrators"),
    OnFile("strategy"),
    OnFile("platform_authorisation"),
    AccessOfArea(),
    ChangesByYear(),
    OutsideCommunications(),
    ClosedToo(),
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


def test_all_sets_at_once_are_no_more_tables_than_sqlite_joins(connection: Connection) -> None:
    """It joins 64; each control of the packs that may be adopted together may ask for a set."""
    many = [Attested(f"said.{n}", by) for n in range(20) for by in ("subject", "administrators")]
    duties = [Owed(f"duty.{n}", "designation") for n in range(30)]
    papers = [OnFile(f"paper-{n}") for n in range(20)]
    query = FACTS["account"](Scope(1), date(2026, 1, 1), [*ASKS, *many, *duties, *papers])
    assert connection.execute(query).all() == []
