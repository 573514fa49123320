"""What differs between two policies, as people read it."""

import io
from dataclasses import replace

import pytest

from monitor import text
from monitor.findings.comparing import Effect, Turn
from monitor.policy.comparing import Comparison, Divergence, Said, compare
from monitor.reports.policy_differences import lines, write
from tests.reports.compared import compared as made_up
from tests.reports.example import TODAY

EVERYTHING = """\
A: a 1.0.0 · Policy a
B: b 1.0.0 · Policy b

What they say of themselves (2)
  status
    A: in force
    B: draft
  in force from
    A: 2020-01-01
    B: the text does not say

Asked by A alone (1)
  only-a.duty: A trial (high, must)
    1 our words

Asked by B alone (1)
  only-b.duty: A trial (critical, must)
    1 our words

Checked in one, not in the other (1)
  half.duty: A trial
    A: it is computed from the register
    A: 1 our words
    B: not checked: declaratory
    B: 1 our words

Asked by both, not alike (1)
  trial.one: A trial
    how binding: A must · B should
    severity: A high · B medium
    least: A 2 (ours, in no clause) · B —
    term: A P2M · B P3M
    reading “whose”: A both (or: accounts-only, as-written, longer) · B —

Said by A alone, not checked (1)
  trial.only-a
    1 our words

Said by both, not alike, not checked (1)
  trial.both
    A: 1 what A says
    B: 1 what B says"""


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return made_up(tmp_path_factory.mktemp("compared"))


def _turned(*outcomes: tuple[str | None, str | None]) -> Effect:
    found = [
        Turn(f"account:x/n{place}", "CS", "trial.one", before, after)
        for place, (before, after) in enumerate(outcomes)
    ]
    return Effect(TODAY, tuple(found))


def test_every_kind_of_difference_is_told_in_its_place(compared: Comparison) -> None:
    assert "\n".join(lines(compared)) == EVERYTHING


def test_in_spanish_the_texts_own_words_are_shown(compared: Comparison) -> None:
    text.use("es")
    assert "    A: 1 «texto de what A says»" in lines(compared)


def test_the_same_policy_says_the_same(compared: Comparison) -> None:
    same = compare(compared.b, compared.b)
    assert list(lines(same))[-1] == "They say the same."


def test_an_office_is_told_by_its_role(compared: Comparison) -> None:
    said = (Divergence("head", "roles.it-unit", None, None, Said("UTSI")),)
    told = list(lines(replace(compared, divergences=said)))
    assert told[-3:] == ["  office IT unit", "    A: the text does not say", "    B: UTSI"]


def test_duties_that_differ_in_words_alone_stand_apart(compared: Comparison) -> None:
    kept = [each for each in compared.divergences if each.what == "strength"]
    words = replace(kept[0], what="clauses")
    told = list(lines(replace(compared, divergences=(words,))))
    assert "Asked by both, in other words (1)" in told
    assert "Asked by both, not alike (1)" not in told
    told = list(lines(replace(compared, divergences=(*kept, words))))
    assert "Asked by both, in other words (1)" not in told


def test_findings_that_would_turn_are_told_by_control(compared: Comparison) -> None:
    effect = _turned((None, "fail"), ("unknown", None), ("fail", "warn"))
    told = list(lines(compared, effect))[-5:]
    assert told == [
        "Findings, from A to B, on 2026-11-22: 1 would open, 1 would resolve, 1 would change",
        "  trial.one: A trial",
        "    would open, not met: x/n0",
        "    not met → with reserve: x/n2",
        "    would resolve, was not known: x/n1",
    ]


def test_of_many_subjects_a_few_are_named(compared: Comparison) -> None:
    *_rest, counts, _control, last = lines(compared, _turned(*[(None, "fail")] * 1205))
    assert counts.endswith("1,205 would open, 0 would resolve")
    assert last == "    would open, not met: x/n0, x/n1, x/n2, x/n3, x/n4 and 1,200 more"


def test_it_is_written_as_text_unless_asked_otherwise(compared: Comparison) -> None:
    out = io.StringIO()
    write(compared, None, out)
    assert out.getvalue() == f"{EVERYTHING}\n"
