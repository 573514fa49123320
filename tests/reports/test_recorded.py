"""Changes as people read them: names in place of ids, words of the language in use."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event

from monitor import text
from monitor.acts import accounts, areas, designations
from monitor.inventory.changing import Change
from monitor.reports.recorded import recorded_table, shown, word
from tests.acts.small_register import ANA, BEA, BEGUN, Living, small

MAY = date(2026, 5, 4)


@pytest.fixture
def living(engine: Engine) -> Living:
    return small(engine)


def told(living: Living, changes: list[Change]) -> list[tuple[Any, ...]]:
    with living.engine.connect() as connection:
        table = recorded_table(connection, living.scope, changes, "Recorded")
        return [tuple(row) for row in table.rows]


def test_ids_are_told_by_name(living: Living) -> None:
    changes = living.act(accounts.transfer_account, "x/ieejemplo", "CS", MAY)
    assert told(living, changes) == [("account:x/ieejemplo", "area", "JD01", "CS")]


def test_none_on_record_and_not_known_differ(living: Living) -> None:
    target = ("account", "x/ieejemplo")
    first = living.act(designations.set_designations, target, {"owner": "none"}, BEGUN)
    second = living.act(designations.set_designations, target, {"owner": ANA}, MAY)
    third = living.act(designations.end_designations, target, {"owner": None})
    assert [row[2:] for row in told(living, [*first, *second, *third])] == [
        (None, "-"),
        ("-", ANA),
        (ANA, "nobody any longer"),
    ]


def test_a_date_that_there_is_none_of_is_told_as_such(living: Living) -> None:
    first = living.act(accounts.set_account, "x/ieejemplo", {"authorised_on": "-"}, BEGUN)
    second = living.act(accounts.set_account, "x/ieejemplo", {"authorised_on": "2026-05-04"}, MAY)
    assert [row[1:] for row in told(living, [*first, *second])] == [
        ("authorised on", None, "-"),
        ("authorised on", "-", MAY),
    ]


def test_words_and_values_are_those_of_the_language_in_use(living: Living) -> None:
    changes = living.act(accounts.set_account, "x/ieejemplo", {"status": "open"}, MAY)
    text.use("es")
    assert told(living, changes) == [("account:x/ieejemplo", "estado", None, "abierta")]
    assert shown("account", "official_on_portal", True) == "sí"
    assert word("mailbox", "holder_id") == "persona responsable"
    assert word("account", "holder_id") == "responsable del segundo factor"


def test_the_kind_of_a_document_is_told_in_the_language_in_use() -> None:
    assert shown("mailbox", "document", "designation") == "designation"
    text.use("es")
    assert shown("mailbox", "document", "designation") == "designación"


def test_as_many_statements_for_one_change_as_for_many(living: Living) -> None:
    changes = living.act(areas.set_head, "CS", ANA, MAY) + living.act(areas.set_head, "JD01", BEA)
    counted: list[str] = []
    event.listen(living.engine, "before_cursor_execute", lambda *call: counted.append(call[2]))
    told(living, changes[:1])
    for_one = len(counted)
    told(living, changes)
    assert len(counted) - for_one == for_one
