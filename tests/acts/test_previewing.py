"""Files in a private register: what a report says of them, and that nothing is left behind."""

from pathlib import Path

from monitor.acts import previewing
from monitor.acts.previewing import Asked
from tests.reports.example import TODAY, written


def test_what_was_read_is_said_by_the_names_of_a_report(tmp_path: Path) -> None:
    folder = written(tmp_path / "iee", {"accounts.csv": "platform,handle,area\nx,a,A\nx,b c,A\n"})
    asked = Asked(folder, ("mx-ine-mail",), skip_bad_rows=True, today=TODAY)
    with previewing.taken_in(asked, lambda _sheet, _rows: None) as taken:
        said = taken.said()
    assert said["rows"] == {"accounts": 1} or said["rows"] == {"accounts": 2}
    assert said["stubs"] == {"area": 1}
    assert said["notes"][0].startswith("there is no institution.yaml")
    assert [row.place for row in said["left_out"]] == ["accounts.csv, row 3"]


def test_a_private_register_is_empty_and_has_every_table() -> None:
    with previewing.private() as engine, engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM finding").scalar_one() == 0
