"""A report as CSV: one finding per line, and nothing that a spreadsheet would run."""

import csv as standard
import io
import json
from typing import Any

import pytest

from monitor.findings.judged import Judged
from monitor.reports.data import Report
from monitor.reports.formats import csv
from tests.reports.example import control_of, finding, with_subjects


def _rows(report: Report, *, everything: bool = False) -> list[dict[str, str]]:
    stream = io.StringIO()
    csv.write(report, stream, everything=everything)
    return list(standard.DictReader(io.StringIO(stream.getvalue())))


def _report(example: Report, handle: str, message: str, **observed: Any) -> Report:
    found = finding(
        control_of(example, "rotation.max-age"), f"account:x/{handle}", "fail", message, **observed
    )
    return with_subjects(example, Judged("account", 1, f"x/{handle}", "A", None, (found,)))


def test_there_is_one_row_per_finding_under_a_header(example: Report) -> None:
    rows = _rows(example)
    assert tuple(rows[0]) == csv.COLUMNS
    assert len(rows) == 2 + 11 + 64
    assert len(_rows(example, everything=True)) == 113
    assert {row["state"] for row in rows} == {"open"}


def test_a_row_says_what_the_finding_says(example: Report) -> None:
    (row,) = (
        row
        for row in _rows(example)
        if (row["subject"], row["control"]) == ("account:x/ieejemplo", "rotation.max-age")
    )
    assert row["outcome"] == "fail"
    assert row["area"] == "JD01AGS"
    assert row["clauses"] == "mx-ine-mail 4.3.VIII"
    assert json.loads(row["observed"])["due_on"] == "2026-10-01"
    assert "2026-10-01" in row["message"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\n"])
def test_a_cell_that_a_spreadsheet_would_run_is_disarmed(example: Report, start: str) -> None:
    dangerous = f"{start}HYPERLINK(1)"
    (row,) = _rows(_report(example, "a", dangerous))
    assert row["message"] == f"'{dangerous}"


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_a_line_break_in_a_cell_begins_no_row(example: Report, end: str) -> None:
    (row,) = _rows(_report(example, "a", f"one{end}=two"))
    assert row["message"] == "one\n=two"


def test_no_cell_of_a_whole_report_begins_like_a_formula(example: Report) -> None:
    for row in _rows(example, everything=True):
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_a_cell_in_the_middle_of_which_such_a_sign_stands_stays_as_it_is() -> None:
    assert csv.disarmed("ana@iee.example") == "ana@iee.example"
    assert csv.disarmed("") == ""


def test_only_days_are_written_otherwise_than_they_are(example: Report) -> None:
    with pytest.raises(TypeError, match="object"):
        _rows(_report(example, "a", "m", seen=object()))
