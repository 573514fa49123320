"""What a control judges, as its checks say it."""

import pytest

from monitor.checks.explaining import sentences
from monitor.policy.library import Library
from monitor.policy.requirements import Requirements, compile_alone


@pytest.fixture(scope="module")
def requirements() -> Requirements:
    return compile_alone(Library(), "mx-ine-mail")


def test_each_outcome_of_a_control_has_its_sentences(requirements: Requirements) -> None:
    control = next(each for each in requirements.controls if each.id == "mfa.enabled")
    outcomes = [each.outcome for each in sentences(requirements, control)]
    assert set(outcomes) == {"fail", "unknown", "warn", "not_applicable"}


def test_what_lacks_a_parameter_says_nothing_of_it(requirements: Requirements) -> None:
    """Until the IT unit's period is given, this control cannot fail (reading which-period)."""
    control = next(each for each in requirements.controls if each.id == "rotation.it-period")
    assert {each.outcome for each in sentences(requirements, control)} == {
        "unknown",
        "not_applicable",
    }


def test_a_sentence_of_several_kinds_of_subject_stands_once(requirements: Requirements) -> None:
    control = next(each for each in requirements.controls if each.id == "rotation.max-age")
    found = list(sentences(requirements, control))
    assert len(found) == len(set(found))
    assert {each.fill for each in found if each.outcome == "unknown"} == {
        "accounts.password_changed_on",
        "mailboxes.password_changed_on",
    }
