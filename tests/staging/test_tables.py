"""The temporary tables: what stands beside a column, and how they come and go."""

import pytest
from sqlalchemy import Boolean, Date, Engine, inspect, select

from monitor import db
from monitor.intake import sheets
from monitor.staging import tables
from monitor.staging.tables import Staged, address_parts, key_column

ALL = {sheet.name: sheet for sheet in sheets.ALL}


def make(engine: Engine) -> Staged:
    with db.writing(engine) as connection:
        staged = tables.create(connection, sheets.ALL)
        tables.drop(connection, staged)
    return staged


@pytest.mark.parametrize(
    ("sheet", "column", "beside"),
    [
        ("accounts", "owner", {"owner", "owner__key", "owner__none"}),
        ("accounts", "area", {"area", "area__key"}),
        ("accounts", "linked_accounts", {"linked_accounts__none", "linked_accounts__listed"}),
        ("accounts", "name", {"name", "name__key", "name__none"}),
        ("accounts", "url", {"url"}),
        ("attestations", "subject", {"subject", "subject__key", "subject__kind"}),
        ("access", "identity", {"identity", "identity__key"}),
        (
            "mailboxes",
            "address",
            {"address", "address__key"}
            | {f"address__{part}" for part in ("domain", "local_key", "local_last")},
        ),
    ],
)
def test_beside_a_column_stands_what_its_kind_needs(
    engine: Engine, sheet: str, column: str, beside: set[str]
) -> None:
    names = make(engine)[sheet].columns.keys()
    assert {name for name in names if name.partition("__")[0] == column} == beside


def test_every_sheet_has_a_table_with_typed_columns(engine: Engine) -> None:
    staged = make(engine)
    assert set(staged.sheets) == set(ALL)
    accounts = staged["accounts"].c
    assert isinstance(accounts.opened_on.type, Date)
    assert isinstance(accounts.official_on_portal.type, Boolean)
    for name, sheet in ALL.items():
        assert ("handle_key" in staged[name].c) is sheet.names_account


def test_the_key_of_a_row_is_what_makes_two_of_them_equal() -> None:
    found = {
        f"{sheet.name}.{name}": key_column(sheet.by_name[name])
        for sheet in sheets.ALL
        for name in sheet.key
        if name in sheet.by_name
    }
    assert found["people.email"] == "email__key"
    assert found["areas.code"] == "code__key"
    assert found["duties.subject"] == "subject__key"
    assert found["access.identity"] == "identity__key"
    assert found["documents.number"] == "number"
    assert found["accounts.platform"] == "platform"


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("redes.jd01ags@ine.mx", ("ine.mx", "redes.jd01ags", "jd01ags")),
        ("redes@iee.example", ("iee.example", "redes", "redes")),
        ("redes_sociales-a1@iee.example", ("iee.example", "redes_sociales-a1", "a1")),
        ('"a@b"@iee.example', ("iee.example", '"a@b"', '"a@b"')),
        ("redes.@iee.example", ("iee.example", "redes.", "")),
    ],
)
def test_an_address_is_taken_apart_at_its_last_separator(
    key: str, parts: tuple[str, str, str]
) -> None:
    assert tuple(address_parts(key).values()) == parts


def test_the_tables_are_those_of_one_connection_and_can_be_made_again(engine: Engine) -> None:
    for _time in range(2):
        with db.writing(engine) as connection:
            staged = tables.create(connection, sheets.ALL)
            assert connection.execute(select(staged.names)).all() == []
            with engine.connect() as other:
                assert inspect(other).get_table_names() == []
            tables.drop(connection, staged)
