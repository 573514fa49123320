"""Findings that open, resolve or change where the same facts are judged by another policy."""

from collections.abc import Iterator

import pytest

from monitor.findings.comparing import Effect, Turn, turns
from monitor.findings.judged import Judged
from monitor.policy.requirements import Control
from monitor.reports.data import Report
from tests.reports.conftest import example  # noqa: F401 - a fixture
from tests.reports.example import TODAY, control_of, finding


@pytest.fixture
def one(example: Report) -> Control:  # noqa: F811 - the fixture
    return control_of(example, "mfa.enabled")


@pytest.fixture
def other(example: Report) -> Control:  # noqa: F811 - the fixture
    return control_of(example, "rotation.max-age")


def _account(name: str, *found: tuple[Control, str], area: str = "CS", id_: int = 0) -> Judged:
    findings = tuple(finding(control, f"account:x/{name}", said) for control, said in found)
    return Judged("account", id_ or hash(name), f"x/{name}", area, None, findings)


def _told(before: list[Judged], after: list[Judged]) -> Iterator[tuple[str, str, str]]:
    return ((each.subject, each.control, each.how) for each in turns(before, after))


def test_what_is_the_same_under_both_is_no_turn(one: Control) -> None:
    same = [_account("a", (one, "fail")), _account("b", (one, "pass"))]
    assert list(turns(same, same)) == []


def test_findings_open_resolve_and_change(one: Control, other: Control) -> None:
    before = [_account("a", (one, "fail"), (other, "unknown"))]
    after = [_account("a", (other, "warn"))]
    assert list(turns(before, after)) == [
        Turn("account:x/a", "CS", "mfa.enabled", "fail", None),
        Turn("account:x/a", "CS", "rotation.max-age", "unknown", "warn"),
    ]
    assert [each.how for each in turns(before, after)] == ["resolves", "changes"]
    assert [each.how for each in turns([], before)] == ["opens", "opens"]


@pytest.mark.parametrize("outcome", ["pass", "not_applicable"])
def test_what_is_met_or_does_not_apply_is_no_finding(one: Control, outcome: str) -> None:
    before, after = [_account("a", (one, outcome))], [_account("a", (one, "fail"))]
    assert list(_told(before, after)) == [("account:x/a", "mfa.enabled", "opens")]


def test_subjects_that_one_side_alone_judges_keep_the_order_of_reports(one: Control) -> None:
    before = [_account("b", (one, "fail")), _account("a", (one, "fail"), area="JD01")]
    after = [_account("c", (one, "fail"))]
    found = [("account:x/b", "resolves"), ("account:x/c", "opens"), ("account:x/a", "resolves")]
    assert [(subject, how) for subject, _control, how in _told(before, after)] == found


def test_two_subjects_of_one_name_are_told_apart(one: Control) -> None:
    closed, reopened = _account("a", (one, "fail"), id_=1), _account("a", (one, "fail"), id_=2)
    assert list(turns([closed, reopened], [reopened, closed])) == []
    assert list(_told([closed], [reopened])) == [
        ("account:x/a", "mfa.enabled", "resolves"),
        ("account:x/a", "mfa.enabled", "opens"),
    ]


def test_an_effect_counts_what_turns(one: Control) -> None:
    found = turns([], [_account("a", (one, "fail")), _account("b", (one, "warn"))])
    assert Effect(TODAY, tuple(found)).counts() == {"opens": 2}
