"""Findings in the reader's words: why, and where to write down what is missing."""

from datetime import date
from typing import Any

from monitor.findings.judged import Finding
from monitor.intake import sheets
from monitor.text import N_, _, choose, day, printable

OUTCOMES = {
    "pass": N_("met"),
    "warn": N_("with reserve"),
    "fail": N_("not met"),
    "unknown": N_("not known"),
    "not_applicable": N_("does not apply"),
}

SEVERITIES = {
    "critical": N_("critical"),
    "high": N_("high"),
    "medium": N_("medium"),
    "low": N_("low"),
}


def message(finding: Finding) -> str:
    """Return why a finding is what it is, as one clause of a sentence.

    Placeholders are observed values, and `{control}` the title of the control.
    """
    if finding.because is None:
        if finding.outcome == "unknown":
            return _("a fact that must be known is not on record")
        return _(OUTCOMES[finding.outcome])
    title = choose(dict(finding.control.title))
    sentence = _(finding.because.message).format_map(_Shown(finding.observed, control=title))
    if finding.observed.get("statutory_days_only"):
        sentence = _("{sentence} (counted on statutory days alone)").format(sentence=sentence)
    return sentence


def where(fill: str) -> str:
    """Return where a missing fact is written down, as the reader's own files call it."""
    sheet, _dot, column = fill.partition(".")
    if sheet == "institution":
        return _("file institution.yaml: {lines}").format(lines=_as_written(column))
    title = sheets.sheet_title(sheet)
    if not column:
        return _("sheet “{sheet}”").format(sheet=title)
    return _("sheet “{sheet}”, column “{column}”").format(
        sheet=title, column=sheets.display(sheet, column)
    )


def _as_written(key: str) -> str:
    """Return `params.CONTROL.NAME` as the one line by which it can be set."""
    params, _dot, rest = key.partition(".")
    control, _dot, name = rest.rpartition(".")
    return f"{params}: {{{control}: {{{name}: {_EXAMPLES.get(name, '…')}}}}}"


_EXAMPLES = {"period": "P1M"}
"""What a value looks like, by the name of the parameter (ISO 8601: one month)."""


class _Shown(dict[str, Any]):
    """Observed values as a sentence shows them; what is not on record shows as a dash."""

    def __getitem__(self, name: str) -> str:
        """Return the value of a placeholder as text."""
        value = self.get(name)
        if name == "lacking" and isinstance(value, str):
            columns = (sheets.display("accounts", column) for column in value.split(", "))
            return ", ".join(columns)
        if isinstance(value, date):
            return day(value)
        return "—" if value is None else printable(str(value))
