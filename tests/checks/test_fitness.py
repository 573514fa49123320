"""What keeps a control from being judged is told, instead of breaking the run."""

from dataclasses import replace
from typing import Any

import pytest

from monitor.checks.fitness import judging, unfit
from monitor.policy.library import LoadedInstitution
from monitor.policy.parameters import Setting
from monitor.policy.requirements import Requirements, compile_requirements
from monitor.policy.schema import CheckUse, Institution
from tests.checks.trying import LIBRARY, P6M


@pytest.fixture(scope="module")
def requirements() -> Requirements:
    return compile_requirements(LIBRARY, ["mx-ine-mail"], LoadedInstitution(Institution()))


def _with(requirements: Requirements, check: str, **changed: Any) -> list[str]:
    use = CheckUse.model_validate({"check": check, "with": changed.pop("arguments", {})})
    (control,) = (each for each in requirements.controls if each.id == "rotation.documented")
    own = replace(control, checks=(use,), **changed)
    return [problem.reason for problem in unfit(replace(requirements, controls=(own,)), LIBRARY)]


def test_our_own_controls_can_all_be_judged(requirements: Requirements) -> None:
    assert list(unfit(requirements, LIBRARY)) == []
    assert all(judging(requirements, control) for control in requirements.controls)


@pytest.mark.parametrize(
    ("check", "changed", "reason"),
    [
        ("documentd", {}, "“documentd” is not known here; did you mean “documented”?"),
        ("max_age", {}, "no check is left to judge it: each of them needs a parameter: max_age"),
        ("document_on_file", {}, "“document” for the subject “account”"),
        (
            "document_on_file",
            {"arguments": {"document": "strateg"}},
            "“strateg” is not known here; did you mean “strategy”?",
        ),
        (
            "document_on_file",
            {"arguments": {"documnt": "strategy"}},
            "“documnt” is not known here; did you mean “document”?",
        ),
        ("attested", {"arguments": {"by": "anybody"}}, "known are: administrators, subject"),
        ("documented", {"arguments": {"by": "subject"}}, "“by” is not known here; nothing is"),
        ("duty_met", {}, "“event” for the subject “account”"),
        ("duty_met", {"arguments": {"event": "party"}}, "“party” for the subject “account”"),
        ("area_head", {}, "“head” for the subject “account”"),
        (
            "attested",
            {
                "subjects": ("area",),
                "binds": "subject",
                "arguments": {"by": "administrators"},
                "settings": {"max_age": Setting(P6M, "text")},
            },
            "“area” for the subject “area”",
        ),
        ("linked_accounts", {"subjects": ("mailbox",), "binds": "subject"}, "“linked” for the"),
    ],
)
def test_what_is_missing_is_named(
    requirements: Requirements, check: str, changed: dict[str, Any], reason: str
) -> None:
    found = _with(requirements, check, **changed)
    assert reason in found[0]


def test_each_subject_that_cannot_be_judged_is_named(requirements: Requirements) -> None:
    found = _with(requirements, "area_head", subjects=("account", "mailbox"))
    assert len(found) == 2
