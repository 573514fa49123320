"""Lists: whole names as text, stable keys for machines, and nothing a spreadsheet would run."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest

from monitor import text
from monitor.history import ALWAYS
from monitor.reports.tables import Table, write

COLUMNS = {"account": "Account", "since": "Since", "official": "Official", "name": "Name"}
ROWS = [
    ("x/ieejemplo", date(2026, 11, 22), True, "Instituto de Ejemplo"),
    ("facebook/" + "largo" * 30, None, False, "=HYPERLINK(1)"),
]


def written(form: str, rows: list[tuple[object, ...]] | None = None) -> str:
    out = io.StringIO()
    table = Table("Accounts", COLUMNS, ROWS if rows is None else rows)  # type: ignore[arg-type]
    write(table, out, form)
    return out.getvalue()


def test_text_is_never_cut_where_it_is_not_a_terminal() -> None:
    lines = written("text").splitlines()
    assert any("facebook/" + "largo" * 30 in line for line in lines)
    assert any("x/ieejemplo" in line and "2026-11-22" in line and "yes" in line for line in lines)
    assert lines[-1] == "2 rows"
    assert all(line == line.rstrip() for line in lines)


def test_text_speaks_the_language_in_use() -> None:
    text.use("es")
    assert "22/11/2026" in written("text")


def test_a_moment_shows_its_minute() -> None:
    row = ("x/a", datetime(2026, 11, 22, 17, 5, tzinfo=UTC), None, None)
    assert "2026-11-22 17:05" in written("text", [row])
    assert json.loads(written("json", [row]))[0]["since"] == "2026-11-22T17:05:00+00:00"


def test_an_empty_list_says_so() -> None:
    assert written("text", []).splitlines()[-1] == "None."
    assert json.loads(written("json", [])) == []
    assert written("csv", []) == "account,since,official,name\n"


def test_json_is_a_list_of_objects_with_the_stable_keys() -> None:
    text.use("es")
    first = json.loads(written("json"))[0]
    assert first == {
        "account": "x/ieejemplo",
        "since": "2026-11-22",
        "official": True,
        "name": "Instituto de Ejemplo",
    }


def test_csv_has_the_stable_keys_and_disarms_formulas() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv"))))
    assert rows[0]["since"] == "2026-11-22"
    assert rows[1]["since"] == ""
    assert rows[0]["official"] == "yes"
    assert rows[1]["name"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_a_day_that_nobody_knows_is_not_shown_as_the_first_of_all(form: str) -> None:
    assert "0001" not in written(form, [("x/ieejemplo", ALWAYS, True, "")])


def test_text_shows_no_control_characters() -> None:
    shown = written("text", [("x/\x1b[31mrojo", None, None, "una\nlínea")])
    assert "\x1b" not in shown
    assert "una línea" in shown


def test_brackets_are_text_and_no_markup() -> None:
    assert "[bold]x" in written("text", [("[bold]x", None, None, None)])


def test_a_row_that_does_not_fit_its_columns_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="zip"):
        written("json", [("x/a",)])


def test_an_unknown_format_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        written("xml")
