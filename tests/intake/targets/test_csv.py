"""CSV files that are written: every column, in the order of the sheet."""

from pathlib import Path

from monitor.intake import sheets
from monitor.intake.contents import Contents
from monitor.intake.targets.csv import write


def test_a_file_has_every_column_of_its_sheet(tmp_path: Path) -> None:
    rows = [["account:x/iee", None, "ana@iee.example", "owner", None, None, None, "=1"]]
    (path,) = write(tmp_path, [Contents(sheets.BY_NAME["designations"], rows)], "es")
    assert path == tmp_path / "designaciones.csv"
    assert path.read_bytes().decode("utf-8-sig") == (
        "cuenta;área;persona;función;inicio;término;notificada el;oficio\r\n"
        "cuenta:x/iee;;ana@iee.example;titular;;;;=1\r\n"
    )
