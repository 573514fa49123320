"""What lies at a path, and what to say when it is not an inventory."""

import os
from pathlib import Path

import pytest

from monitor.intake.faults import IntakeError
from monitor.intake.folders import Found, find, label
from monitor.intake.sources import xlsx
from tests.intake.workbooks import ACCOUNTS, made


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text("x", encoding="utf-8")


def refused(path: Path) -> str:
    with pytest.raises(IntakeError) as told:
        find(path)
    assert told.value.faults
    return str(told.value)


def test_sheets_are_found_by_name_in_either_language_and_any_case(tmp_path: Path) -> None:
    put(tmp_path, "Cuentas.CSV", "áreas.csv", "cambios de contrasena.csv", "PEOPLE.csv")
    put(tmp_path, "Institution.yaml")
    found = find(tmp_path)
    assert sorted(found.files) == ["accounts", "areas", "password_changes", "people"]
    assert found.institution_file == tmp_path / "Institution.yaml"
    assert found.notes == ()


def test_one_file_under_any_name_is_the_accounts(tmp_path: Path) -> None:
    put(tmp_path, "redes 2026.txt", "institution.yaml")
    assert find(tmp_path / "redes 2026.txt") == Found(
        {"accounts": tmp_path / "redes 2026.txt"}, None, None
    )


def test_a_folder_of_policies_beside_the_inventory_is_pointed_at(tmp_path: Path) -> None:
    put(tmp_path, "accounts.csv")
    assert find(tmp_path).policies_folder is None
    (tmp_path / "policies").mkdir()
    assert find(tmp_path).policies_folder == tmp_path / "policies"
    assert find(tmp_path / "accounts.csv").policies_folder == tmp_path / "policies"
    assert find(tmp_path).notes == ()


def test_two_files_that_are_the_same_sheet_are_refused(tmp_path: Path) -> None:
    put(tmp_path, "accounts.csv", "cuentas.csv")
    told = refused(tmp_path)
    assert "cuentas.csv" in told
    assert "accounts.csv" in told
    assert "keep one" in told


def test_other_files_are_named_in_one_note(tmp_path: Path) -> None:
    put(tmp_path, "accounts.csv", "acounts.csv", "leeme.txt", "lista.xlsx", ".hidden", "~$x.xlsx")
    (note,) = find(tmp_path).notes
    assert "acounts.csv, leeme.txt, lista.xlsx" in note.text
    assert "hidden" not in note.text
    assert "Should acounts.csv be named accounts.csv?" in note.text
    assert "give its name, not the folder's" in note.text


def test_many_other_files_are_counted(tmp_path: Path) -> None:
    put(tmp_path, "accounts.csv", *(f"{number}.txt" for number in range(10, 25)))
    (note,) = find(tmp_path).notes
    assert "10.txt" in note.text
    assert "and 5 more" in note.text
    assert "24.txt" not in note.text


def test_a_folder_without_sheets_is_refused(tmp_path: Path) -> None:
    assert "no sheet of an inventory" in refused(tmp_path)
    put(tmp_path, "acounts.csv")
    assert "Should acounts.csv be named accounts.csv?" in refused(tmp_path)


def test_the_institutions_file_alone_is_an_inventory_without_sheets(tmp_path: Path) -> None:
    put(tmp_path, "institution.yaml")
    assert find(tmp_path).files == {}


@pytest.mark.parametrize("name", ["missing", "missing.csv", "nul\0.csv"])
def test_a_path_with_nothing_there_is_refused(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path / name)


@pytest.mark.parametrize("name", ["accounts.xls", "accounts.ODS", "accounts.xlsm"])
def test_a_spreadsheet_of_another_format_says_how_to_save_it(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    assert "save it as XLSX" in refused(tmp_path / name)


def test_a_workbook_stands_alone_with_what_lies_beside_it(tmp_path: Path) -> None:
    put(tmp_path, "leeme.txt")
    path = tmp_path / "Redes.XLSX"
    path.write_bytes(made({**ACCOUNTS, "áreas": [["code"]]}))
    for at in (path, tmp_path):
        found = find(at)
        assert sorted(found.files) == sorted(found.tables) == ["accounts", "areas"]
        assert set(found.files.values()) == {path}
        assert found.labels == {"accounts": "Redes.XLSX, accounts", "areas": "Redes.XLSX, áreas"}
        assert found.institution_file is None
    assert "leeme.txt" in find(tmp_path).notes[0].text
    put(tmp_path, "institution.yaml")
    for at in (path, tmp_path):
        assert find(at).institution_file == tmp_path / "institution.yaml"


def test_sheets_as_csv_win_over_a_workbook_beside_them(tmp_path: Path) -> None:
    put(tmp_path, "accounts.csv")
    (tmp_path / "old.xlsx").write_bytes(made(ACCOUNTS))
    found = find(tmp_path)
    assert found.files == {"accounts": tmp_path / "accounts.csv"}
    assert "old.xlsx" in found.notes[0].text


def test_two_whole_inventories_in_a_folder_are_refused(tmp_path: Path) -> None:
    put(tmp_path, "a.json", "b.xlsx")
    assert "More than one file here is a whole inventory: a.json, b.xlsx" in refused(tmp_path)


@pytest.mark.parametrize("name", ["a.json", "b.xlsx"])
def test_a_whole_inventory_that_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assert "does not exist" in refused(tmp_path / name)
    put(tmp_path, name)

    def deny(_path: Path, *_how: object, **_more: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(xlsx, "look_through", deny)
    monkeypatch.setattr(Path, "read_text", deny)
    assert "permission is lacking" in refused(tmp_path / name)


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "accounts.csv")
    assert "no file with text" in refused(tmp_path)
    assert "no file with text" in refused(tmp_path / "accounts.csv")


def test_a_link_to_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").symlink_to(tmp_path / "gone.csv")
    assert "cannot be read" in refused(tmp_path)


def test_a_folder_that_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(_folder: Path) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", deny)
    assert "permission is lacking" in refused(tmp_path)


def test_a_file_name_cannot_steer_a_terminal(tmp_path: Path) -> None:
    assert label(tmp_path / "a\x1b[2J.csv") == "a\\x1b[2J.csv"
    assert label(Path("/")) == "/"
