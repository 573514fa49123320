"""What a round changed, and what is waived: the parts of a report that only a register has."""

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from monitor.findings.judged import Finding
from monitor.policy.requirements import Control
from monitor.reports.data import Changes, Opened, Report
from monitor.reports.wording import message
from monitor.text import _, choose, day, ngettext, printable


def write_changes(console: Console, report: Report) -> None:
    """Say what changed since the last round, before anything else."""
    changes = report.changes
    if changes is None:
        return
    console.print()
    console.print(Text(_title(changes, preview=report.preview), style="bold underline"))
    console.print(Padding(Text(_counts(changes)), (0, 0, 0, 2)))
    controls = {control.id: control for control in report.requirements.controls}
    if changes.since is not None and changes.gravest:
        console.print(Padding(_gravest(changes.gravest, controls), (0, 0, 0, 2)))
        left = changes.opened + changes.reopened - len(changes.gravest)
        if left > 0:
            told = _("… and {count} more; see: {command}")
            text = told.format(count=f"{left:,}", command="monitor finding list --new")
            console.print(Padding(Text(text, style="dim"), (0, 0, 0, 2)))


def write_waived(console: Console, waived: Iterable[Finding]) -> None:
    """Show what is waived: it stays visible, with who approved it and until when."""
    waived = list(waived)
    if not waived:
        return
    console.print(Text(_("Waived, and not counted"), style="bold underline"))
    grid = Table.grid(padding=(0, 1))
    for no_wrap in (True, True, False):
        grid.add_column(no_wrap=no_wrap)
    for finding in waived:
        name = printable(finding.subject.partition(":")[2])
        grid.add_row(Text(finding.code, style="dim"), Text(name), _waiver(finding))
    console.print(Padding(grid, (0, 0, 1, 2)))


def _title(changes: Changes, *, preview: bool) -> str:
    title = _("Round {number}, the first") if changes.since is None else _("Round {number}")
    if preview:
        title = _("This would be round {number}; nothing was stored")
    return title.format(number=changes.round)


def _counts(changes: Changes) -> str:
    opened = ngettext("{count} finding opened", "{count} findings opened", changes.opened)
    if changes.since is None:
        return opened.format(count=f"{changes.opened:,}")
    number, when = changes.since
    parts = (
        opened.format(count=f"{changes.opened:,}"),
        _("{count} opened again").format(count=f"{changes.reopened:,}"),
        _("{count} resolved").format(count=f"{changes.resolved:,}"),
    )
    since = _("Since round {number} of {day}: {counts}")
    return since.format(number=number, day=day(when), counts=", ".join(parts))


def _gravest(opened: Iterable[Opened], controls: dict[str, Control]) -> Table:
    grid = Table.grid(padding=(0, 1))
    for each in opened:
        control = controls.get(each.control)
        title = choose(dict(control.title)) if control else each.control
        again = _(" (again)") if each.again else ""
        name = printable(each.subject.partition(":")[2])
        grid.add_row(Text(each.code, style="dim"), Text(name), Text(f"{title}{again}"))
    return grid


def _waiver(finding: Finding) -> Text:
    waiver = finding.waiver
    assert waiver is not None  # noqa: S101 - only what is waived is shown here
    until = _("until {day}: {reason}; approved by {approver}").format(
        day=day(waiver.until),
        reason=printable(waiver.reason),
        approver=printable(waiver.approved_by),
    )
    marks = [
        mark
        for mark, true in (
            (_("self-approved"), waiver.self_approved),
            (_("claimed"), waiver.claimed),
        )
        if true
    ]
    marked = f" ({', '.join(marks)})" if marks else ""
    return Text(f"{message(finding)} — ") + Text(until) + Text(marked, style="yellow")
