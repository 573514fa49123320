"""JSON read as an inventory: the same tables, and what cannot be read said clearly."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.intake.faults import IntakeError
from monitor.intake.inventory_files import InventoryFiles, Row, open_inventory
from monitor.intake.sources import json as source
from monitor.policy.platforms import Platforms
from tests.intake.conftest import TODAY

Read = Callable[..., tuple[list[Row], InventoryFiles]]
ON_ONE_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
ACCOUNT = {"platform": "x", "handle": "iee", "area": "A"}


def whole(read: Read, content: Any) -> tuple[list[Row], InventoryFiles]:
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    return read(text, "redes.json")


def refused(read: Read, content: Any) -> str:
    with pytest.raises(IntakeError) as told:
        whole(read, content)
    (fault,) = told.value.faults
    return str(fault)


def test_tables_and_keys_are_read_in_either_language(read: Read) -> None:
    rows, inventory = whole(
        read,
        {
            "Cuentas": [{"red social": "X", "cuenta": "@IEE", "área": "CS", "estado": "abierta"}],
            "people": [{"email": "ana@iee.example"}],
        },
    )
    assert inventory.sheets == ("people", "accounts")
    assert inventory.faults == []
    assert rows[1].values == {
        "platform": "x",
        "handle": "IEE",
        "area": "CS",
        "status": "open",
        "handle_key": "iee",
    }


def test_one_column_by_two_keys_is_there_twice(read: Read) -> None:
    _rows, inventory = whole(read, [ACCOUNT, {"red social": "x", "handle": "b", "area": "A"}])
    assert "there twice" in inventory.faults[0].reason


def test_items_are_numbered_and_typed(read: Read) -> None:
    rows, inventory = whole(
        read,
        {
            "accounts": [
                {**ACCOUNT, "official_on_portal": True, "linked_accounts": ["x/uno", "x/dos"]},
                {**ACCOUNT, "handle": "b", "opened_on": "31/01/2026", "name": 12.0},
                {**ACCOUNT, "handle": "c", "name": 1.50, "purpose": "-", "url": None},
            ],
            "people": [],
        },
    )
    assert (inventory.faults, inventory.notes, inventory.unread) == ([], [], set())
    assert [row.line for row in rows] == [1, 2, 3]
    assert rows[0].values["official_on_portal"] is True
    assert rows[0].values["linked_accounts"] == ("x/uno", "x/dos")
    assert (rows[1].values["opened_on"], rows[1].values["name"]) == (date(2026, 1, 31), "12")
    assert rows[2].values["name"] == "1.5"
    assert "url" not in rows[2].values


def test_one_list_is_the_accounts(read: Read) -> None:
    rows, inventory = whole(read, [ACCOUNT])
    assert (inventory.sheets, len(rows)) == (("accounts",), 1)


def test_a_mark_of_utf_8_is_no_part_of_the_text(read: Read) -> None:
    rows, _inventory = whole(read, b"\xef\xbb\xbf" + json.dumps([ACCOUNT]).encode())
    assert len(rows) == 1


def test_faults_name_the_table_the_item_and_the_key(read: Read) -> None:
    _rows, inventory = whole(read, {"cuentas": [ACCOUNT, {**ACCOUNT, "opened_on": "ayer"}]})
    (fault,) = inventory.faults
    assert str(fault).startswith("redes.json, cuentas, row 2, opened_on: This is not a date")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"a": 1}, "Write a text"),
        (["a", ["b"]], "Write a text"),
        (float("nan"), "no number"),
        (float("-inf"), "no number"),
        ("\ud800", "half a character"),
        ("a\0b", "control character"),
    ],
)
def test_values_that_are_no_cell_say_why(read: Read, value: object, said: str) -> None:
    rows, inventory = whole(read, [{**ACCOUNT, "name": value}])
    (fault,) = inventory.faults
    assert (rows, fault.row, fault.column) == ([], 1, "name")
    assert said in fault.reason


def test_a_key_twice_costs_its_own_item_only(read: Read) -> None:
    text = '[{"platform": "x", "handle": "a", "area": "A", "area": "B"},' + json.dumps(ACCOUNT)
    rows, inventory = whole(read, text + "]")
    (fault,) = inventory.faults
    assert (fault.row, [row.line for row in rows]) == (1, [2])
    assert "“area” is there twice" in fault.reason


@pytest.mark.parametrize("item", [3, "a", [], None, [["platform", "x"]]])
def test_an_item_that_is_no_object_costs_itself_only(read: Read, item: object) -> None:
    rows, inventory = whole(read, [ACCOUNT, item])
    (fault,) = inventory.faults
    assert (fault.row, len(rows)) == (2, 1)
    assert "Write an object here" in fault.reason
    _rows, inventory = whole(read, [item])
    assert "Write an object here" in inventory.faults[0].reason


def test_unknown_keys_are_faults_with_the_nearest(read: Read) -> None:
    _rows, inventory = whole(read, [{**ACCOUNT, "owmer": "a"}])
    (fault,) = inventory.faults
    assert "did you mean “owner”" in fault.reason


def test_unknown_tables_are_noted_with_the_nearest(read: Read) -> None:
    _rows, inventory = whole(read, {"accounts": [ACCOUNT], "persns": [], "institution": []})
    (note,) = inventory.notes
    assert "no sheets: persns, institution" in note.text
    assert "Should persns be named personas?" in note.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", 'object of tables, as in {"accounts"'),
        ("3", "object of tables"),
        ('"accounts"', "object of tables"),
        ("{}", "no sheet of an inventory"),
        ('{"acounts": []}', "Should acounts be named accounts?"),
        ('{"accounts": {}}', "“accounts” is no list"),
        ('{"accounts": [], "accounts": []}', "“accounts” is there twice"),
        ('{"accounts": [], "cuentas": []}', "“cuentas” is the sheet “accounts”"),
        ('{"accounts": [],}', "not valid JSON"),
        ('{"accounts": []', "not valid JSON"),
        ('{"accounts" []}', "not valid JSON"),
        ("{accounts: []}", "not valid JSON"),
        ("{[]: []}", "not valid JSON"),
        ('[{"platform": "x"}\n,\n{"handle": }]', "row 3: This line is not valid JSON"),
        ("[{}] []", "not valid JSON"),
        ("[{},]", "not valid JSON"),
        ("[1 2]", "not valid JSON"),
        ("[" * 200_000, "far too deep"),
        ('{"a":' * 200_000, "is no list"),
        ('[{"a":' + "[" * 200_000, "far too deep"),
        ("área".encode("cp1252"), "not UTF-8"),
        (json.dumps([ACCOUNT]).encode("utf-16"), "not UTF-8"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_no_inventory_says_why(read: Read, text: str | bytes, said: str) -> None:
    told = refused(read, text)
    assert told.startswith("redes.json")
    assert said in told


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "redes.json").open("wb") as stream:
        stream.truncate(200 << 20)  # a hole: nothing lies on the disk
    monkeypatch.setattr(Path, "read_text", None)
    with pytest.raises(IntakeError) as told:
        open_inventory(tmp_path / "redes.json", TODAY, Platforms({}))
    assert "200 MB, more than the 64 MB" in str(told.value)
    assert "write each table as a CSV file (UTF-8) into one folder" in str(told.value)
    assert source.LARGEST_FILE == 64 << 20


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@ON_ONE_FOLDER
@given(
    content=st.binary(max_size=80)
    | st.text(alphabet='[]{}",:ax1\\u ', max_size=80).map(str.encode)
    | JSON.map(lambda value: json.dumps(value).encode())
    | st.lists(st.dictionaries(st.sampled_from(["platform", "handle", "name"]), JSON)).map(
        lambda items: json.dumps({"accounts": items}).encode()
    )
)
def test_wild_texts_never_give_anything_but_faults(
    content: bytes, tmp_path: Path, platforms: Platforms
) -> None:
    path = tmp_path / "redes.json"
    path.write_bytes(content)
    try:
        inventory = open_inventory(path, TODAY, platforms)
    except IntakeError as error:
        faults = list(error.faults)
    else:
        for sheet in inventory.sheets:
            list(inventory.rows(sheet))
        faults = inventory.faults
    for fault in faults:
        assert fault.reason.endswith((".", "?"))
        assert str(fault).isprintable()
