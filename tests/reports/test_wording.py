"""Findings in the reader's words: whole sentences, and the place to write what is missing."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from string import Formatter
from typing import Any

import pytest

from monitor import sample, text
from monitor.checks import registry, verdict
from monitor.checks.judgement import Because
from monitor.checks.verdict import OUTCOMES
from monitor.facts.kinds import FACTS
from monitor.findings.judged import Finding
from monitor.intake import sheets
from monitor.policy.library import Library
from monitor.policy.requirements import Requirements
from monitor.reports import wording
from monitor.reports.data import Report
from monitor.scope import Scope
from tests.reports.example import TODAY, control_of, finding, report_of

Case = tuple[verdict.Test, str, Because, Mapping[str, Any]]

_SYNTHETIC = {"DATE": date(2026, 1, 31), "INTEGER": 7, "BOOLEAN": True}


def _cases(requirements: Requirements) -> Iterator[Case]:
    """Yield every reason of every control, with what is observed of a subject that has all facts.

    Yields (test, outcome letter, reason, observed).
    """
    for kind, facts in FACTS.items():
        tests = [
            verdict.test(control, kind, TODAY, requirements.calendar, requirements.platforms)
            for control in requirements.of(kind)
        ]
        asks = dict.fromkeys(ask for tested in tests for ask in tested.asks())
        columns = facts(Scope(0), TODAY, asks).cte()
        row = {c.name: _SYNTHETIC.get(str(c.type), "something") for c in columns.c}
        for tested in tests:
            observed = {name: row[name] for name in tested.evidence()}
            for use in tested.uses:
                follows = getattr(use.check, "observed", None)
                observed |= follows(row, use.given) if follows else {}
            for code, because in verdict.reasons(tested, columns):
                yield tested, code, because, observed


def _assert_finished(message: str) -> None:
    assert message
    assert not re.search(r"[{}]|None|—|\bTrue\b|\bFalse\b", message), message
    assert not message.endswith("."), "a reason is a clause of a sentence"


def test_every_placeholder_of_every_reason_is_something_observed(example: Report) -> None:
    for tested, _code, because, observed in _cases(example.requirements):
        names = {name for _text, name, *_rest in Formatter().parse(because.message) if name}
        assert names <= {*observed, "control"}, (tested.control.id, because.message)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_reason_of_every_control_is_a_finished_clause(example: Report, language: str) -> None:
    text.use(language)
    for tested, code, because, observed in _cases(example.requirements):
        found = Finding(tested.control, "account:x/a", OUTCOMES[code], because, observed)
        _assert_finished(wording.message(found))


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_place_to_write_a_fact_is_a_column_of_the_readers_own_files(
    example: Report, language: str
) -> None:
    text.use(language)
    fills = {because.fill for _test, _code, because, _seen in _cases(example.requirements)}
    for fill in fills - {None}:
        sheet, _dot, column = str(fill).partition(".")
        if sheet == "institution":
            control, _dot, parameter = column.removeprefix("params.").rpartition(".")
            assert parameter in control_of(example, control).params
            assert "institution.yaml" in wording.where(str(fill))
        else:
            assert not column or column in sheets.BY_NAME[sheet].by_name
            assert sheets.sheet_title(sheet) in wording.where(str(fill))


def test_every_unknown_of_every_control_says_where_to_write_it_down(example: Report) -> None:
    without = {
        (tested.control.id, because.message)
        for tested, code, because, _observed in _cases(example.requirements)
        if code == "u" and not because.fill
    }
    # nothing in a file would end this: whether the network offers a second factor at all
    assert {control for control, _message in without} <= {"mfa.enabled"}


@pytest.fixture(scope="module")
def institute(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Give the report of the sample institute."""
    folder = tmp_path_factory.mktemp("sample") / "iee"
    sample.write(folder, "en")
    return report_of(folder, today=sample.AS_OF)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_finding_of_the_sample_institute_reads_as_a_finished_clause(
    institute: Report, language: str
) -> None:
    text.use(language)
    messages = {
        wording.message(found) for judged in institute.subjects(True) for found in judged.findings
    }
    assert len(messages) > 100
    for message in messages:
        _assert_finished(message)


def test_every_finding_of_the_sample_that_is_open_has_a_reason(institute: Report) -> None:
    bare = {
        (found.control.id, found.outcome)
        for judged in institute.subjects(False)
        for found in judged.findings
        if found.because is None
    }
    assert bare == set()


def test_a_finding_without_a_reason_says_its_outcome(example: Report) -> None:
    control = control_of(example, "support.cau")
    said = {
        outcome: wording.message(Finding(control, "institution:iee", outcome, None, {}))
        for outcome in OUTCOMES.values()
    }
    assert said["pass"] == "met"
    assert said["unknown"] == "a fact that must be known is not on record"


def test_days_are_written_as_people_write_them(example: Report) -> None:
    control = control_of(example, "rotation.max-age")
    found = finding(control, "account:x/a", "fail", "due by {due_on}", due_on=date(2026, 10, 1))
    assert wording.message(found) == "due by 2026-10-01"
    text.use("es")
    assert wording.message(found) == "due by 01/10/2026"


def test_what_is_not_on_record_shows_as_a_dash(example: Report) -> None:
    control = control_of(example, "rotation.max-age")
    found = finding(control, "account:x/a", "fail", "{control}: {due_on}", due_on=None)
    assert wording.message(found) == "Password changed in time: —"


def test_a_place_is_a_sheet_a_column_or_the_institutions_file() -> None:
    assert wording.where("access") == "sheet “access”"
    assert wording.where("people.area") == "sheet “people”, column “area”"
    told = wording.where("institution.params.rotation.it-period.period")
    assert told == "file institution.yaml: params: {rotation.it-period: {period: P1M}}"


def test_every_outcome_and_severity_has_its_word(example: Report) -> None:
    assert set(wording.OUTCOMES) == set(OUTCOMES.values())
    assert set(wording.SEVERITIES) >= {c.severity for c in example.requirements.controls}


def test_every_check_that_judges_is_used_by_a_control() -> None:
    definitions = Library().definitions().values()
    used = {use.check for definition in definitions for use in definition.checks}
    assert used == set(registry.names())


def test_a_day_counted_on_statutory_days_alone_says_so(example: Report) -> None:
    control = control_of(example, "admins.change-notice")
    found = finding(control, "account:x/a", "warn", "due soon", statutory_days_only=True)
    assert wording.message(found) == "due soon (counted on statutory days alone)"


def test_columns_that_are_missing_are_named_as_in_the_readers_own_files(example: Report) -> None:
    control = control_of(example, "mfa.enabled")
    told = "not on record: {lacking}"
    lacking = finding(control, "account:x/a", "fail", told, lacking="url, purpose")
    assert wording.message(lacking) == "not on record: url, purpose"
    text.use("es")
    assert wording.message(lacking).endswith("enlace, propósito")
