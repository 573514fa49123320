"""The life of a finding, verdict by verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.findings.lifecycle import AT_FAULT, Known, Step, step

STATES = ("open", "acknowledged", "waived", "resolved")
OUTCOMES = ("pass", "warn", "fail", "unknown", "not_applicable")


@pytest.mark.parametrize(
    ("known", "outcome", "expected"),
    [
        (None, "fail", Step("opened", "open")),
        (None, "warn", Step("opened", "open")),
        (None, "unknown", None),
        (None, "pass", None),
        (Known("open", "fail"), "fail", None),
        (Known("open", "warn"), "fail", Step("changed", "open")),
        (Known("open", "fail"), "unknown", Step("changed", "open")),
        (Known("open", "fail"), "pass", Step("resolved", "resolved", "met")),
        (
            Known("open", "fail"),
            "not_applicable",
            Step("resolved", "resolved", "no_longer_required"),
        ),
        (Known("resolved", "fail"), "pass", None),
        (Known("resolved", "fail"), "fail", Step("reopened", "open")),
        (Known("resolved", "fail"), "unknown", Step("reopened", "open")),
        (Known("acknowledged", "warn"), "warn", None),
        (Known("acknowledged", "warn"), "fail", Step("changed", "open")),
        (Known("acknowledged", "fail"), "warn", Step("changed", "acknowledged")),
        (Known("waived", "warn", covered=True), "fail", Step("changed", "waived")),
        (Known("waived", "fail", covered=True), "fail", None),
        (Known("resolved", "fail", covered=True), "fail", Step("reopened", "waived")),
        (Known("resolved", "fail", covered=True), "pass", None),
    ],
)
def test_what_a_verdict_makes_of_a_finding(
    known: Known | None, outcome: str, expected: Step | None
) -> None:
    assert step(known, outcome) == expected


@given(
    st.builds(Known, st.sampled_from(STATES), st.sampled_from(AT_FAULT), st.booleans()),
    st.sampled_from(OUTCOMES),
)
def test_a_state_never_contradicts_the_verdict_and_repeating_it_changes_nothing(
    known: Known, outcome: str
) -> None:
    found = step(known, outcome)
    state = found.state if found else known.state
    assert (state == "resolved") == (outcome not in AT_FAULT)
    settled = Known(state, outcome if outcome in AT_FAULT else known.outcome, known.covered)
    assert step(settled, outcome) is None


@given(st.sampled_from(AT_FAULT), st.sampled_from(OUTCOMES))
def test_no_verdict_but_being_met_takes_a_waived_finding_out_of_its_waiver(
    before: str, outcome: str
) -> None:
    found = step(Known("waived", before, covered=True), outcome)
    assert found is None or found.state == ("waived" if outcome in AT_FAULT else "resolved")
