"""Workbooks that are written: days as days, text as text, and what does not fit."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from monitor.intake import sheets
from monitor.intake.contents import Contents
from monitor.intake.faults import IntakeError
from monitor.intake.targets import xlsx
from monitor.intake.targets.xlsx import write

PEOPLE = sheets.BY_NAME["people"]


def person(**cells: object) -> list[object]:
    return [cells.get(column.name) for column in PEOPLE.columns]


def test_days_can_be_sorted_and_nothing_is_computed(tmp_path: Path) -> None:
    row = person(email="a@iee.example", name="=HYPERLINK(1)", active_from=date(2026, 1, 31))
    (path,) = write(tmp_path, [Contents(PEOPLE, [row])], "es")
    assert path == tmp_path / "inventario.xlsx"
    sheet = load_workbook(path)["personas"]
    assert sheet.freeze_panes == "A2"
    cells = {header.value: cell for header, cell in zip(sheet[1], sheet[2], strict=True)}
    assert cells["activa desde"].number_format == "yyyy-mm-dd"
    assert (cells["nombre"].value, cells["nombre"].data_type) == ("=HYPERLINK(1)", "s")
    assert cells["cargo"].value is None


def test_a_text_too_long_for_a_workbook_says_what_to_do(tmp_path: Path) -> None:
    row = person(email="a@iee.example", name="a\r" * 16_383)
    with pytest.raises(IntakeError, match=r"people, row 2: .*--format csv"):
        write(tmp_path, [Contents(PEOPLE, [row])], "en")
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_has_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    rows = [person(email=f"{name}@iee.example") for name in "abc"]
    with pytest.raises(IntakeError, match="room for 3 rows only; export with --format csv"):
        write(tmp_path, [Contents(PEOPLE, rows)], "en")
    assert list(tmp_path.iterdir()) == []
