"""The foot of a report: counts of verdicts, waived ones among them."""

import io
from collections import Counter
from dataclasses import replace

from rich.console import Console

from monitor.reports.data import Report
from monitor.reports.foot import write_foot


def _foot(report: Report) -> str:
    out = io.StringIO()
    console = Console(file=out, width=200)
    write_foot(console, report)
    return out.getvalue()


def test_verdicts_and_interpretations_are_counted(example: Report) -> None:
    told = _foot(example)
    assert "Verdicts: met" in told
    assert "waived" not in told
    assert "Interpretations in force: 31, ratified 0" in told


def test_what_is_waived_is_counted_too(example: Report) -> None:
    tally = replace(example.tally, waived=Counter({("mfa.enabled", "account", "fail"): 2}))
    assert "waived 2" in _foot(replace(example, tally=tally))
