"""An inventory read from files: rows, faults and notes, whatever the bytes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.intake import sheets
from monitor.intake.inventory_files import InventoryFiles, Row, open_inventory
from monitor.intake.writing import write_sheet
from monitor.policy.platforms import Platforms

Read = Callable[..., tuple[list[Row], InventoryFiles]]

ON_ONE_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_a_spanish_file_of_a_spreadsheet_is_read_with_a_note(read: Read) -> None:
    text = "Red Social;Cuenta;Área;Propósito\r\nX;@iee;Comunicación;Difusión\r\n"
    (row,), inventory = read(text.encode("cp1252"), "cuentas.csv")
    assert row.values["area"] == "Comunicación"
    assert row.values["purpose"] == "Difusión"
    assert inventory.faults == []
    (note,) = inventory.notes
    assert note.file == "cuentas.csv"
    assert note.line == 1
    assert "not UTF-8" in note.text
    assert "Windows-1252" in note.text


def test_sheets_are_listed_in_reading_order(read: Read) -> None:
    read("platform,handle,area\n", "accounts.csv")
    read("code\n", "areas.csv")
    _rows, inventory = read("email\n", "people.csv")
    assert inventory.sheets == ("areas", "people", "accounts")
    assert inventory.faults == []


def test_a_sheet_that_is_not_there_cannot_be_read(read: Read) -> None:
    _rows, inventory = read("code\n", "areas.csv")
    with pytest.raises(KeyError):
        list(inventory.rows("accounts"))


def test_one_file_of_accounts_alone_is_read(tmp_path: Path, platforms: Platforms) -> None:
    path = tmp_path / "redes.txt"
    path.write_text("cuenta;red social;área\niee;x;A\n", encoding="utf-8")
    inventory = open_inventory(path, date(2026, 11, 22), platforms)
    assert inventory.sheets == ("accounts",)
    (row,) = inventory.rows("accounts")
    assert row.values["platform"] == "x"
    assert inventory.institution_file is None


@pytest.mark.parametrize("content", ["", "\ufeff", "\n\n", "# only a comment\n"])
def test_a_file_without_a_header_is_a_fault(content: str, read: Read) -> None:
    rows, inventory = read(content)
    assert rows == []
    (fault,) = inventory.faults
    assert "This is empty" in fault.reason


def test_a_header_without_rows_is_fine(read: Read) -> None:
    rows, inventory = read("platform,handle,area")
    assert (rows, inventory.faults) == ([], [])


def test_rows_without_a_header_are_one_fault(read: Read) -> None:
    rows, inventory = read("x,iee,A\nx,otra,A\n")
    assert rows == []
    assert [fault.row for fault in inventory.faults] == [1]


def test_a_header_whose_quotation_marks_do_not_pair_up_is_one_fault(read: Read) -> None:
    rows, inventory = read('platform,"handle,area\nx,a,A\n')
    assert rows == []
    (fault,) = inventory.faults
    assert fault.row == 1
    assert "do not pair up" in fault.reason


@pytest.mark.parametrize("data", ["área".encode("utf-16"), b"a\x00", b"PK\x03\x04"])
def test_a_file_that_is_no_text_is_a_fault_and_no_rows(data: bytes, read: Read) -> None:
    rows, inventory = read(data)
    assert rows == []
    assert len(inventory.faults) == 1


def test_reading_again_tells_the_same_faults_once(read: Read) -> None:
    rows, inventory = read("platform,handle,area\nx,two words,A\nnueva,b,A\n")
    before = (list(inventory.faults), list(inventory.notes))
    assert list(inventory.rows("accounts")) == rows
    assert (inventory.faults, inventory.notes) == before
    assert len(before[0]) == len(before[1]) == 1


def test_a_file_that_goes_away_before_it_is_read_is_a_fault(tmp_path: Path, read: Read) -> None:
    _rows, inventory = read("platform,handle,area\n")
    (tmp_path / "accounts.csv").unlink()
    assert list(inventory.rows("accounts")) == []
    assert "cannot be read" in inventory.faults[0].reason


@ON_ONE_FOLDER
@given(
    data=st.binary(max_size=300)
    | st.binary(max_size=200).map(lambda tail: b"platform,handle,area,opened_on,name\n" + tail)
    | st.text(alphabet='ax,;"\n\r#-@/:.\t', max_size=200).map(
        lambda tail: f"platform,handle,area,opened_on,url\n{tail}".encode()
    ),
    name=st.sampled_from([sheet.name for sheet in sheets.ALL]),
)
def test_wild_bytes_never_give_anything_but_faults(
    data: bytes, name: str, tmp_path: Path, platforms: Platforms
) -> None:
    path = tmp_path / f"{name}.csv"
    path.write_bytes(data)
    inventory = open_inventory(tmp_path, date(2026, 11, 22), platforms)
    rows = list(inventory.rows(name))
    for row in rows:
        assert row.line > 0
    for fault in inventory.faults:
        assert fault.reason.endswith((".", "?"))
        assert str(fault).isprintable()
    path.unlink()


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('";,#\n\t'), max_size=30
)


@ON_ONE_FOLDER
@given(
    texts=st.lists(st.tuples(WORDS, WORDS), max_size=8),
    lang=st.sampled_from(["es", "en"]),
)
def test_what_is_written_is_read_back(
    texts: list[tuple[str, str]], lang: str, tmp_path: Path, platforms: Platforms
) -> None:
    rows = [
        {"platform": "x", "handle": f"iee{number}", "area": "A", "name": name, "purpose": purpose}
        for number, (name, purpose) in enumerate(texts)
    ]
    path = write_sheet(tmp_path, "accounts", rows, lang)
    inventory = open_inventory(tmp_path, date(2026, 11, 22), platforms)
    back = list(inventory.rows("accounts"))
    path.unlink()
    assert inventory.faults == []
    assert [row.line for row in back] == list(range(2, len(rows) + 2))
    for row, (name, purpose) in zip(back, texts, strict=True):
        for column, text in (("name", name), ("purpose", purpose)):
            kept = row.values.get(column, "")
            assert str(getattr(kept, "value", kept)) in {text.strip(), "-"}
