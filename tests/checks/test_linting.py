"""Mistakes in a pack are found before anybody relies on it."""

from pathlib import Path

import pytest

from monitor.checks import linting
from monitor.policy.library import Library
from monitor.policy.problems import PolicyError

PACK = Path(Library().pack("mx-ine-mail").document.name).read_text(encoding="utf-8")


def _reasons(folder: Path, old: str, new: str) -> list[str]:
    assert PACK.count(old) >= 1, old
    path = folder / "own.yaml"
    path.write_text(PACK.replace(old, new, 1), encoding="utf-8")
    return [str(problem).removeprefix(str(path)) for problem in linting.problems(str(path))]


def test_our_own_have_none() -> None:
    assert linting.problems("mx-ine-mail") == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("ref: 4.4.III", "ref: 4.4.II", "no control has this numeral"),
        ("ref: 4.3.VIII", "ref: 4.3.XX", "“4.3.XX” is not known here"),
        ("days-60: {max_age: P60D}", "days-60: {max_age: often}", "days-60: “often” is not"),
        ("days-60: {max_age: P60D}", "days-60: {maximum: P60D}", "days-60: “maximum” is not"),
        ("days-60: {max_age: P60D}", "days-60:", "“days-60” says neither parameters nor"),
    ],
)
def test_a_mistake_is_found(tmp_path: Path, old: str, new: str, reason: str) -> None:
    found = _reasons(tmp_path, old, new)
    assert [each for each in found if reason in each], found


def test_an_outcome_without_an_example_is_a_mistake(tmp_path: Path) -> None:
    found = _reasons(tmp_path, "expect: not_applicable", "expect: pass")
    assert ["no example shows the outcome “not_applicable”" in each for each in found] == [True]


def test_a_text_that_is_another_is_said_to_be() -> None:
    (problem,) = linting.problems("mx-ine-mail", b"Another text.")
    assert "this is not the text that the pack names" in str(problem)


def test_what_cannot_be_read_at_all_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("id: own\n", encoding="utf-8")
    with pytest.raises(PolicyError, match="this key is missing"):
        linting.problems(str(path))
