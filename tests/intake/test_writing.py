"""Sheets as files: headers and listed values in the reader's language, cells as they are."""

from pathlib import Path

import pytest

from monitor.intake.faults import IntakeError
from monitor.intake.inventory_files import open_inventory
from monitor.intake.writing import file_name, write_sheet
from monitor.policy.platforms import Platforms
from tests.intake.conftest import TODAY

ROWS = [
    {"handle": "iee", "platform": "x", "area": "A", "status": "legacy_personal"},
    {"handle": "b", "platform": "x", "area": "A", "official_on_portal": "yes", "name": 'a;"b"'},
]


def test_a_sheet_is_written_in_english(tmp_path: Path) -> None:
    path = write_sheet(tmp_path, "accounts", ROWS, "en")
    assert path == tmp_path / "accounts.csv"
    assert path.read_bytes().decode("utf-8-sig") == (
        "platform,handle,area,name,status,official_on_portal\r\n"
        "x,iee,A,,legacy_personal,\r\n"
        'x,b,A,"a;""b""",,yes\r\n'
    )


def test_a_sheet_is_written_in_spanish(tmp_path: Path) -> None:
    path = write_sheet(tmp_path, "accounts", ROWS, "es")
    assert path == tmp_path / "cuentas.csv"
    assert path.read_bytes().decode("utf-8-sig") == (
        "red social;cuenta;área;nombre;estado;oficial en el portal\r\n"
        "x;iee;A;;personal previa;\r\n"
        'x;b;A;"a;""b""";;sí\r\n'
    )


def test_a_number_sign_at_the_beginning_is_no_comment(tmp_path: Path, platforms: Platforms) -> None:
    write_sheet(tmp_path, "people", [{"email": "#1@iee.example"}], "en")
    (row,) = open_inventory(tmp_path, TODAY, platforms).rows("people")
    assert row.values["email"] == "#1@iee.example"


def test_a_sheet_without_rows_has_its_required_columns(tmp_path: Path) -> None:
    path = write_sheet(tmp_path, "accounts", [], "en")
    assert path.read_text(encoding="utf-8-sig") == "platform,handle,area\n"


def test_a_column_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="colour"):
        write_sheet(tmp_path, "areas", [{"code": "A", "colour": "red"}], "en")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    write_sheet(tmp_path, "areas", [], "en")
    with pytest.raises(IntakeError, match="not overwritten"):
        write_sheet(tmp_path, "areas", [], "en")


def test_file_names_are_plain_letters() -> None:
    assert file_name("password_changes", "en") == "password_changes.csv"
    assert file_name("password_changes", "es") == "cambios_de_contrasena.csv"
    assert file_name("areas", "es") == "areas.csv"
