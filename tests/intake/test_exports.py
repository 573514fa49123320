"""Lists of who has access: found in any columns, told how they were read, refused with reasons."""

from pathlib import Path
from typing import Any

import pytest

from monitor.intake.exports import Export, Person, read
from monitor.intake.faults import IntakeError
from tests.intake.workbooks import made

PLAIN = "Nombre;Correo electrónico;Función\nAna Gómez;ana@iee.example;Editora\n"


def listed(folder: Path, content: str | bytes, *maps: str, name: str = "lista.csv") -> Export:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return read(folder / name, maps)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_is_read_in_every_encoding_and_with_every_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    found = listed(tmp_path, PLAIN.replace(";", delimiter).encode(encoding))
    assert found.people == (Person(2, "ana@iee.example", "Editora"),)
    assert found.accounts is None


def test_a_workbook_is_read_like_a_text(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Persona", "Rol"],
        ["Ana Gómez", "Editora"],
        [None, None],
        ["Beto", None],
    ]
    found = listed(tmp_path, made({"Hoja1": rows}), name="lista.xlsx")
    assert found.people == (Person(2, "Ana Gómez", "Editora"), Person(4, "Beto"))


def test_the_header_may_stand_below_a_title_even_one_that_looks_like_a_header(
    tmp_path: Path,
) -> None:
    found = listed(tmp_path, f"Personas;;\nExportado el 22/11/2026;;\n{PLAIN}")
    assert found.people == (Person(4, "ana@iee.example", "Editora"),)


def test_who_has_no_address_is_called_by_the_parts_of_the_name(tmp_path: Path) -> None:
    found = listed(tmp_path, "Email,First Name,Last Name\n,Ana,Gómez\n-,Beto,\n")
    assert [each.identity for each in found.people] == ["Ana Gómez", "Beto"]


@pytest.mark.parametrize(
    ("content", "account"),
    [
        ("red social,cuenta,correo\nX,@ieejemplo,a@b.example\n", "X/@ieejemplo"),
        ("cuenta,correo\nx/ieejemplo,a@b.example\n", "x/ieejemplo"),
        ("platform,url,mail\nx,https://x.com/iee,a@b.example\n", "https://x.com/iee"),
        ("plataforma,cuenta,correo\nx,,a@b.example\n", None),
    ],
)
def test_a_row_may_name_its_account(tmp_path: Path, content: str, account: str | None) -> None:
    found = listed(tmp_path, content)
    assert [each.account for each in found.people] == [account]
    assert found.accounts in {"cuenta", "url"}


def test_how_the_columns_were_read_is_told(tmp_path: Path) -> None:
    found = listed(tmp_path, "Correo,Rol,Estado\na@b.example,,activo\n,,activo\n")
    assert found.notes == (
        "lista.csv: read as: identity from “Correo”; role from “Rol”.",
        "lista.csv: not read: “Estado”.",
        "lista.csv: 1 row names nobody and was left out: row 3.",
    )


def test_what_was_read_otherwise_than_written_is_told(tmp_path: Path) -> None:
    assert "Windows-1252" in " ".join(listed(tmp_path, PLAIN.encode("cp1252")).notes)
    hidden = made(
        {"A": [["Correo"], ["a@b.example"]], "B": [["x"]]},
        lambda book: setattr(book["B"], "sheet_state", "hidden"),
    )
    assert "hidden" in " ".join(listed(tmp_path, hidden, name="a.xlsx").notes)


@pytest.mark.parametrize(
    ("maps", "person"),
    [
        (["quién=identity"], Person(2, "ana", "editor")),
        (["Quién=identidad", "TAREA=función"], Person(2, "ana", "todo")),
        (["Rol=-"], Person(2, "a@b.example", "todo")),
        (["Rol=-", "Tarea=-"], Person(2, "a@b.example")),
        (["Cosa=handle", "Red=platform"], Person(2, "a@b.example", "editor", "x/iee")),
    ],
)
def test_a_mapping_wins_over_the_guesses(tmp_path: Path, maps: list[str], person: Person) -> None:
    content = "Correo,Quién,Rol,Tarea,Cosa,Red\na@b.example,ana,editor,todo,iee,x\n"
    [found] = listed(tmp_path, content, *maps).people
    assert found == person


@pytest.mark.parametrize(
    ("content", "maps", "reason"),
    [
        (PLAIN, ["Función"], "Write COLUMN=FIELD; FIELD is one of identity, role"),
        (PLAIN, ["Función=cargo"], "Write COLUMN=FIELD"),
        (PLAIN, ["=role"], "Write COLUMN=FIELD"),
        (PLAIN, ["Rango=role"], "No row has the column “rango”; the first row has: “Nombre”"),
        ("ana@iee.example\n", [], "--map COLUMN=identity. The first row has: “ana@iee.example”"),
        ("", [], "The first row has: nothing"),
        (b"PK\x03\x04", [], "spreadsheet"),
        (PLAIN + 'a;"b\n', [], "row 3: The quotation marks"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(
    tmp_path: Path, content: str | bytes, maps: list[str], reason: str
) -> None:
    with pytest.raises(IntakeError, match=reason):
        listed(tmp_path, content, *maps)


def test_a_workbook_with_two_lists_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="several sheets"):
        listed(tmp_path, made({"A": [["a"]], "B": [["b"]]}), name="lista.xlsx")


def test_every_bad_cell_that_matters_is_named(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Correo", "Rol", "Estado"],
        ["=1/0", "x", "=A"],
        ["a@b.example", "=B", None],
    ]
    with pytest.raises(IntakeError) as refused:
        listed(tmp_path, made({"A": rows}), name="lista.xlsx")
    assert [(fault.row, fault.column) for fault in refused.value.faults] == [
        (2, "Correo"),
        (3, "Rol"),
    ]


def test_many_rows_that_name_nobody_are_counted(tmp_path: Path) -> None:
    rows = "".join(f",{number}\n" for number in range(12))
    [*_others, last] = listed(tmp_path, f"Correo,Rol\n{rows}").notes
    assert "12 rows name nobody" in last
    assert last.endswith("10, 11, ….")
