"""Records of a CSV file, numbered as a spreadsheet numbers its rows."""

from pathlib import Path

import pytest

from monitor.intake.encoding import Encoding, FileRefused
from monitor.intake.records import Record
from monitor.intake.sources import csv
from monitor.intake.sources.csv import records

HEADERS = frozenset({"code", "name", "kind"})
UTF_8 = Encoding("utf-8-sig")


def read(tmp_path: Path, text: str, encoding: Encoding = UTF_8) -> list[Record]:
    path = tmp_path / "f.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return list(records(path, encoding, HEADERS))


def cells(found: list[Record]) -> list[tuple[int | None, list[str]]]:
    return [(record.row, record.cells) for record in found if not record.broken]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_told(tmp_path: Path, delimiter: str, end: str) -> None:
    text = f"code{delimiter}name{end}A{delimiter}x,y;z{end}".replace("x,y;z", '"x,y;z"')
    assert cells(read(tmp_path, text)) == [(1, ["code", "name"]), (2, ["A", "x,y;z"])]


def test_the_delimiter_that_makes_known_headers_wins(tmp_path: Path) -> None:
    (header,) = read(tmp_path, "code;name;a,b,c,d,e")
    assert header.cells == ["code", "name", "a,b,c,d,e"]


def test_a_first_line_may_say_the_delimiter(tmp_path: Path) -> None:
    assert cells(read(tmp_path, "SEP=;\ncode;name\nA;1,5\n")) == [
        (2, ["code", "name"]),
        (3, ["A", "1,5"]),
    ]


def test_comments_and_blank_lines_are_skipped_and_counted(tmp_path: Path) -> None:
    text = "# about; this\n\ncode,name\n  \n# more\nA,1\n"
    assert cells(read(tmp_path, text)) == [(3, ["code", "name"]), (6, ["A", "1"])]


def test_inside_quotation_marks_they_are_text(tmp_path: Path) -> None:
    text = 'code,name\nA,"one\n# two\n\nthree"\nB,2\n"#C",3\n'
    assert cells(read(tmp_path, text)) == [
        (1, ["code", "name"]),
        (2, ["A", "one\n# two\n\nthree"]),
        (3, ["B", "2"]),
        (4, ["#C", "3"]),
    ]


def test_a_quotation_mark_left_open_costs_its_own_row_only(tmp_path: Path) -> None:
    found = read(tmp_path, 'code,name\nA,"open\nB,2\nC,3\n')
    assert cells(found) == [(1, ["code", "name"]), (3, ["B", "2"]), (4, ["C", "3"])]
    (broken,) = [record for record in found if record.broken]
    assert (broken.row, broken.cells) == (2, ['A,"open\n'])
    assert "do not pair up" in (broken.broken or "")


def test_one_left_open_over_much_text_costs_its_own_row_only(tmp_path: Path) -> None:
    many = "".join(f"B{number},{'y' * 90}\n" for number in range(5000))
    found = read(tmp_path, f'code,name\nA,"open\n{many}')
    assert [record.row for record in found if record.broken] == [2]
    assert len(found) == 5002
    assert found[-1].row == 5002


def test_text_after_a_closing_quotation_mark_breaks_the_row(tmp_path: Path) -> None:
    found = read(tmp_path, 'code,name\nA,"a"b\nB,2\n')
    assert [record.row for record in found if record.broken] == [2]
    assert cells(found)[-1] == (3, ["B", "2"])


def test_a_giant_cell_with_open_quotation_marks_is_broken(tmp_path: Path) -> None:
    found = read(tmp_path, 'code,name\nA,"' + "x" * 200_000 + "\nB,2\n")
    assert [record.row for record in found if record.broken] == [2]
    assert cells(found)[-1] == (3, ["B", "2"])


def test_a_cell_beyond_the_limit_of_the_csv_module_is_given_whole(tmp_path: Path) -> None:
    found = read(tmp_path, "code,name\nA," + "x" * 1_000_000 + "\nB,2\n")
    assert len(found[1].cells[1]) == 1_000_000
    assert found[2].cells == ["B", "2"]


@pytest.mark.parametrize("length", [50, 64, 65, 200])
def test_a_line_longer_than_any_row_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    monkeypatch.setattr(csv, "LONGEST_LINE", 32)
    found = read(tmp_path, "code,name\nA," + "x" * length + "\nB,2\n")
    assert [(record.row, bool(record.broken)) for record in found] == [
        (1, False),
        (2, True),
        (3, False),
    ]
    assert found[2].cells == ["B", "2"]


def test_a_header_longer_than_any_row_is_all_that_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv, "LONGEST_LINE", 16)
    (header,) = read(tmp_path, "# c\n" + "x" * 100 + "\nB,2\n")
    assert (header.row, header.cells) == (2, [])
    assert header.broken


def test_nothing_gives_no_records(tmp_path: Path) -> None:
    assert read(tmp_path, "") == []
    assert read(tmp_path, "# only\n\n") == []


def test_a_header_that_cannot_be_split_still_gives_a_record(tmp_path: Path) -> None:
    (header,) = read(tmp_path, "y" * 200_000)
    assert header.cells == ["y" * 200_000]


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"code\n\xe1\n")
    with pytest.raises(FileRefused, match="changed"):
        list(records(path, UTF_8, HEADERS))


def test_records_stream(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("code,name\n" + "A,1\n" * 100_000, encoding="utf-8")
    found = records(path, UTF_8, HEADERS)
    assert next(found).row == 1
    assert next(found).row == 2
    found.close()  # type: ignore[attr-defined]
