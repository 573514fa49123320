"""Faults of policy files: each with its line, its key and what to do, all in one pass."""

import re
from pathlib import Path

import pytest

from monitor.policy.guarded_yaml import load
from monitor.policy.problems import PolicyError, Problem, nearest, unknown, validate
from monitor.policy.schema import Family, Institution, Pack

FAMILY = """\
family: trial
title: {en: "Trials", es: "Pruebas"}
controls:
  trial.one:
    class: computed
    subjects: [account]
    phase: operation
    title: {en: "A trial", es: "Una prueba"}
    checks:
      - max_age
      - {check: attested, with: {by: subject}}
    params:
      term: {type: duration, combine: min_duration}
"""
PACK = (Path(__file__).parents[2] / "policies/packs/mx-ine-mail.yaml").read_text(encoding="utf-8")


def faults(model: type[Family | Institution | Pack], text: str) -> list[str]:
    with pytest.raises(PolicyError) as refused:
        validate(model, load(text, "f.yaml"))
    assert str(refused.value) == "\n".join(str(each) for each in refused.value.problems)
    return str(refused.value).splitlines()


def test_a_family_without_fault_is_typed() -> None:
    family = validate(Family, load(FAMILY, "f.yaml"))
    assert family.controls["trial.one"].checks[1].arguments == {"by": "subject"}


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        ("phase: op", "fase: op", 4, "controls.trial.one.phase: this key is missing"),
        (
            "phase: op",
            "fase: op",
            7,
            "controls.trial.one.fase: “fase” is not known here; did you mean “phase”?",
        ),
        ("check: att", "chek: att", 11, "did you mean “check”?"),
        ("type: dur", "typ: dur", 13, "“typ” is not known here; did you mean “type”?"),
        ('en: "A', 'eng: "A', 8, "“eng” is not known here; did you mean “en”?"),
        ("family: trial", "famly: trial", 1, "“famly” is not known here; did you mean “family”?"),
        (
            "phase: op",
            "zzz: op",
            7,
            "known are: binds, checks, class, note, owed, params, phase, subjects, title",
        ),
        (
            "phase: operation",
            "phase: daily",
            7,
            "“daily” is not known here; known are: closing, opening, operation",
        ),
        (
            "[account]",
            "[account, dog]",
            6,
            "controls.trial.one.subjects.1: “dog” is not known here; known are: account",
        ),
        ("[account]", "account", 6, "a list is expected here, not “account”"),
        (
            '{en: "A trial", es: "Una prueba"}',
            "A trial",
            8,
            "a group of keys is expected here, not “A trial”",
        ),
        ("with: {by: subject}", "with: by", 11, "a group of keys is expected here, not “by”"),
        ('"Una prueba"', "[Una]", 8, "a text is expected here, not “['Una']”"),
        ('"Una prueba"', "null", 8, "a text is expected here, not “null”"),
    ],
)
def test_each_fault_says_its_line_its_key_and_what_to_do(
    old: str, new: str, line: int, fault: str
) -> None:
    assert old in FAMILY
    told = faults(Family, FAMILY.replace(old, new))
    assert [each for each in told if each.startswith(f"f.yaml:{line}: ") and fault in each], told


def test_all_faults_are_told_in_one_pass() -> None:
    text = FAMILY.replace("phase: operation", "phase: daily").replace("type: duration", "type: d")
    assert len(faults(Family, text)) == 2


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("adopted: null", "adopted: soon", "adopted: “soon” is not a date; write it as 2026-01-31"),
        ("sha256: 4d2c", "sha256: XX2c", "source.sha256: “XX2c04"),
        ("timezone: America/Mexico_City", "timezone: Aztlan/Nowhere", "is not a time zone"),
        ("timezone: America/Mexico_City", "timezone: ../etc/passwd", "is not a time zone"),
        (
            "status: in_force",
            "status: in force",
            "“in force” is not known here; did you mean “in_force”?",
        ),
    ],
)
def test_each_fault_of_a_pack_is_told(old: str, new: str, fault: str) -> None:
    assert old in PACK
    (found,) = faults(Pack, PACK.replace(old, new, 1))
    line = PACK[: PACK.index(old)].count("\n") + 1
    assert found.startswith(f"f.yaml:{line}: ")
    assert fault in found


def test_a_control_of_a_pack_has_at_least_one_clause() -> None:
    text = re.sub(r"clauses:\n(      .*\n)+", "clauses: []\n", PACK, count=1)
    assert any("clauses: at least one entry is needed here" in each for each in faults(Pack, text))


def test_a_long_value_is_cut_where_it_is_shown() -> None:
    (found,) = faults(Institution, f"timezone: [{'long' * 100}]")
    assert len(found) < 150
    assert "…" in found


@pytest.mark.parametrize("text", ["", "- a list", "a text"])
def test_a_file_that_is_no_group_of_keys_is_refused_whole(text: str) -> None:
    (found,) = faults(Family, text)
    assert "a group of keys is expected here" in found


def test_a_problem_is_told_place_first() -> None:
    assert str(Problem("f.yaml", 3, "a.b", "because")) == "f.yaml:3: a.b: because"
    assert str(Problem("f.yaml", 0, "a.b", "because")) == "f.yaml: a.b: because"
    assert str(Problem("f.yaml", 0, "", "because")) == "f.yaml: because"


@pytest.mark.parametrize(
    ("word", "near"),
    [("max_aeg", "max_age"), ("MAX_AGE", None), ("", None), ("period", "period"), ("pe", None)],
)
def test_the_nearest_word_is_one_that_is_like_it(word: str, near: str | None) -> None:
    assert nearest(word, ["max_age", "period"]) == near


def test_an_unknown_word_is_answered_with_the_nearest_or_with_all() -> None:
    assert unknown("perod", ["period", "max_age"]) == (
        "“perod” is not known here; did you mean “period”?"
    )
    assert unknown("zzz", ["period", "max_age"]) == (
        "“zzz” is not known here; known are: max_age, period"
    )
