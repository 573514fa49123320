"""A report as text for people: the state at a glance, what to do first, then area by area."""

import io
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from monitor.policy.requirements import Control
from monitor.reports.composition import AreaLines, Common, Composed, Line, Reason, compose
from monitor.reports.data import Report
from monitor.reports.followed import write_changes, write_waived
from monitor.reports.foot import write_foot
from monitor.reports.wording import OUTCOMES, SEVERITIES, where
from monitor.text import _, choose, day, ngettext, printable

MARKS = {"fail": ("✗", "bold red"), "unknown": ("?", "cyan"), "warn": ("!", "yellow")}
BAR = 40
FIRST = 5
PLAIN_WIDTH = 100


def write(report: Report, stream: TextIO, *, everything: bool, areas: int | None = None) -> None:
    """Write the report; `areas` limits how many are shown, the worst first."""
    console = Console(file=stream, highlight=False)
    if console.is_terminal:
        _write(report, console, everything=everything, areas=areas)
        return
    plain = io.StringIO()
    _write(
        report,
        Console(file=plain, highlight=False, width=PLAIN_WIDTH),
        everything=everything,
        areas=areas,
    )
    stream.writelines(f"{line.rstrip()}\n" for line in plain.getvalue().splitlines())


def _write(report: Report, console: Console, *, everything: bool, areas: int | None) -> None:
    composed = compose(report)
    _head(console, report)
    write_changes(console, report)
    _state(console, report, composed)
    _question(console, report)
    _first(console, composed)
    _common(console, composed.common)
    _areas(console, report, composed.areas[:areas], everything=everything)
    _more(console, len(composed.areas) - len(composed.areas[:areas]))
    write_waived(console, composed.waived)
    write_foot(console, report)


def _more(console: Console, left: int) -> None:
    if left:
        told = ngettext("… and {count} more area", "… and {count} more areas", left)
        console.print(told.format(count=left))


def _head(console: Console, report: Report) -> None:
    own = report.requirements.institution.institution
    packs = ", ".join(f"{each.pack.id} {each.pack.version}" for each in report.requirements.packs)
    when = _("as of {day}").format(day=day(report.as_of))
    console.print()
    code = f"({printable(own.code)}) " if own.name else ""
    console.print(
        Text(printable(own.name or own.code), style="bold"), Text(f"{code}· {when} · {packs}")
    )
    if report.sample:
        console.print(
            _("A made-up institution, on a fixed day: nothing here is real."), style="dim"
        )
    counts = report.tally.subjects
    parts = (
        ngettext("{count} account", "{count} accounts", counts["account"]),
        ngettext("{count} mailbox", "{count} mailboxes", counts["mailbox"]),
        ngettext("{count} area", "{count} areas", counts["area"]),
    )
    numbers = (counts["account"], counts["mailbox"], counts["area"])
    shown = [part.format(count=_n(number)) for part, number in zip(parts, numbers, strict=True)]
    console.print(Text(" · ".join([*shown, _controls(report)]), style="dim"))


def _controls(report: Report) -> str:
    count = len(report.requirements.controls)
    return ngettext("{count} control", "{count} controls", count).format(count=count)


def _state(console: Console, report: Report, composed: Composed) -> None:
    total = report.tally.subjects["account"]
    if not total:
        console.print(_("There is no account to judge."))
        return
    sentences = {
        "fail": _("accounts break at least one rule"),
        "unknown": _("cannot be told yet: something is not on record"),
        "warn": _("are in order, with a reserve"),
        "pass": _("are in order"),
    }
    if composed.accounts["not_applicable"]:
        sentences["not_applicable"] = _("have no rule to meet yet, or no longer")
    styles = {"fail": "red", "unknown": "cyan", "warn": "yellow", "pass": "green"}
    grid = Table.grid(padding=(0, 1))
    for side in ("right", "left", "right", "left"):
        grid.add_column(justify=side)
    for outcome, sentence in sentences.items():
        count = composed.accounts[outcome]
        filled = round(BAR * count / total)
        bar = Text("█" * filled, style=styles.get(outcome, "dim")) + Text(
            "░" * (BAR - filled), style="dim"
        )
        grid.add_row(
            Text(_n(count), style="bold"), bar, f"{round(100 * count / total)} %", sentence
        )
    console.print(Padding(grid, (1, 0, 1, 2)))


def _question(console: Console, report: Report) -> None:
    """Ask whether the commonest domain is the institution's own, where none is the pack's."""
    foreign = report.foreign_domain()
    if foreign is None:
        return
    question = _(
        "Is {domain} your institution's own domain? Then add these lines to institution.yaml:"
    )
    console.print(Text(question.format(domain=foreign.domain), style="bold"))
    values = (f"  {each}:\n    allowed_domains: [{foreign.domain}]" for each in foreign.controls)
    console.print(Padding("\n".join(("params:", *values)), (0, 0, 1, 4)), markup=False)


def _first(console: Console, composed: Composed) -> None:
    if not composed.worst:
        return
    console.print(Text(_("What to do first"), style="bold underline"))
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right")
    grid.add_column(justify="right")
    for control, count in composed.worst[:FIRST]:
        severity = Text(_(SEVERITIES[control.severity]), style="red")
        grid.add_row(severity, Text(_n(count), style="bold"), _control(control))
        grid.add_row("", "", Text(f"→ {_first_sentence(control)}", style="dim"))
    console.print(Padding(grid, (0, 0, 1, 2)))


def _first_sentence(control: Control) -> str:
    """Return how to begin; `monitor policy show` gives the whole of it."""
    sentence, stop, _rest = choose(dict(control.remediation)).partition(". ")
    return sentence + stop.strip()


def _control(control: Control) -> Text:
    cited = control.citations[0]
    quote = Text(f"  {cited.clause.ref} «{cited.clause.quote}»", style="italic")
    return Text(choose(dict(control.title)), style="bold") + quote


def _common(console: Console, common: tuple[Common, ...]) -> None:
    if not common:
        return
    console.print(Text(_("The same for all of them, said once"), style="bold underline"))
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    for each in common:
        mark, style = MARKS[each.outcome]
        grid.add_row(Text(mark, style=style), Text(_all_of(each)), _said_once(each))
    console.print(Padding(grid, (0, 0, 1, 2)))


def _said_once(common: Common) -> Text:
    """Return the sentence, the rules it is about where it does not name them, and what ends it."""
    titles = [choose(dict(control.title)) for control in common.controls]
    sentence = Text(_upper(common.text))
    if not any(common.text.startswith(title) for title in titles):
        sentence += Text(f" ({', '.join(titles)})", style="dim")
    if common.fill:
        sentence += Text(f" → {where(common.fill)}", style="green")
    return sentence


def _all_of(common: Common) -> str:
    forms = {
        "account": ngettext("the account", "all {count} accounts", common.count),
        "mailbox": ngettext("the mailbox", "all {count} mailboxes", common.count),
        "area": ngettext("the area", "all {count} areas", common.count),
    }
    return forms[common.kind].format(count=_n(common.count))


def _areas(
    console: Console, report: Report, areas: Iterable[AreaLines], *, everything: bool
) -> None:
    areas = list(areas)
    if areas:
        console.print(Text(_("By area, the worst first"), style="bold underline"))
    for area in areas:
        name = report.area_names.get(area.code or "") or ""
        title = Text(printable(area.code or _("The institution")), style="bold") + Text(
            f"  {printable(name)}"
        )
        console.print(title)
        grid = Table.grid(padding=(0, 1))
        grid.add_column(no_wrap=True)
        grid.add_column(no_wrap=True)
        for line in area.lines:
            _line(grid, line)
        console.print(Padding(grid, (0, 0, 1, 2)))
    if everything:
        _everything(console, report)


def _line(grid: Table, line: Line) -> None:
    worst = line.reasons[0].outcome
    mark, style = MARKS[worst]
    sentence = _sentence(line.reasons)
    names = {"mailbox": _("its mailbox"), "area": _("its area")}
    for kind, reasons in line.also:
        sentence += Text(f" │ {names[kind]}: ", style="dim") + _sentence(reasons)
    grid.add_row(Text(mark, style=style), Text(line.subject), sentence)


def _sentence(reasons: tuple[Reason, ...]) -> Text:
    return Text("; ").join(_reason(reason) for reason in reasons)


def _reason(reason: Reason) -> Text:
    _mark, style = MARKS[reason.outcome]
    return Text(reason.text, style=style) + Text(f" ({', '.join(reason.refs)})", style="dim")


def _everything(console: Console, report: Report) -> None:
    """Add every verdict that the lines above leave out: what is met, and what does not apply."""
    console.print(Text(_("Everything else"), style="bold underline"))
    for judged in report.subjects(True):
        for outcome in ("pass", "not_applicable"):
            alike = [f.control.id for f in judged.findings if f.outcome == outcome]
            if alike:
                console.print(
                    f"  {judged.ref}: {_(OUTCOMES[outcome])}: {', '.join(alike)}", markup=False
                )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _n(number: int) -> str:
    return f"{number:,}"
