"""Empty files to start from, which read back as an inventory without rows."""

import re
from pathlib import Path

import pytest

from monitor.intake.faults import IntakeError
from monitor.intake.inventory_files import open_inventory
from monitor.intake.sheets import ALL
from monitor.intake.template import write_template
from monitor.policy import guarded_yaml
from monitor.policy.platforms import Platforms
from tests.intake.conftest import TODAY


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_template_reads_back_without_rows_faults_or_notes(
    lang: str, tmp_path: Path, platforms: Platforms
) -> None:
    folder = tmp_path / "new" / "inventory"
    written = write_template(folder, lang)
    assert sorted(written) == sorted(folder.iterdir())
    inventory = open_inventory(folder, TODAY, platforms)
    assert inventory.sheets == tuple(sheet.name for sheet in ALL)
    assert [row for sheet in inventory.sheets for row in inventory.rows(sheet)] == []
    assert (inventory.faults, inventory.notes) == ([], [])
    assert inventory.institution_file == folder / "institution.yaml"


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_filled_template_is_read(lang: str, tmp_path: Path, platforms: Platforms) -> None:
    write_template(tmp_path, lang)
    name, delimiter = {"es": ("cuentas.csv", ";"), "en": ("accounts.csv", ",")}[lang]
    with (tmp_path / name).open("a", encoding="utf-8") as stream:
        stream.write(delimiter.join(["x", "iee", "A"]) + "\r\n")
    inventory = open_inventory(tmp_path, TODAY, platforms)
    (row,) = inventory.rows("accounts")
    assert row.values["handle"] == "iee"
    assert inventory.faults == []


def test_files_are_as_a_spanish_spreadsheet_opens_them(tmp_path: Path) -> None:
    write_template(tmp_path, "es")
    data = (tmp_path / "cuentas.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# ")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.decode("utf-8-sig").splitlines()[-1].startswith("red social;cuenta;área;")
    assert (tmp_path / "cambios_de_contrasena.csv").exists()
    assert all(path.name.isascii() for path in tmp_path.iterdir())


def test_comments_explain_what_can_be_written(tmp_path: Path) -> None:
    write_template(tmp_path, "es")
    text = (tmp_path / "cuentas.csv").read_text(encoding="utf-8-sig")
    assert "# Required: área, red social and cuenta or enlace." in text
    assert "# estado: propuesta | autorizada | abierta" in text
    assert "# oficial en el portal: sí | no" in text
    assert "31/01/2026" in text
    assert "cuentas vinculadas" in text
    assert "comprobado" not in text
    changes = (tmp_path / "cambios_de_contrasena.csv").read_text(encoding="utf-8-sig")
    assert "account:x/ieejemplo, mailbox:" in changes


def test_comments_survive_a_spreadsheet(tmp_path: Path) -> None:
    """A comment with a quotation mark would come back quoted, and then be read as a row."""
    for lang in ("es", "en"):
        write_template(tmp_path / lang, lang)
        for path in (tmp_path / lang).glob("*.csv"):
            assert '"' not in path.read_text(encoding="utf-8-sig")


def test_the_institutions_file_is_valid_with_and_without_its_comments(tmp_path: Path) -> None:
    write_template(tmp_path, "en")
    text = (tmp_path / "institution.yaml").read_text(encoding="utf-8")
    data = guarded_yaml.load(text, "institution.yaml").data
    assert data["code"] == "LOCAL"
    assert data["policies"] == ["mx-ine-mail"]
    filled = guarded_yaml.load(re.sub(r"(?m)^#(?=\S|  )", "", text), "institution.yaml").data
    assert sorted(filled) == [
        "calendar", "code", "name", "params", "policies", "readings", "roles", "timezone",
    ]  # fmt: skip
    assert filled["params"] == {"email.institutional-domain": {"allowed_domains": ["iee.example"]}}


def test_nothing_is_overwritten_and_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("mine", encoding="utf-8")
    (tmp_path / "institution.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(IntakeError) as told:
        write_template(tmp_path, "en")
    assert [fault.file for fault in told.value.faults] == ["people.csv", "institution.yaml"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["institution.yaml", "people.csv"]
    assert (tmp_path / "people.csv").read_text(encoding="utf-8") == "mine"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(IntakeError, match="folder"):
        write_template(tmp_path / "file", "en")
