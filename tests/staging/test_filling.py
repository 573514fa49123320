"""Rows of files in their temporary tables: typed, with keys, dashes and linked accounts."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, func, select

from monitor import db
from monitor.intake import sheets
from monitor.intake.cells import NONE
from monitor.intake.references import Reference
from monitor.intake.rows import Row
from monitor.staging import filling, tables
from monitor.staging.tables import Staged

ALL = {sheet.name: sheet for sheet in sheets.ALL}


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with db.writing(engine) as connection:
        yield connection


@pytest.fixture
def staged(connection: Connection) -> Staged:
    return tables.create(connection, sheets.ALL)


def fill(connection: Connection, staged: Staged, sheet: str, **values: object) -> dict[str, Any]:
    assert filling.fill(connection, staged, ALL[sheet], [Row(7, values)]) == 1
    return dict(connection.execute(select(staged[sheet])).mappings().one())


def test_a_row_keeps_its_number_and_gets_two_ids(connection: Connection, staged: Staged) -> None:
    row = fill(connection, staged, "areas", code="A1")
    assert row["row"] == 7
    assert 0 < row["id"] < row["second_id"]


def test_an_empty_cell_is_null_and_no_dash(connection: Connection, staged: Staged) -> None:
    row = fill(connection, staged, "accounts", platform="x", handle="Iee", handle_key="iee")
    for column in ALL["accounts"].columns:
        if column.name not in {"platform", "handle", "linked_accounts"}:
            assert row[column.name] is None
        if column.dash:
            assert row[f"{column.name}__none"] is False
    assert row["handle_key"] == "iee"


@pytest.mark.parametrize(
    ("sheet", "column"),
    [(s.name, c.name) for s in sheets.ALL for c in s.columns if c.dash],
)
def test_a_dash_is_recorded_wherever_it_may_stand(sheet: str, column: str) -> None:
    engine = db.open_private()
    with db.writing(engine) as connection:
        staged = tables.create(connection, sheets.ALL)
        row = fill(connection, staged, sheet, **{column: NONE})
    engine.dispose()
    dashes = {name for name, value in row.items() if name.endswith("__none") and value}
    assert dashes == {f"{column}__none"}
    assert row.get(column) is None


@pytest.mark.parametrize(
    ("sheet", "values", "staged_as"),
    [
        ("people", {"email": "Ana@iee.example"}, {"email__key": "ana@iee.example"}),
        ("areas", {"code": "A  1", "name": "Zona Á"}, {"code__key": "a 1", "name__key": "zona á"}),
        (
            "mailboxes",
            {"address": "Redes.A1@iee.example"},
            {
                "address__key": "redes.a1@iee.example",
                "address__domain": "iee.example",
                "address__local_key": "redes.a1",
                "address__local_last": "a1",
            },
        ),
        ("access", {"identity": "Ana@IEE.example"}, {"identity__key": "ana@iee.example"}),
        ("access", {"identity": "Agencia Ñ"}, {"identity__key": "agencia ñ"}),
        (
            "duties",
            {"subject": Reference("account", "x/iee", "x/Iee"), "due_on": date(2026, 1, 31)},
            {
                "subject": "x/Iee",
                "subject__key": "x/iee",
                "subject__kind": "account",
                "due_on": date(2026, 1, 31),
            },
        ),
        ("duties", {"subject": Reference("area", "a1")}, {"subject": "area:a1"}),
        ("attestations", {"answer": False}, {"answer": False}),
    ],
)
def test_a_value_is_staged_with_what_makes_it_equal_to_others(
    connection: Connection,
    staged: Staged,
    sheet: str,
    values: dict[str, object],
    staged_as: dict[str, object],
) -> None:
    row = fill(connection, staged, sheet, **values)
    assert {name: row[name] for name in staged_as} == staged_as


def test_linked_accounts_stand_in_a_table_of_their_own(
    connection: Connection, staged: Staged
) -> None:
    linked = ("facebook/ieeejemplo", "x/otra", "facebook/ieeejemplo")
    rows = [
        Row(2, {"platform": "x", "handle_key": "a", "linked_accounts": linked}),
        Row(3, {"platform": "x", "handle_key": "b", "linked_accounts": NONE}),
        Row(4, {"platform": "x", "handle_key": "c"}),
    ]
    filling.fill(connection, staged, ALL["accounts"], rows)
    found = connection.execute(select(staged.linked)).all()
    assert sorted(map(tuple, found)) == [(2, "facebook", "ieeejemplo"), (2, "x", "otra")]


def test_more_rows_than_one_batch_are_all_staged(
    connection: Connection, staged: Staged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "BATCH", 3)
    rows = (Row(number, {"code": f"A{number}"}) for number in range(10))
    assert filling.fill(connection, staged, ALL["areas"], rows) == 10
    assert connection.scalar(select(func.count()).select_from(staged["areas"])) == 10
    assert filling.fill(connection, staged, ALL["people"], []) == 0
