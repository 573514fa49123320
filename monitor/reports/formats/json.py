"""A report as JSON, schema `monitor.check/1` (DESIGN 9), written as it is found."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

from monitor.findings.judged import Finding, Judged, WaiverNote
from monitor.policy.parameters import show
from monitor.reports.data import Report
from monitor.reports.plain import iso
from monitor.reports.wording import message

SCHEMA = "monitor.check/1"


def write(report: Report, stream: TextIO, *, everything: bool) -> None:
    """Write the report; findings are ordered by area, subject, severity, control."""
    head = json.dumps(_head(report), ensure_ascii=False, indent=1)
    stream.write(head.removesuffix("\n}") + ',\n "findings": [')
    separator = "\n  "
    for finding in _findings(report, everything=everything):
        stream.write(separator + json.dumps(finding, ensure_ascii=False, default=iso))
        separator = ",\n  "
    stream.write("\n ]\n}\n")


def _head(report: Report) -> dict[str, Any]:
    requirements = report.requirements
    return {
        "schema": SCHEMA,
        "institution": report.institution,
        "as_of": report.as_of.isoformat(),
        "preview": report.preview,
        "round": report.changes.round if report.changes and not report.preview else None,
        "policies": [
            {"id": each.pack.id, "version": each.pack.version, "sha256": each.sha256}
            for each in requirements.packs
        ],
        "readings": [
            {
                "control": reading.control,
                "id": reading.text.id,
                "chosen": reading.chosen,
                "ratified_by": reading.text.ratified_by,
            }
            for reading in requirements.readings
        ],
        "weakened": [
            {
                "control": each.control,
                "parameter": each.parameter,
                "value": show(each.value),
                "reason": each.reason,
                "approver": each.approver,
            }
            for each in requirements.weakenings
        ],
        "left_out": [{"place": row.place, "reason": row.reason} for row in report.left_out],
        "summary": report.summary(),
    }


def _findings(report: Report, *, everything: bool) -> Iterator[dict[str, Any]]:
    for judged in report.subjects(everything):
        for finding in judged.findings:
            yield _finding(judged, finding)


def _finding(judged: Judged, finding: Finding) -> dict[str, Any]:
    control, on_record = finding.control, finding.on_record
    return {
        "code": finding.code,
        "subject": finding.subject,
        "subject_id": str(judged.id),
        "area": judged.area,
        "control": control.id,
        "outcome": finding.outcome,
        "state": finding.state,
        "severity": control.severity,
        "strength": control.strength,
        "clauses": [
            {"pack": citation.pack, "ref": citation.clause.ref, "quote": citation.clause.quote}
            for citation in control.citations
        ],
        "observed": dict(finding.observed),
        "message": message(finding),
        "opened_on": on_record.opened_on.isoformat() if on_record and on_record.opened_on else None,
        "waiver": _waiver(finding.waiver) if finding.waiver else None,
    }


def _waiver(waiver: WaiverNote) -> dict[str, Any]:
    return {
        "reason": waiver.reason,
        "until": waiver.until.isoformat(),
        "approved_by": waiver.approved_by,
        "claimed": waiver.claimed,
        "self_approved": waiver.self_approved,
    }
