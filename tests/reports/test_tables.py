"""Lists: whole names as text, stable keys for machines, and nothing a spreadsheet would run."""

import csv
import io
import json
import re
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


class Terminal(io.StringIO):
    """A terminal: what is written there is drawn for its width."""

    def isatty(self) -> bool:
        return True


def on_a_terminal(table: Table, width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    out = Terminal()
    write(table, out)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())
    return [line.rstrip() for line in plain.splitlines()]


def wide(control: str = "A sentence that may well be broken into several lines") -> Table:
    columns = {"code": "Code", "control": "Control", "state": "State", "empty": "Empty"}
    rows = [("F-66V1762A27", control, "acknowledged", None)]
    minor = ("empty", "state")
    return Table("Findings", columns, rows, minor=minor, flowing=("control",))


def test_a_terminal_without_room_says_which_columns_gave_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = on_a_terminal(wide(), 40, monkeypatch)
    assert max(map(len, lines[:-1])) <= 40
    assert "acknowledged" not in " ".join(lines)
    told = " ".join(lines)
    assert "No room for: State. A wider window shows them" in told
    assert "Empty" not in told


def test_a_wide_terminal_shows_every_column_that_says_something(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = " ".join(on_a_terminal(wide(), 100, monkeypatch))
    assert "acknowledged" in told
    assert "No room" not in told
    assert "Empty" not in told


def test_sentences_are_broken_and_names_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = on_a_terminal(wide(), 60, monkeypatch)
    assert any(line.lstrip().startswith("F-66V1762A27") for line in lines)
    assert len([line for line in lines if "sentence" in line or "several" in line]) > 1
    assert any(line.endswith("acknowledged") for line in lines)


def test_machines_get_every_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    out = io.StringIO()
    write(wide(), out, "json")
    assert json.loads(out.getvalue())[0].keys() == {"code", "control", "state", "empty"}
