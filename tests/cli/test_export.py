"""`monitor export`: what was imported comes back, and nothing is overwritten unasked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import Run
from tests.intake.workbooks import ACCOUNTS, made

Monitor = Callable[..., Result]


@pytest.fixture
def monitor(run: Run, tmp_path: Path) -> Monitor:
    """Run `monitor` on one of two registers in this test's own folder."""

    def invoke(*arguments: object, register: str = "one", lang: str = "en") -> Result:
        url = f"sqlite:///{tmp_path / register}.db"
        return run("--database", url, *arguments, lang=lang)

    return invoke


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def filled(monitor: Monitor, institute: Path) -> Monitor:
    """Give the register of the small institute."""
    assert monitor("init", "--code", "IEE", "--yes").exit_code == 0
    said = monitor("import", institute)
    assert said.exit_code == 0, said.output
    return monitor


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_an_export_fills_an_empty_register_with_the_same(
    filled: Monitor, tmp_path: Path, form: str, lang: str
) -> None:
    said = filled("export", tmp_path / "out", "--format", form, lang=lang)
    assert said.exit_code == 0, said.output
    written = [Path(line) for line in said.stdout.splitlines()[:-1]]
    assert sorted(written) == sorted((tmp_path / "out").iterdir())
    assert str(tmp_path / "out") in said.stdout.splitlines()[-1]
    assert filled("init", "--code", "IEE", "--yes", register="two").exit_code == 0
    said = filled("import", tmp_path / "out", register="two")
    assert said.exit_code == 0, said.output
    for register in ("one", "two"):
        said = filled("export", tmp_path / f"from-{register}", register=register)
        assert said.exit_code == 0, said.output
    assert files(tmp_path / "from-one") == files(tmp_path / "from-two")
    assert b"policies:\n- mx-ine-mail\n" in files(tmp_path / "from-two")["institution.yaml"]


def test_an_export_is_what_check_reads(filled: Monitor, run: Run, tmp_path: Path) -> None:
    assert filled("export", tmp_path / "out", "--format", "xlsx").exit_code == 0
    said = run(
        "check", tmp_path / "out" / "inventory.xlsx", "--format", "csv", "--fail-on", "never"
    )
    assert said.exit_code == 0, said.output
    assert "account:facebook/ieejemplo" in said.stdout


def test_a_folder_with_files_is_refused_until_it_is_forced(filled: Monitor, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "out" / "cuentas.csv").write_text("old", encoding="utf-8")
    before = files(tmp_path / "out")
    said = filled("export", tmp_path / "out")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "--force" in said.stderr
    assert files(tmp_path / "out") == before
    assert filled("export", tmp_path / "out", "--force").exit_code == 0
    after = files(tmp_path / "out")
    assert after["mine.txt"] == b"mine"
    assert "cuentas.csv" not in after
    assert "accounts.csv" in after


def test_a_day_before_anything_was_recorded_has_nothing(filled: Monitor, tmp_path: Path) -> None:
    said = filled("export", tmp_path / "out", "--as-of", "2020-01-01")
    assert said.exit_code == 0, said.output
    assert sorted(files(tmp_path / "out")) == ["accounts.csv", "institution.yaml"]
    assert len((tmp_path / "out" / "accounts.csv").read_text(encoding="utf-8").splitlines()) == 1


def test_a_folder_that_cannot_be_written_leaves_nothing(filled: Monitor, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        said = filled("export", folder)
        assert said.exit_code == 2
        assert "Traceback" not in said.output
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_bad_workbook_leaves_the_register_as_it_was(filled: Monitor, tmp_path: Path) -> None:
    assert filled("export", tmp_path / "before").exit_code == 0
    path = tmp_path / "redes.xlsx"
    path.write_bytes(
        made({"accounts": [*ACCOUNTS["accounts"], ["x", "b", "=A1"]], "areas": [["code"], ["A"]]})
    )
    said = filled("import", path)
    assert said.exit_code == 2
    assert "redes.xlsx, accounts, row 3, area: There is a formula here" in said.stderr
    assert filled("export", tmp_path / "after").exit_code == 0
    assert files(tmp_path / "after") == files(tmp_path / "before")
