"""The sample's files are the same every time, in both languages, and intake opens them."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.intake.inventory_files import open_inventory
from monitor.policy.library import Library, read_institution
from monitor.sample import AS_OF, write
from monitor.sample.institute import institute
from monitor.sample.writing import SHEETS


@pytest.fixture(scope="module", params=["es", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def folder(lang: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp(lang) / "iee"
    write(written, lang)
    return written


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def test_two_writings_are_equal_byte_for_byte(folder: Path, lang: str, tmp_path: Path) -> None:
    institute.cache_clear()
    write(tmp_path / "again", lang)
    assert _digest(tmp_path / "again") == _digest(folder)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_writes_the_same_files(
    folder: Path, lang: str, tmp_path: Path, seed: str
) -> None:
    code = "import sys; from pathlib import Path; from monitor.sample import write; "
    code += "write(Path(sys.argv[1]), sys.argv[2])"
    command = [sys.executable, "-c", code, str(tmp_path / "there"), lang]
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
    subprocess.run(command, check=True, cwd=root, env=environment)
    assert _digest(tmp_path / "there") == _digest(folder)


def test_every_sheet_is_written_and_the_institutions_file_beside_them(folder: Path) -> None:
    assert len(list(folder.iterdir())) == len(SHEETS) + 1


def test_spanish_files_have_spanish_names(tmp_path: Path) -> None:
    write(tmp_path, "es")
    names = {path.stem for path in tmp_path.iterdir()}
    assert {"cuentas", "personas", "buzones"} <= names
    assert "accounts" not in names


def test_the_institutions_file_is_read_as_it_is_meant(folder: Path) -> None:
    found = read_institution(folder / "institution.yaml").institution
    assert found.code == "IEE"
    assert found.policies == ["mx-ine-mail"]
    assert found.params["email.institutional-domain"] == {"allowed_domains": ["iee.example"]}


def test_intake_opens_every_row_without_a_fault(folder: Path) -> None:
    files = open_inventory(folder, AS_OF, Library().platforms())
    counted = {sheet: sum(1 for _row in files.rows(sheet)) for sheet in files.sheets}
    assert list(files.faults) == []
    assert counted == {name: len(list(rows(institute()))) for name, rows in SHEETS.items()}
