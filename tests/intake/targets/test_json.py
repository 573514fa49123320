"""JSON that is written: an item on each line, and no key for what nobody knows."""

from pathlib import Path

from monitor.intake import sheets
from monitor.intake.contents import Contents
from monitor.intake.targets.json import write

ATTESTATIONS, AREAS = sheets.BY_NAME["attestations"], sheets.BY_NAME["areas"]


def test_tables_are_lists_of_objects(tmp_path: Path) -> None:
    rows = [["password.custody", "area:Á", None, "ana@iee.example", None, True]] * 2
    (path,) = write(tmp_path, [Contents(AREAS, ()), Contents(ATTESTATIONS, rows)], "en")
    item = (
        '{"control": "password.custody", "subject": "area:Á", "by": "ana@iee.example", '
        '"answer": true}'
    )
    assert path == tmp_path / "inventory.json"
    assert path.read_text(encoding="utf-8") == (
        f'{{\n"areas": [\n],\n"attestations": [\n{item},\n{item}\n]\n}}\n'
    )


def test_no_tables_are_an_object_still(tmp_path: Path) -> None:
    (path,) = write(tmp_path, [], "es")
    assert (path.name, path.read_text(encoding="utf-8")) == ("inventario.json", "{}\n")
