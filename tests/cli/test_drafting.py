"""`monitor policy new`: what it writes, and that the commands it names hold."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("lang", ["en", "es"])
def test_each_command_that_it_names_holds_at_once(run: Run, tmp_path: Path, lang: str) -> None:
    said = run("policy", "new", "my-university", tmp_path / "uni", lang=lang)
    assert said.exit_code == 0
    named = [line.split() for line in said.stdout.splitlines() if line.startswith("  monitor ")]
    assert [" ".join(words[1:3]) for words in named][:2] == ["policy lint", "policy test"]
    for _monitor, *words in named:
        assert run(*words).exit_code == 0, words


def test_its_own_control_is_explained_and_compared(run: Run, tmp_path: Path) -> None:
    run("policy", "new", "own", tmp_path)
    pack = tmp_path / "policies/packs/own.yaml"
    said = run(
        "policy", "explain", "own.privacy-notice", "--overlay", tmp_path / "institution.yaml"
    )
    assert "  max_age = P1Y\n    own 3: P1Y\n" in said.stdout
    compared = run("policy", "diff", "mx-ine-mail", pack).stdout
    assert "  own.privacy-notice: Privacy notice respected (medium, must)\n" in compared
    page = run("policy", "coverage", pack, "--format", "html").stdout
    assert "own.privacy-notice" in page


def test_where_an_institution_is_described_already_it_says_what_to_add(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "institution.yaml").write_text("code: UNI\n", encoding="utf-8")
    said = run("policy", "new", "own", tmp_path)
    assert "add own to the policies it names" in said.stdout


def test_bad_input_is_refused_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    said = run("policy", "new", "Own", tmp_path)
    assert (said.exit_code, said.stdout) == (2, "")
    assert "as my-university-2026" in said.stderr
    assert list(tmp_path.iterdir()) == []
