"""Answers as they are typed: in either language, one by one or several at once."""

import pytest

from monitor.evaluations.answers import CHOICES, WORDS, Answer, read, typed
from monitor.intake.faults import IntakeError


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Sí", "yes"),
        ("si", "yes"),
        ("1", "yes"),
        ("NO", "no"),
        ("No aplica", "not_applicable"),
        ("n/a", "not_applicable"),
        ("NA", "not_applicable"),
        ("not applicable", "not_applicable"),
    ],
)
def test_answers_are_read_in_either_language(text: str, answer: str) -> None:
    assert read(text) == answer


def test_every_answer_has_a_word() -> None:
    assert {each.value for each in CHOICES} == set(WORDS)


def test_another_word_is_no_answer() -> None:
    with pytest.raises(ValueError, match="yes, no or n/a"):
        read("perhaps")


def test_many_are_typed_at_once_and_the_last_word_holds() -> None:
    given = typed("1-3=sí, 2=no,7=n/a", ["2=no notice = no proof"])
    assert given == {
        1: Answer("yes"),
        2: Answer("no", "no notice = no proof"),
        3: Answer("yes"),
        7: Answer("not_applicable"),
    }


def test_every_part_that_cannot_be_read_is_told() -> None:
    with pytest.raises(IntakeError) as told:
        typed("1=yes, x=no, 5-2=no, 3=perhaps, 4", ["9=why", "1", "a=b"])
    about = [fault.file for fault in told.value.faults]
    assert about == [
        *("--answers x=no", "--answers 5-2=no", "--answers 3=perhaps", "--answers 4"),
        *("--remark 9=why", "--remark 1", "--remark a=b"),
    ]
