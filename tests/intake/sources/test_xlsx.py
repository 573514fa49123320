"""Workbooks read as inventories: every kind of cell, and what cannot be read said clearly."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from monitor.intake.faults import IntakeError
from monitor.intake.inventory_files import InventoryFiles, Row, open_inventory
from monitor.policy.platforms import Platforms
from tests.intake.conftest import TODAY
from tests.intake.workbooks import (
    ACCOUNTS,
    LIBREOFFICE,
    Sheets,
    made,
    saved_by_libreoffice,
    with_part,
)

Read = Callable[..., tuple[list[Row], InventoryFiles]]

FIXTURE = Path(__file__).with_name("saved_by_libreoffice.xlsx")
SHEET_1 = "xl/worksheets/sheet1.xml"
HEADER = ["platform", "handle", "area"]
MIDNIGHT = datetime(2026, 1, 31)  # noqa: DTZ001 - a spreadsheet knows no time zones
HALF_PAST_TEN = MIDNIGHT.replace(hour=10, minute=30)
ON_ONE_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def book(read: Read) -> Callable[..., tuple[list[Row], InventoryFiles]]:
    """Make a workbook of some sheets and read it."""

    def read_sheets(
        sheets: Sheets, change: Callable[[Workbook], None] = lambda _book: None
    ) -> tuple[list[Row], InventoryFiles]:
        return read(made(sheets, change), "redes.xlsx")

    return read_sheets


def cell(book: Read, column: str, value: object, form: str | None = None) -> Any:
    """Return how one cell is read: its value, or the reason of its fault."""

    def formatted(workbook: Workbook) -> None:
        if form:
            workbook.worksheets[0]["D2"].number_format = form

    rows, inventory = book({"accounts": [[*HEADER, column], ["x", "iee", "A", value]]}, formatted)
    if inventory.faults:
        (fault,) = inventory.faults
        assert (fault.row, fault.column) == (2, column)
        return fault.reason
    return rows[0].values.get(column)


def refused(read: Read, data: bytes) -> str:
    with pytest.raises(IntakeError) as told:
        read(data, "redes.xlsx")
    (fault,) = told.value.faults
    assert fault.file == "redes.xlsx"
    return fault.reason


# --- what is read --------------------------------------------------------------------------------


def test_sheets_and_headers_are_read_in_either_language(book: Read) -> None:
    rows, inventory = book(
        {
            "Cuentas": [["Red social", "cuenta", "ÁREA *"], ["twitter", "@IEEjemplo", "CS"]],
            "people": [["email", "nivel"], ["ana@iee.example", "mando medio"]],
        }
    )
    assert inventory.sheets == ("people", "accounts")
    assert [row.values for row in rows] == [
        {"email": "ana@iee.example", "rank": "medio"},
        {"platform": "x", "handle": "IEEjemplo", "area": "CS", "handle_key": "ieejemplo"},
    ]
    assert (inventory.faults, inventory.notes) == ([], [])


def test_rows_are_numbered_as_the_spreadsheet_shows_them(book: Read) -> None:
    rows, inventory = book(
        {
            "accounts": [
                ["# what this is; and more", "spilt over"],
                [],
                HEADER,
                ["x", "a", "A"],
                [],
                ["#x", "not yet", "A"],
                ["x", "b c", "A"],
                ["x", "d", "A", None, ""],
            ]
        }
    )
    assert [row.line for row in rows] == [4, 8]
    (fault,) = inventory.faults
    assert str(fault).startswith("redes.xlsx, accounts, row 7, handle: ")


def test_a_text_with_an_apostrophe_before_it_is_no_comment(book: Read) -> None:
    def marked(workbook: Workbook) -> None:
        workbook.worksheets[0]["A2"].quotePrefix = True

    rows, _inventory = book({"areas": [["code"], ["#1"], ["#2"]]}, marked)
    assert [row.values["code"] for row in rows] == ["#1"]


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (date(2026, 1, 31), None),
        (MIDNIGHT, None),
        ("2026-01-31", None),
        ("31/01/2026", None),
        (46053, "dd/mm/yyyy"),
        (46053.0, "d-mmm-yy"),
    ],
    ids=["a day", "midnight", "ISO", "day first", "a serial shown as a day", "one with a point"],
)
def test_days_are_read_however_they_are_kept(book: Read, value: object, form: str | None) -> None:
    assert cell(book, "opened_on", value, form) == date(2026, 1, 31)


def test_days_that_count_from_1904_are_the_same_days(book: Read) -> None:
    def from_1904(workbook: Workbook) -> None:
        workbook.epoch = CALENDAR_MAC_1904

    rows = [[*HEADER, "opened_on"], ["x", "iee", "A", date(2026, 1, 31)]]
    (row,), _inventory = book({"accounts": rows}, from_1904)
    assert row.values["opened_on"] == date(2026, 1, 31)


@pytest.mark.parametrize(
    ("value", "form", "said"),
    [
        (HALF_PAST_TEN, None, "time of day in this cell; leave the date"),
        (time(10, 30), None, "and no date"),
        (timedelta(hours=30), None, "and no date"),
        (46053, None, "number by which a spreadsheet keeps one"),
        (9e9, "dd/mm/yyyy", "shows an error"),
        ("#REF!", None, "shows an error"),
        (True, None, "not a date"),
    ],
)
def test_what_is_no_day_says_why(book: Read, value: object, form: str | None, said: str) -> None:
    assert said in cell(book, "opened_on", value, form)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234.0, "1234"), (4491234567, "4491234567"), (0.5, "0.5"), (True, "TRUE"), (" a ", "a")],
)
def test_what_is_no_text_is_read_as_it_is_shown(book: Read, value: object, text: str) -> None:
    assert cell(book, "name", value) == text


def test_truth_values_are_yes_and_no(book: Read) -> None:
    assert cell(book, "official_on_portal", True) is True
    assert cell(book, "official_on_portal", False) is False


def test_an_error_that_is_typed_as_text_is_text(book: Read) -> None:
    def as_text(workbook: Workbook) -> None:
        workbook.worksheets[0]["D2"].data_type = "s"

    rows, inventory = book({"accounts": [[*HEADER, "name"], ["x", "a", "A", "#N/A"]]}, as_text)
    assert inventory.faults == []
    assert rows[0].values["name"] == "#N/A"


def test_a_formula_without_a_saved_value_is_a_fault(book: Read) -> None:
    rows, inventory = book(
        {"accounts": [[*HEADER, "name"], ["x", "a", "A", '="I"&"EE"'], ["x", "b", "A", "b"]]}
    )
    assert [row.line for row in rows] == [3]
    (fault,) = inventory.faults
    assert (fault.row, fault.column, fault.value) == (2, "name", '="I"&"EE"')
    assert "no value saved with it" in fault.reason


def test_a_formula_with_a_saved_value_is_that_value_with_a_note(read: Read) -> None:
    data = made({"accounts": [[*HEADER, "name"], ["x", "a", "A", "=B2"], ["x", "b", "A", "=C9"]]})
    computed = with_part(
        data,
        SHEET_1,
        lambda part: part.replace(b"<f>B2</f><v />", b"<f>B2</f><v>7</v>").replace(
            b'<c r="D3"><f>C9</f><v />', b'<c r="D3" t="str"><f>C9</f><v></v>'
        ),
    )
    rows, inventory = read(computed, "redes.xlsx")
    assert [row.values.get("name") for row in rows] == ["7", None]
    assert inventory.faults == []
    (note,) = inventory.notes
    assert str(note).startswith("redes.xlsx, accounts: 2 cells are formulas, the first in row 2")


def test_what_the_workbook_says_of_its_own_size_is_not_believed(read: Read) -> None:
    small = with_part(
        made(ACCOUNTS), SHEET_1, lambda part: part.replace(b'ref="A1:C2"', b'ref="A1"')
    )
    rows, inventory = read(small, "redes.xlsx")
    assert (len(rows), inventory.faults) == (1, [])


def test_one_sheet_under_any_name_is_the_accounts(book: Read) -> None:
    rows, inventory = book({"Hoja1": ACCOUNTS["accounts"]})
    assert inventory.sheets == ("accounts",)
    assert len(rows) == 1


def test_hidden_and_unknown_sheets_are_noted_and_not_read(book: Read) -> None:
    def hide(workbook: Workbook) -> None:
        workbook["people"].sheet_state = "veryHidden"

    _rows, inventory = book({**ACCOUNTS, "people": [["nonsense"]], "acces": [["a"]]}, hide)
    assert inventory.sheets == ("accounts",)
    hidden, unknown = map(str, inventory.notes)
    assert "hidden: people" in hidden
    assert "no sheets: acces" in unknown
    assert "Should acces be named access?" in unknown


def test_a_workbook_saved_by_libreoffice_is_read(platforms: Platforms) -> None:
    """The file is what `of_every_kind` gives, saved by LibreOffice Calc 7.4."""
    assert_of_every_kind(FIXTURE, platforms)


@pytest.mark.skipif(not LIBREOFFICE, reason="LibreOffice is not on this machine")
def test_what_libreoffice_saves_today_is_read(tmp_path: Path, platforms: Platforms) -> None:
    path = tmp_path / "redes.xlsx"
    path.write_bytes(saved_by_libreoffice(of_every_kind(), tmp_path))
    assert_of_every_kind(path, platforms)


OF_EVERY_KIND: Sheets = {
    "cuentas": [
        ["# comentario"],
        ["red social", "cuenta", "área", "fecha de apertura", "en el portal", "nombre", "enlace"],
        ["x", "uno", "A", date(2026, 1, 31), True, 1234.0, None],
        ["x", "dos", "A", "=DATE(2026,1,31)", False, '="Tr"&"es"', None],
        ["x", "tres", "A", "31/01/2026", "sí", "=1/0", None],
    ],
    "áreas": [["clave"], ["A"]],
}


def of_every_kind() -> bytes:
    def shown_as_a_day(workbook: Workbook) -> None:
        workbook.worksheets[0]["D4"].number_format = "dd/mm/yyyy"

    return made(OF_EVERY_KIND, shown_as_a_day)


def assert_of_every_kind(path: Path, platforms: Platforms) -> None:
    inventory = open_inventory(path, TODAY, platforms)
    first, second = inventory.rows("accounts")
    assert first.values["opened_on"] == second.values["opened_on"] == date(2026, 1, 31)
    assert (first.values["official_on_portal"], first.values["name"]) == (True, "1234")
    assert (second.values["official_on_portal"], second.values["name"]) == (False, "Tres")
    (fault,) = inventory.faults
    assert (fault.row, fault.column, fault.value) == (5, "nombre", "#DIV/0!")
    assert "3 cells are formulas, the first in row 4" in inventory.notes[-1].text
    assert [row.values["code"] for row in inventory.rows("areas")] == ["A"]


# --- what is refused -----------------------------------------------------------------------------


def test_merged_cells_are_refused_by_their_range(book: Read) -> None:
    rows, inventory = book(
        {"accounts": [HEADER, ["x", "a", "A"], ["x", "b", None]]},
        lambda workbook: workbook.worksheets[0].merge_cells("C2:C3"),
    )
    assert rows == []
    (fault,) = inventory.faults
    assert fault.file == "redes.xlsx, accounts"
    assert "merged here (C2:C3)" in fault.reason
    assert inventory.unread == {"accounts"}


@pytest.mark.parametrize(
    "rows",
    [
        [["REGISTRO DE CUENTAS 2026"], HEADER, ["x", "a", "A"]],
        [HEADER, ["red social", "cuenta", "área"], ["x", "a", "A"]],
    ],
    ids=["a title above", "both languages"],
)
def test_two_rows_of_headers_are_refused(book: Read, rows: list[list[str]]) -> None:
    found, inventory = book({"accounts": rows})
    assert found == []
    (fault,) = inventory.faults
    assert fault.row == 2
    assert "two rows of headers" in fault.reason


def test_a_sheet_without_a_header_is_a_fault(book: Read) -> None:
    _rows, inventory = book({**ACCOUNTS, "people": []})
    (fault,) = inventory.faults
    assert str(fault).startswith("redes.xlsx, people: This is empty")


def test_the_same_sheet_twice_is_refused(read: Read) -> None:
    told = refused(read, made({**ACCOUNTS, "cuentas": [HEADER]}))
    assert "“cuentas” is the sheet “accounts”" in told


def test_a_workbook_without_sheets_of_an_inventory_is_refused(read: Read) -> None:
    told = refused(read, made({"Hoja1": [["a"]], "persona s": [["a"]]}))
    assert "no sheet of an inventory" in told
    assert "Should persona s be named personas?" in told


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook"),
        ("xl/workbook.xml", b""),
        ("xl/styles.xml", b"<styleSheet><cellXfs>"),
        (SHEET_1, b"<worksheet><sheetData><row"),
        ("xl/_rels/workbook.xml.rels", b"<Relationships/>"),
    ],
)
def test_parts_that_are_damaged_are_refused(read: Read, part: str, content: bytes) -> None:
    data = with_part(made(ACCOUNTS), part, lambda _old: content)
    try:
        _rows, inventory = read(data, "redes.xlsx")
    except IntakeError as error:
        (fault,) = error.faults
    else:
        (fault,) = inventory.faults
    assert "damaged" in fault.reason or "no sheet of an inventory" in fault.reason


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="2"', b'r="99999999999"'),
        (b'r="2"', b'r="two"'),
        (b'r="C2"', b'r="ZZZZZZ2"'),
        (b'r="C2"', b'r="2C"'),
        (b't="s"', b't="n"'),
        (b"<v>0</v>", b"<v>999</v>"),
        (b'<c r="D3" s="1"', b'<c r="D3" s="999"'),
    ],
)
def test_cells_that_cannot_be_are_faults_and_never_an_endless_sheet(
    read: Read, old: bytes, new: bytes
) -> None:
    whole = FIXTURE.read_bytes()
    broken = with_part(whole, SHEET_1, lambda part: part.replace(old, new))
    assert broken != with_part(whole, SHEET_1, lambda part: part)
    _rows, inventory = read(broken, "redes.xlsx")
    for fault in inventory.faults:
        assert fault.reason.endswith((".", "?"))
        assert str(fault).isprintable()


@ON_ONE_FOLDER
@given(place=st.integers(0, 1 << 16), byte=st.integers(0, 255), cut=st.booleans())
def test_wild_bytes_never_give_anything_but_faults(
    place: int, byte: int, cut: bool, tmp_path: Path, platforms: Platforms
) -> None:
    data = bytearray(of_every_kind())
    at = place % len(data)
    if cut:
        del data[at:]
    else:
        data[at] = byte
    path = tmp_path / "redes.xlsx"
    path.write_bytes(data)
    wild(path, platforms)


@ON_ONE_FOLDER
@given(
    part=st.sampled_from(
        [SHEET_1, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml"]
    ),
    change=st.tuples(
        st.integers(0, 1 << 14),
        st.sampled_from([b"<", b">", b'"', b"9", b"-1", b"<f/>", b"\xff", b"", b"e", b"/>", b"r"]),
        st.integers(0, 40),
    ),
)
def test_wild_parts_never_give_anything_but_faults(
    part: str, change: tuple[int, bytes, int], tmp_path: Path, platforms: Platforms
) -> None:
    place, text, width = change

    def mutated(old: bytes) -> bytes:
        at = place % len(old)
        return old[:at] + text + old[at + width :]

    path = tmp_path / "redes.xlsx"
    path.write_bytes(with_part(FIXTURE.read_bytes(), part, mutated))
    wild(path, platforms)


def wild(path: Path, platforms: Platforms) -> None:
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
