"""Findings as values: counted, coded, ordered, with what was seen and why."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from sqlalchemy import Connection

from monitor.findings.evaluate import Plan, plans
from monitor.findings.judged import Finding, Judged, judged, tally
from monitor.policy.library import Library, LoadedInstitution
from monitor.policy.requirements import SEVERITIES, Requirements, compile_requirements
from monitor.policy.schema import Institution
from monitor.scope import Scope
from tests.findings.words import words
from tests.oracle import worlds

DAY = date(2026, 3, 31)
SIZE = worlds.Size(areas=3, mailboxes=5, accounts=(8,))


@pytest.fixture(scope="module")
def requirements() -> Requirements:
    return compile_requirements(Library(), ["mx-ine-mail"], LoadedInstitution(Institution()))


@pytest.fixture
def register(connection: Connection) -> Connection:
    """Give a database with one made-up institution, and another's rows beside it."""
    for seed in (1, 2):
        world = worlds.random_world(Random(seed), seed, care=0.7, size=SIZE)  # noqa: S311 - made up
        worlds.insert(connection, world)
    return connection


def _plans(requirements: Requirements) -> list[Plan]:
    return list(plans(requirements, Scope(1), DAY))


def test_every_verdict_is_counted_once(register: Connection, requirements: Requirements) -> None:
    found = tally(register, _plans(requirements))
    expected = sum(
        found.subjects[kind] * len(requirements.of(kind))
        for kind in ("account", "mailbox", "area", "institution")
    )
    assert found.outcomes.total() == expected > 0
    assert sum(found.by_control.values()) == expected
    assert found.subjects["institution"] == 1


def test_what_is_listed_is_what_was_counted(
    register: Connection, requirements: Requirements
) -> None:
    made = _plans(requirements)
    counted = tally(register, made)
    listed = list(judged(register, made, everything=True))
    outcomes = Counter(finding.outcome for each in listed for finding in each.findings)
    assert outcomes == counted.outcomes
    assert Counter(each.kind for each in listed) == counted.subjects


def test_the_words_are_the_letters_of_the_verdicts(
    register: Connection, requirements: Requirements
) -> None:
    found = list(words(register, requirements, Scope(1), DAY))
    lengths = {kind: len(requirements.of(kind)) for kind, _id, _word in found}
    assert all(len(word) == lengths[kind] for kind, _id, word in found)
    assert set("".join(word for _kind, _id, word in found)) <= set("pwfun")


def test_without_everything_only_what_is_open_is_listed(
    register: Connection, requirements: Requirements
) -> None:
    made = _plans(requirements)
    found = [
        finding for each in judged(register, made, everything=False) for finding in each.findings
    ]
    assert {finding.outcome for finding in found} == {"warn", "fail", "unknown"}
    assert all(finding.open for finding in found)


def test_subjects_come_by_area_and_name_and_findings_by_severity_and_control(
    register: Connection, requirements: Requirements
) -> None:
    listed = list(judged(register, _plans(requirements), everything=True))
    if register.dialect.name == "sqlite":  # PostgreSQL sorts by the language of the database
        places = [(each.area or "", each.subject) for each in listed]
        assert places == sorted(places)
    for each in listed:
        gravities = [
            (SEVERITIES.index(finding.control.severity), finding.control.id)
            for finding in each.findings
        ]
        assert gravities == sorted(gravities)


def test_every_open_finding_says_why(register: Connection, requirements: Requirements) -> None:
    for each in judged(register, _plans(requirements), everything=False):
        for finding in each.findings:
            assert finding.because is not None, (finding.control.id, finding.outcome)


def test_only_accounts_carry_the_mailbox_they_log_in_with(
    register: Connection, requirements: Requirements
) -> None:
    listed = list(judged(register, _plans(requirements), everything=False))
    logins = {each.kind for each in listed if each.login_mailbox}
    assert logins == {"account"}


def test_a_kind_without_controls_has_no_plan(requirements: Requirements) -> None:
    accounts = tuple(each for each in requirements.controls if each.subjects == ("account",))
    (plan,) = plans(replace(requirements, controls=accounts), Scope(1), DAY)
    assert plan.kind == "account"


def _finding(requirements: Requirements, control: str, subject: str) -> Finding:
    (found,) = (each for each in requirements.controls if each.id == control)
    return Finding(found, subject, "fail", None, {})


def test_a_code_is_made_from_control_and_subject_alone(requirements: Requirements) -> None:
    one = _finding(requirements, "rotation.max-age", "account:x/ieejemplo")
    same = replace(one, outcome="warn", observed={"due_on": DAY})
    assert one.code == same.code == "F-HQNJNZ7A1A"
    assert re.fullmatch("F-[0-9A-HJKMNP-TV-Z]{10}", one.code)


def test_codes_of_different_findings_differ(requirements: Requirements) -> None:
    codes = {
        _finding(requirements, control.id, f"account:x/{number}").code
        for control in requirements.controls
        for number in range(300)
    }
    assert len(codes) == 300 * len(requirements.controls)


def test_a_subject_is_called_by_its_kind_and_its_own_name() -> None:
    assert Judged("area", 1, "jd01ags", "JD01AGS", None, ()).subject == "area:jd01ags"
