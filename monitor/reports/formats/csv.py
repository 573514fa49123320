"""A report as CSV: one finding per line, for a spreadsheet; formulas are disarmed."""

import csv
import json
from datetime import date
from typing import TextIO

from monitor.findings.judged import Finding, Judged
from monitor.reports.data import Report
from monitor.reports.plain import iso
from monitor.reports.wording import message

COLUMNS = (
    "code",
    "subject",
    "area",
    "control",
    "outcome",
    "state",
    "severity",
    "strength",
    "clauses",
    "observed",
    "message",
    "opened_on",
    "waived_until",
)

# A spreadsheet runs a cell that begins with one of these (OWASP, CSV injection).
_RUNS = ("=", "+", "-", "@", "\t", "\n")


def write(report: Report, stream: TextIO, *, everything: bool) -> None:
    """Write a header row and one row per finding, ordered by area, subject, severity, control."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for judged in report.subjects(everything):
        for finding in judged.findings:
            writer.writerow([disarmed(cell) for cell in _cells(judged, finding)])


def disarmed(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, nor its line breaks for a row's."""
    whole = cell.replace("\r\n", "\n").replace("\r", "\n")  # a lone \r would not be quoted
    return f"'{whole}" if whole.startswith(_RUNS) else whole


def _cells(judged: Judged, finding: Finding) -> tuple[str, ...]:
    control = finding.control
    return (
        finding.code,
        finding.subject,
        judged.area or "",
        control.id,
        finding.outcome,
        finding.state or "",
        control.severity,
        control.strength,
        "; ".join(f"{cited.pack} {cited.clause.ref}" for cited in control.citations),
        json.dumps(dict(finding.observed), ensure_ascii=False, default=iso),
        message(finding),
        _day(finding.on_record.opened_on if finding.on_record else None),
        _day(finding.waiver.until if finding.waiver else None),
    )


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
