"""`monitor policy adopt`, `drop` and `adopted`."""

from pathlib import Path

import pytest

from tests.cli.registered import Registered, filled


@pytest.fixture
def register(tmp_path: Path) -> Registered:
    return filled(tmp_path)


def test_an_import_adopts_what_its_file_names(register: Registered) -> None:
    (row,) = register.json("policy", "adopted")
    assert (row["policies"], row["to"]) == ("mx-ine-mail 1.0.0", None)
    assert len(row["sha256"]) == 64


def test_adopting_shows_what_changes_and_the_same_again_changes_nothing(
    register: Registered, tmp_path: Path
) -> None:
    own = tmp_path / "institution.yaml"
    own.write_text("code: IEE\nparams:\n  rotation.max-age: {max_age: P1M}\n", encoding="utf-8")
    asked = ("policy", "adopt", "mx-ine-mail", "--overlay", own)
    tried = register(*asked, "--dry-run").stdout
    assert "rotation.max-age max_age" in tried
    assert len(register.json("policy", "adopted")) == 1
    assert "Adopted." in register(*asked).stdout
    assert len(register.json("policy", "adopted")) == 2
    assert "in force already" in register(*asked).stdout
    assert len(register.json("policy", "adopted")) == 2


def test_a_file_that_asks_for_less_or_of_another_institution_is_refused(
    register: Registered, tmp_path: Path
) -> None:
    own = tmp_path / "institution.yaml"
    own.write_text("code: IEE\nparams:\n  rotation.max-age: {max_age: P9M}\n", encoding="utf-8")
    assert "weakens" in register("policy", "adopt", "mx-ine-mail", "--overlay", own, code=2).stderr
    own.write_text("code: OTHER\n", encoding="utf-8")
    said = register("policy", "adopt", "mx-ine-mail", "--overlay", own, code=2)
    assert "another institution" in said.stderr
    assert "did you mean" in register("policy", "adopt", "mx-ine-mial", code=2).stderr
    assert len(register.json("policy", "adopted")) == 1


def test_dropping_asks_first(register: Registered) -> None:
    said = register("policy", "drop", "mx-ine-mail", code=2)  # nobody answers
    assert "mx-ine-mail" in said.stdout
    assert register.json("policy", "adopted")[0]["to"] is None
    assert "Dropped." in register("policy", "drop", "mx-ine-mail", "--yes").stdout
    assert register.json("policy", "adopted")[0]["to"] is not None
    register("policy", "drop", "mx-ine-mail", "--yes", code=2)
