"""Folders that are written whole or not at all."""

from pathlib import Path

import pytest

from monitor.intake import placing
from monitor.intake.faults import IntakeError
from monitor.intake.placing import placed


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def write(folder: Path, *files: str, force: bool = False) -> None:
    with placed(folder, force=force) as draft:
        for name in files:
            (draft / name).write_text("new", encoding="utf-8")


@pytest.mark.parametrize("there", [True, False])
def test_files_stand_in_the_folder_when_all_are_written(tmp_path: Path, there: bool) -> None:
    folder = tmp_path / "a" / "out"
    if there:
        folder.mkdir(parents=True)
    with placed(folder) as draft:
        (draft / "accounts.csv").write_text("new", encoding="utf-8")
        assert not (folder / "accounts.csv").exists()
    assert names(folder) == ["accounts.csv"]
    assert names(folder.parent) == ["out"]


def test_everything_is_on_the_disk_before_anything_is_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []

    def sync(paths: object) -> None:
        synced.extend(path.name for path in paths)  # type: ignore[attr-defined] # as placing gives them
        assert (tmp_path / "out").exists() == (synced[-1] == tmp_path.name)

    monkeypatch.setattr(placing, "_sync", sync)
    write(tmp_path / "out", "accounts.csv")
    assert synced[0] == "accounts.csv"
    assert synced[-1] == tmp_path.name


@pytest.mark.parametrize("there", [True, False])
def test_what_fails_leaves_nothing(tmp_path: Path, there: bool) -> None:
    folder = tmp_path / "out"
    if there:
        folder.mkdir()
    with pytest.raises(FileNotFoundError):
        write(folder, "accounts.csv", "no/such.csv")
    assert names(tmp_path) == (["out"] if there else [])
    assert not there or names(folder) == []


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(IntakeError, match="add --force"):
        write(tmp_path, "accounts.csv")
    assert names(tmp_path) == ["mine.txt"]


def test_with_force_the_inventory_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    there = [
        "accounts.csv",
        "personas.csv",
        "Institution.yaml",
        "mine.csv",
        "a.xlsx",
        ".people.csv",
    ]
    for name in there:
        (tmp_path / name).write_text("old", encoding="utf-8")
    (tmp_path / "areas.csv").mkdir()
    write(tmp_path, "accounts.csv", "institution.yaml", force=True)
    assert names(tmp_path) == [
        ".people.csv", "a.xlsx", "accounts.csv", "areas.csv", "institution.yaml", "mine.csv",
    ]  # fmt: skip
    assert (tmp_path / "accounts.csv").read_text(encoding="utf-8") == "new"
    assert (tmp_path / "mine.csv").read_text(encoding="utf-8") == "old"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    for force in (True, False):
        with pytest.raises(IntakeError, match="This is a file"):
            write(tmp_path / "out", "accounts.csv", force=force)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"
