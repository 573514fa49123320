"""The foot of a report as text: counts, readings, what weakens, what was left out."""

from rich.console import Console
from rich.text import Text

from monitor.intake.sheets import sheet_title
from monitor.policy.parameters import show
from monitor.reports.data import Report
from monitor.reports.wording import OUTCOMES
from monitor.staging.tables import SUBJECT_OF_KIND
from monitor.text import _


def write_foot(console: Console, report: Report) -> None:
    """Write the counts of verdicts, and what the reader must know to trust them."""
    summary = report.summary()
    parts = [f"{_(OUTCOMES[name])} {_n(summary[name] or 0)}" for name in OUTCOMES]
    if summary["waived"]:
        parts.append(_("of these waived {count}").format(count=_n(summary["waived"])))
    console.print(Text(_("Verdicts: {counts}").format(counts=" · ".join(parts)), style="dim"))
    console.print(Text(_readings(report), style="dim"))
    for weakening in report.requirements.weakenings:
        console.print(
            Text(
                _(
                    "Asks for less than the document: {control}, {parameter} = {value}"
                    " ({reason}; approved by {approver})"
                ).format(
                    control=weakening.control,
                    parameter=weakening.parameter,
                    value=show(weakening.value),
                    reason=weakening.reason,
                    approver=weakening.approver,
                ),
                style="yellow",
            )
        )
    left_out = _("Left out")
    for row in report.left_out:
        console.print(Text(f"{left_out}: {row.place}: {row.reason}", style="yellow"))
    if report.stubs:
        console.print(Text(_stubs(report), style="dim"))


def _readings(report: Report) -> str:
    """Say which interpretations the verdicts rest on: how many, ratified or not, and where."""
    readings = report.requirements.readings
    ratified = sum(1 for reading in readings if reading.text.ratified_by)
    others = ", ".join(
        f"{reading.control} {reading.text.id} = {reading.chosen}"
        for reading in readings
        if reading.chosen != reading.text.chosen
    )
    sentence = _("Interpretations in force: {count}, ratified {ratified}; see: {command}")
    command = f"monitor policy show {report.requirements.packs[0].pack.id}"
    counted = sentence.format(count=len(readings), ratified=ratified, command=command)
    return f"{counted}. {_own_readings(others)}" if others else counted


def _own_readings(others: str) -> str:
    return _("Chosen by the institution: {readings}").format(readings=others)


def _stubs(report: Report) -> str:
    """Say what was only named, in the sheet that would list it."""
    named = [
        f"{sheet_title(SUBJECT_OF_KIND[kind])} {_n(count)}" for kind, count in report.stubs.items()
    ]
    return _("Only named, not listed: {counts}").format(counts=" · ".join(named))


def _n(number: int) -> str:
    return f"{number:,}"
