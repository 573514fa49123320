"""What a round changed comes first in a report, and what is waived stays in it."""

import io
from dataclasses import replace
from datetime import date

from rich.console import Console

from monitor.findings.judged import OnRecord, WaiverNote
from monitor.reports.data import Changes, Opened, Report
from monitor.reports.followed import write_changes, write_waived
from tests.reports.example import control_of, finding

FIRST = Changes(1, None, 4, 0, 0)
LATER = Changes(
    3, (2, date(2026, 10, 2)), 4, 1, 7, (Opened("F-1", "account:x/a", "mfa.enabled", again=True),)
)


def _changes(report: Report, changes: Changes | None, *, preview: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=100)
    write_changes(console, replace(report, changes=changes, preview=preview))
    return out.getvalue()


def _waived(example: Report, note: WaiverNote) -> str:
    out = io.StringIO()
    console = Console(file=out, width=200)
    on_record = OnRecord("F-1", "waived", None, note)
    found = finding(control_of(example, "mfa.enabled"), "account:x/a", "fail", "it is off")
    write_waived(console, [replace(found, on_record=on_record)])
    return out.getvalue()


def test_without_a_round_nothing_is_said(example: Report) -> None:
    assert not _changes(example, None)


def test_the_first_round_has_none_to_compare_with(example: Report) -> None:
    told = _changes(example, FIRST)
    assert "Round 1, the first" in told
    assert "4 findings opened" in told
    assert "Since" not in told


def test_a_later_one_says_since_when_and_names_the_gravest(example: Report) -> None:
    told = _changes(example, LATER)
    assert "Since round 2 of 2026-10-02: 4 findings opened, 1 opened again, 7 resolved" in told
    assert "F-1" in told
    assert "The second factor is turned on (again)" in told
    assert "… and 4 more; see: monitor finding list --new" in told


def test_a_round_that_was_only_tried_says_so(example: Report) -> None:
    assert "This would be round 3; nothing was stored" in _changes(example, LATER, preview=True)


def test_what_is_waived_is_shown_with_reason_end_and_approver(example: Report) -> None:
    told = _waived(example, WaiverNote("elections", date(2026, 12, 31), "Ana", False, False))
    assert "x/a it is off — until 2026-12-31: elections; approved by Ana" in told
    assert "(" not in told.split("Ana")[1]


def test_a_waiver_that_was_self_approved_or_claimed_is_marked(example: Report) -> None:
    told = _waived(example, WaiverNote("elections", date(2026, 12, 31), "Ana", True, True))
    assert "(self-approved, claimed)" in told
