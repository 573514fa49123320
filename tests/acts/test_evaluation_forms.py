"""A form as people fill it in and save it: in either language, with a spreadsheet of either."""

from pathlib import Path

import pytest

from monitor.acts.evaluation_forms import answers_in
from monitor.evaluations.answers import Answer
from monitor.intake.faults import IntakeError


def _written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "form.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_a_form_in_english_is_read(tmp_path: Path) -> None:
    path = _written(
        tmp_path,
        "account,number,clause,question,answer,remark\n"
        'x/one,1,6.I,"Is it, so?",yes,\nx/one,2,6.II,And so?,No,\'=see there\n'
        "x/one,3,6.III,Or so?,,\nx/one,4,6.IV,How?,n/a,never was\n",
    )
    form = answers_in(path)
    assert form.accounts == {"x/one"}
    assert form.answers == {
        1: Answer("yes"),
        2: Answer("no", "=see there"),
        4: Answer("not_applicable", "never was"),
    }


def test_a_form_in_spanish_as_a_spreadsheet_saves_it_is_read(tmp_path: Path) -> None:
    text = "Número;Respuesta;Observación\n1;Sí;así es\n2;No aplica;\n"
    form = answers_in(_written(tmp_path, text, "cp1252"))
    assert form.accounts == frozenset()
    assert form.answers == {1: Answer("yes", "así es"), 2: Answer("not_applicable")}


@pytest.mark.parametrize("text", ["", "number,question\n1,so?\n", "platform,handle\nx,iee\n"])
def test_another_file_is_refused_with_where_to_get_a_form(tmp_path: Path, text: str) -> None:
    with pytest.raises(IntakeError, match="monitor evaluation form"):
        answers_in(_written(tmp_path, text))


def test_every_row_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    rows = ["1,perhaps,", "x,yes,", ",,", "2,,why", "3,yes,", "3,no,", '4,"yes,']
    path = _written(tmp_path, "number,answer,remark\n" + "\n".join(rows) + "\n")
    with pytest.raises(IntakeError) as told:
        answers_in(path)
    assert [fault.row for fault in told.value.faults] == [2, 3, 4, 5, 7, 8]


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"\0" * 30)
    with pytest.raises(IntakeError):
        answers_in(path)
