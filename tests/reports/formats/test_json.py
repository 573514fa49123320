"""A report as JSON keeps the contract that machines read (DESIGN 9)."""

import io
import json
import re
from collections import Counter
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from monitor.policy.requirements import SEVERITIES
from monitor.reports.data import Report
from monitor.reports.formats import json as json_format
from tests.reports.example import control_of, finding, report_of, with_subjects, written

DAY = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
TEXT = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 0}


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


SCHEMA = _object(
    schema={"const": "monitor.check/1"},
    institution=TEXT,
    as_of=DAY,
    preview={"type": "boolean"},
    round={"type": ["integer", "null"]},
    policies=_list(_object(id=TEXT, version=TEXT, sha256={"pattern": "^[0-9a-f]{64}$"})),
    readings=_list(_object(control=TEXT, id=TEXT, chosen=TEXT, ratified_by={})),
    weakened=_list(_object(control=TEXT, parameter=TEXT, value=TEXT, reason=TEXT, approver=TEXT)),
    left_out=_list(_object(place=TEXT, reason=TEXT)),
    summary=_object(
        **dict.fromkeys(
            (
                *("accounts", "subjects", "controls", "pass", "warn", "fail", "unknown"),
                *("not_applicable", "waived"),
            ),
            COUNT,
        ),
        **{key: {"type": ["integer", "null"]} for key in ("opened", "reopened", "resolved")},
    ),
    findings=_list(
        _object(
            code={"type": "string", "pattern": "^F-[0-9A-HJKMNP-TV-Z]{10}$"},
            subject={"type": "string", "pattern": "^(account|mailbox|area|institution):."},
            subject_id={"type": "string", "pattern": "^[0-9]+$"},
            area={"type": ["string", "null"]},
            control={"type": "string", "pattern": r"^[a-z]+\.[a-z-]+$"},
            outcome={"enum": ["pass", "warn", "fail", "unknown", "not_applicable"]},
            state={"enum": ["open", "acknowledged", "waived", None]},
            severity={"enum": ["critical", "high", "medium", "low"]},
            strength={"enum": ["must", "should", "may"]},
            clauses={**_list(_object(pack=TEXT, ref=TEXT, quote=TEXT)), "minItems": 1},
            observed={"type": "object"},
            message=TEXT,
            opened_on={"anyOf": [DAY, {"type": "null"}]},
            waiver={
                "anyOf": [
                    {"type": "null"},
                    _object(
                        reason=TEXT,
                        until=DAY,
                        approved_by=TEXT,
                        claimed={"type": "boolean"},
                        self_approved={"type": "boolean"},
                    ),
                ]
            },
        )
    ),
)


def _written(report: Report, *, everything: bool = False) -> Any:
    stream = io.StringIO()
    json_format.write(report, stream, everything=everything)
    return json.loads(stream.getvalue())


@pytest.mark.parametrize("everything", [False, True])
def test_it_keeps_its_schema(example: Report, everything: bool) -> None:
    Draft202012Validator(SCHEMA).validate(_written(example, everything=everything))


def test_the_counts_are_the_controls_of_each_subject(example: Report) -> None:
    summary = _written(example)["summary"]
    outcomes = ("pass", "warn", "fail", "unknown", "not_applicable")
    assert sum(summary[each] for each in outcomes) == 3 * 25 + 3 * 10 + 2 * 2 + 4
    assert (summary["accounts"], summary["subjects"], summary["controls"]) == (3, 9, 35)
    assert summary["waived"] == 0


def test_with_all_every_verdict_that_was_counted_is_listed(example: Report) -> None:
    whole = _written(example, everything=True)
    found = Counter(each["outcome"] for each in whole["findings"])
    assert dict(found) == {name: whole["summary"][name] for name in found}
    assert found.total() == 113


def test_without_all_only_what_is_open_is_listed(example: Report) -> None:
    findings = _written(example)["findings"]
    assert {each["outcome"] for each in findings} == {"warn", "fail", "unknown"}
    assert {each["state"] for each in findings} == {"open"}
    states = {e["outcome"]: e["state"] for e in _written(example, everything=True)["findings"]}
    assert states["pass"] is None
    assert states["not_applicable"] is None


def test_findings_come_by_area_subject_severity_and_control(example: Report) -> None:
    def place(each: dict[str, Any]) -> tuple[str, str, int, str]:
        gravity = SEVERITIES.index(each["severity"])
        return each["area"] or "", each["subject"], gravity, each["control"]

    findings = _written(example, everything=True)["findings"]
    assert findings == sorted(findings, key=place)


def test_codes_are_the_same_on_every_run_and_never_the_same_twice(
    example: Report, tmp_path: Any
) -> None:
    again = report_of(written(tmp_path / "elsewhere"))
    codes = [
        [each["code"] for each in _written(one, everything=True)["findings"]]
        for one in (example, again)
    ]
    assert codes[0] == codes[1]
    assert len(set(codes[0])) == 113


def test_what_was_observed_says_what_follows_from_it(example: Report) -> None:
    findings = _written(example)["findings"]
    (rotation,) = (
        each
        for each in findings
        if (each["subject"], each["control"]) == ("account:x/ieejemplo", "rotation.max-age")
    )
    assert rotation["observed"] == {"password_changed_on": "2026-08-01", "due_on": "2026-10-01"}
    assert rotation["outcome"] == "fail"
    assert rotation["area"] == "JD01AGS"
    assert "al menos, cada dos meses" in rotation["clauses"][0]["quote"]


def test_a_report_without_findings_is_valid(example: Report) -> None:
    assert _written(with_subjects(example))["findings"] == []


def test_only_days_are_written_otherwise_than_they_are(example: Report) -> None:
    control = control_of(example, "rotation.max-age")
    (judged, *_rest) = example.subjects(False)
    odd = finding(control, "account:x/a", "fail", seen=object())
    broken = type(judged)("account", 1, "x/a", "A", None, (odd,))
    with pytest.raises(TypeError, match="object"):
        _written(with_subjects(example, broken))


def test_lines_are_short_enough_to_be_read_by_eye(example: Report) -> None:
    stream = io.StringIO()
    json_format.write(example, stream, everything=False)
    findings = re.findall(r'^  \{"code"', stream.getvalue(), re.MULTILINE)
    assert len(findings) == len(_written(example)["findings"])
