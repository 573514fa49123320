"""`monitor policy`: policies listed, shown, searched for mistakes, tried and counted."""

import json
import shutil
from pathlib import Path

import pytest

from monitor.policy.library import Library
from tests.cli.conftest import Run

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
PACK = Path(Library().pack("mx-ine-mail").document.name)

# A pack of one control, to be broken in one place per test.
OWN = """\
id: own
version: 1.0.0
title: {en: Own, es: Propio}
issuer: Us
status: draft
adopted: null
in_force_from: null
source: {file: own.txt, sha256: "%s"}
timezone: America/Mexico_City
calendar: mx-lft
roles: {}
gap_resolver: null
numbering: {"1": One, "2": Two}
controls:
  ownership.area-head:
    strength: must
    severity: high
    clauses: [{ref: "1", also: ["2"], quote: One, en: One}]
    remediation: {en: Name a head., es: Nombre titular.}
    examples:
      - {name: a, expect: pass, today: 2026-01-01, given: {accounts: 1, head: active}}
      - {name: b, expect: fail, today: 2026-01-01, given: {accounts: 1, head: none}}
      - {name: c, expect: unknown, today: 2026-01-01, given: {accounts: 1}}
      - {name: d, expect: not_applicable, today: 2026-01-01, given: {accounts: 0}}
""" % ("0" * 64)


def _own(folder: Path, *changes: tuple[str, str]) -> Path:
    text = OWN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_policy_is_listed_with_its_version_and_title(run: Run) -> None:
    said = run("policy", "list")
    assert said.exit_code == 0
    assert [line.split()[0] for line in said.stdout.splitlines()] == Library().pack_ids()
    assert "mx-ine-mail  1.0.0  Guidelines for managing the e-mail accounts" in said.stdout
    assert "Lineamientos para la administración" in run("policy", "list", lang="es").stdout


def test_a_policy_or_one_control_of_it_is_shown(run: Run) -> None:
    whole = run("policy", "show", "mx-ine-mail")
    assert whole.exit_code == 0
    assert "rotation.max-age" in whole.stdout
    one = run("policy", "show", "mx-ine-mail", "rotation.max-age")
    assert one.exit_code == 0
    assert "«Cambiar la contraseña, al menos, cada dos meses»" in one.stdout


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (("show", "mx-ine-mial"), "“mx-ine-mail”"),
        (("show", "mx-ine-mail", "rotation.maxage"), "“rotation.max-age”"),
        (("lint", "mx-ine-mial"), "“mx-ine-mail”"),
        (("test", "mx-ine-mial"), "“mx-ine-mail”"),
        (("coverage", "mx-ine-mial"), "“mx-ine-mail”"),
        (("show", "gone.yaml"), "cannot be read"),
    ],
)
def test_what_there_is_not_is_refused(run: Run, arguments: tuple[str, ...], near: str) -> None:
    said = run("policy", *arguments)
    assert (said.exit_code, said.stdout) == (2, "")
    assert near in said.stderr


@pytest.mark.parametrize("name", Library().pack_ids())
def test_our_own_policies_have_no_mistake(run: Run, name: str) -> None:
    said = run("policy", "lint", name)
    assert (said.exit_code, said.stdout) == (0, "No mistake found.\n"), said.stderr


def test_a_mistake_is_told_with_its_place(run: Run, tmp_path: Path) -> None:
    assert run("policy", "lint", _own(tmp_path)).exit_code == 0
    said = run("policy", "lint", _own(tmp_path, ('also: ["2"]', 'also: ["3"]')))
    assert (said.exit_code, said.stdout) == (2, "")
    assert "own.yaml:13: numbering.2: no control has this numeral" in said.stderr
    assert "own.yaml:18: controls.ownership.area-head.clauses.0: “3” is not known" in said.stderr


def test_quotes_are_held_against_the_text(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another text.", encoding="utf-8")
    said = run("policy", "lint", "mx-ine-mail", "--source", other)
    assert said.exit_code == 2
    assert "source.sha256: this is not the text that the pack names" in said.stderr
    if not SEEDS.is_dir():
        pytest.skip("the documents themselves are not beside this checkout")
    text = SEEDS / Library().pack("mx-ine-mail").pack.source.file
    assert run("policy", "lint", "mx-ine-mail", "--source", text).exit_code == 0


def test_examples_are_run_and_counted(run: Run, tmp_path: Path) -> None:
    said = run("policy", "test", _own(tmp_path))
    assert (said.exit_code, said.stdout) == (0, "own: 4 of 4 examples give what they must\n")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("head: none", "head: active", "example “b” expects fail and gives pass"),
        ("head: none", "haed: none", "b: “haed” is not known here; did you mean “head”?"),
        ("accounts: 0", "accounts: few", "d: “few” is not a whole number"),
        ("accounts: 0", "accounts: [0]", "d: one value is expected here"),
        (
            "today: 2026-01-01, given: {accounts: 0}",
            "today: 2026-01-01, subject: account, given: {}",
            "d: “account” is not known here; known are: area",
        ),
        (
            "today: 2026-01-01, given: {accounts: 0}",
            "today: 2026-01-01, params: {max_age: P1M}, given: {}",
            "d: “max_age” is not known here",
        ),
    ],
)
def test_an_example_that_is_wrong_is_told_with_its_line(
    run: Run, tmp_path: Path, old: str, new: str, reason: str
) -> None:
    said = run("policy", "test", _own(tmp_path, (old, new)))
    assert (said.exit_code, said.stdout) == (2, "own: 3 of 4 examples give what they must\n")
    assert f"own.yaml:2{2 if reason.startswith(('b', 'e')) else 4}: " in said.stderr
    assert reason in said.stderr


def test_the_clauses_are_counted_by_how_they_are_checked(run: Run) -> None:
    said = run("policy", "coverage", "mx-ine-mail", "--format", "json")
    assert said.exit_code == 0
    assert json.loads(said.stdout) == {
        "pack": "mx-ine-mail",
        "rows": 39,
        "computed": 14,
        "evidence": 5,
        "attested": 5,
        "workflow": 12,
        "out_of_scope": 3,
        "gaps": [],
    }
    for name in Library().pack_ids():
        told = json.loads(run("policy", "coverage", name, "--format", "json").stdout)
        assert (told["pack"], told["gaps"]) == (name, [])
        assert told.pop("rows") == sum(each for each in told.values() if isinstance(each, int))
    text = run("policy", "coverage", "mx-ine-mail").stdout
    assert text.splitlines()[0].split() == ["39", "clauses", "in", "all"]
    assert "Numerals left out: none" in text


def test_the_clauses_are_a_page_to_print(run: Run, tmp_path: Path) -> None:
    said = run("policy", "coverage", "mx-ine-mail", "--format", "html", lang="es")
    assert said.exit_code == 0
    assert said.stdout.startswith('<!DOCTYPE html>\n<html lang="es">\n')
    assert said.stdout.endswith("</html>\n")
    gap = run("policy", "coverage", _own(tmp_path, (', also: ["2"]', "")), "--format", "html")
    assert gap.exit_code == 2
    assert "Left out" in gap.stdout


def test_a_numeral_left_out_is_named(run: Run, tmp_path: Path) -> None:
    path = _own(tmp_path, (', also: ["2"]', ""))
    said = run("policy", "coverage", path)
    assert said.exit_code == 2
    assert "Numerals left out: 2" in said.stdout


def test_a_copy_of_our_own_policy_is_as_good(run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy.yaml"
    shutil.copy(PACK, copy)
    assert run("policy", "lint", copy).exit_code == 0
