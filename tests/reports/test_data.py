"""A report's own answers: what counts against the run, and which domain to ask about."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from monitor.findings.judged import Tally
from monitor.policy.parameters import Setting
from monitor.policy.requirements import Control
from monitor.reports.data import Foreign, Report, gravest
from tests.reports.example import control_of, finding

MUST_HIGH = "rotation.max-age"


def _with(example: Report, outcome: str, **changed: Any) -> Report:
    """Return a report of one verdict, of a control that is changed as said."""
    control = replace(control_of(example, MUST_HIGH), **changed)
    tally = Tally(
        Counter([outcome]),
        Counter([(control.id, "account", outcome)]),
        Counter(["account"]),
        Counter(),
    )
    requirements = replace(example.requirements, controls=(control,))
    return replace(example, requirements=requirements, tally=tally)


@pytest.mark.parametrize(
    ("severity", "fails_on"),
    [
        ("critical", {"critical", "high", "medium", "low"}),
        ("high", {"high", "medium", "low"}),
        ("medium", {"medium", "low"}),
        ("low", {"low"}),
    ],
)
def test_a_finding_counts_at_its_severity_and_below(
    example: Report, severity: str, fails_on: set[str]
) -> None:
    report = _with(example, "fail", severity=severity)
    levels = ("critical", "high", "medium", "low", "never")
    found = {level for level in levels if report.counts_against(fail_on=level, strict=False)}
    assert found == fails_on


@pytest.mark.parametrize(
    ("outcome", "counts"),
    [
        ("fail", True),
        ("unknown", True),
        ("warn", False),
        ("pass", False),
        ("not_applicable", False),
    ],
)
def test_fails_and_unknowns_count_and_nothing_else(
    example: Report, outcome: str, counts: bool
) -> None:
    assert _with(example, outcome).counts_against(fail_on="low", strict=True) is counts


@pytest.mark.parametrize("strength", ["should", "may"])
def test_what_is_not_mandatory_counts_only_when_strict(example: Report, strength: str) -> None:
    report = _with(example, "fail", strength=strength)
    assert not report.counts_against(fail_on="low", strict=False)
    assert report.counts_against(fail_on="low", strict=True)
    assert not report.counts_against(fail_on="never", strict=True)


def test_a_control_that_was_counted_nowhere_does_not_count(example: Report) -> None:
    report = _with(example, "fail")
    report.tally.by_control.clear()
    assert not report.counts_against(fail_on="low", strict=True)


def _asking(example: Report, name: str, origin: str) -> Control:
    control = control_of(example, "email.institutional-domain")
    settings = {"allowed_domains": Setting(("ine.mx",), origin)}  # type: ignore[arg-type] # a word
    return replace(control, id=name, settings=settings)


def _foreign(example: Report, domains: dict[str, int], **origins: str) -> Foreign | None:
    controls = tuple(_asking(example, name, origin) for name, origin in origins.items())
    requirements = replace(example.requirements, controls=controls)
    return replace(example, requirements=requirements, domains=domains).foreign_domain()


def _domains(example: Report, domains: dict[str, int], origin: str = "text") -> str | None:
    foreign = _foreign(example, domains, asking=origin)
    return foreign.domain if foreign else None


def test_the_commonest_domain_is_asked_about_where_none_is_the_policys(example: Report) -> None:
    assert _domains(example, {"iee.example": 9, "correo.example": 1}) == "iee.example"


@pytest.mark.parametrize("ours", ["ine.mx", "redes.ine.mx"])
def test_nothing_is_asked_where_one_mailbox_is_of_the_policys_domain(
    example: Report, ours: str
) -> None:
    assert _domains(example, {"iee.example": 9, ours: 1}) is None


def test_only_the_controls_that_were_told_of_no_domain_ask_for_one(example: Report) -> None:
    foreign = _foreign(example, {"iee.example": 9}, told="institution", asks="text", too="text")
    assert foreign == Foreign("iee.example", ("asks", "too"))


def test_a_look_alike_is_no_domain_of_the_policy(example: Report) -> None:
    assert _domains(example, {"xine.mx": 2}) == "xine.mx"


def test_nothing_is_asked_where_there_is_no_mailbox_or_the_institution_names_its_own(
    example: Report,
) -> None:
    assert _domains(example, {}) is None
    assert _domains(example, {"iee.example": 9}, "institution") is None


def test_nothing_is_asked_where_no_policy_speaks_of_domains(example: Report) -> None:
    report = _with(example, "fail")
    assert report.foreign_domain() is None


def test_the_gravest_is_a_fail_before_an_unknown_before_a_reserve(example: Report) -> None:
    high, low = control_of(example, MUST_HIGH), control_of(example, "support.cau")
    assert gravest(()) == (3, 0)
    assert gravest((finding(high, "s", "warn"), finding(low, "s", "fail"))) == (0, 3)
    assert gravest((finding(high, "s", "unknown"), finding(low, "s", "unknown"))) == (1, 1)
    assert gravest((finding(high, "s", "pass"),)) == (3, 0)


def test_the_institution_is_called_by_its_code(example: Report) -> None:
    assert example.institution == "IEE"
