"""The shape of policy files: what may be left out, what is frozen, what is held to a form."""

from typing import Any

import pytest
from pydantic import ValidationError

from monitor.policy.schema import CheckUse, Family, Institution, PackControl, ReadingText

TEXT = {"en": "a", "es": "b"}
CONTROL: dict[str, Any] = {
    "class": "computed",
    "subjects": ["account"],
    "phase": "operation",
    "title": TEXT,
    "checks": ["max_age", {"check": "attested", "with": {"by": "subject"}, "fallback": "true"}],
}


def family(**control: Any) -> Family:
    controls = {"trial.one": {**CONTROL, **control}}
    return Family.model_validate({"family": "trial", "title": TEXT, "controls": controls})


def test_a_check_is_named_alone_or_with_arguments() -> None:
    named, with_arguments = family().controls["trial.one"].checks
    assert named == CheckUse(check="max_age")
    assert (with_arguments.arguments, with_arguments.fallback) == ({"by": "subject"}, True)


def test_a_control_binds_its_subject_unless_it_says_otherwise() -> None:
    assert family().controls["trial.one"].binds == "subject"
    assert family(binds="credential").controls["trial.one"].binds == "credential"


@pytest.mark.parametrize("name", ["params", "note"])
def test_what_a_control_leaves_out_may_also_be_written_as_nothing(name: str) -> None:
    assert getattr(family(**{name: None}).controls["trial.one"], name) in ({}, None)


def test_what_was_read_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        family().controls["trial.one"].phase = "closing"


def test_an_institution_without_a_file_has_a_code_a_zone_and_nothing_else() -> None:
    own = Institution()
    assert (own.code, own.timezone, own.calendar) == ("LOCAL", "America/Mexico_City", None)
    assert [own.policies, own.roles, own.params, own.readings] == [[], {}, {}, {}]


@pytest.mark.parametrize("name", ["policies", "roles", "params", "readings"])
def test_a_section_that_holds_nothing_is_no_fault(name: str) -> None:
    assert not getattr(Institution.model_validate({name: None}), name)


@pytest.mark.parametrize(
    "given",
    [
        {"code": None},
        {"code": ["IEE"]},
        {"timezone": "Mexico"},
        {"timezone": ""},
        {"policies": "mx-ine-mail"},
        {"readings": {"rotation.max-age": "interval"}},
        {"readings": {"rotation.max-age": {"interval": ["days-60"]}}},
        {"params": {"rotation.max-age": "P1M"}},
        {"params": ["rotation.max-age"]},
        {"name ": "IEE"},
    ],
)
def test_an_institution_file_of_another_shape_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Institution.model_validate(given)


def test_an_alternative_that_is_not_offered_says_why_in_both_languages() -> None:
    reading: dict[str, Any] = {
        "id": "a",
        "question": TEXT,
        "chosen": "this",
        "reason": TEXT,
        "alternatives": {"that": {"not_offered": TEXT}, "other": {"term": "P1M"}, "plain": None},
    }
    read = ReadingText.model_validate(reading)
    assert read.alternatives == reading["alternatives"]
    for wrong in ("because", {"en": "because"}, None):
        with pytest.raises(ValidationError):
            ReadingText.model_validate(
                {**reading, "alternatives": {"that": {"not_offered": wrong}}}
            )


def test_a_numeral_that_states_the_same_may_be_named_alone() -> None:
    clause = {"ref": "1", "quote": "q", "en": "e", "also": ["2", {"ref": "3", "quote": "r"}]}
    said = {"strength": "must", "severity": "low", "clauses": [clause], "remediation": TEXT}
    read = PackControl.model_validate({**said, "examples": []}).clauses[0].also
    assert [(each.ref, each.quote) for each in read] == [("2", None), ("3", "r")]
