"""Carrying out an act from the command line: tried first where asked, shown, and confirmed."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from monitor.cli import asking, registers
from monitor.cli.lazy import option
from monitor.cli.options import Day
from monitor.text import N_, _, ngettext

if TYPE_CHECKING:
    from monitor.audit.session import Session
    from monitor.inventory.changing import Change
    from monitor.reports.tables import Table


SHOWN = 40
"""More changes than these are counted, not listed, once they are made."""

on_option = option("--on", type=Day(), help=N_("The day it happened (else today)."))
dry_run_option = option(
    "--dry-run", is_flag=True, help=N_("Show what would change, and write nothing.")
)
yes_option = option("--yes", is_flag=True, help=N_("Do it without asking."))


@dataclass(frozen=True)
class Way:
    """How to carry out an act: only tried, or done; asked about first if there is a question."""

    dry_run: bool = False
    question: str | None = None


def carry_out(act: "Callable[[Session], Sequence[Change]]", way: Way = Way()) -> None:
    """Carry out an act in one unit of work, and show what it changed."""
    with registers.opened() as at:
        if way.dry_run or way.question:
            _show(_carried_out(at, act, keep=False), everything=True)
        if way.dry_run:
            click.echo(_("Only tried: nothing was written."))
            return
        if way.question:
            asking.confirm(way.question)
        done = _carried_out(at, act, keep=True)
        if way.question is None:
            _show(done, everything=False)
        elif done.rows:
            click.echo(_("Recorded."))


def _carried_out(
    at: registers.Opened, act: "Callable[[Session], Sequence[Change]]", *, keep: bool
) -> "Table":
    from monitor.reports.recorded import recorded_table

    title = _("Recorded") if keep else _("What would change")
    with at.act() if keep else at.trying() as session:
        changes = act(session)
        return recorded_table(session.connection, session.scope, changes, title)


def _show(table: "Table", *, everything: bool) -> None:
    from monitor.reports.tables import write

    rows = list(table.rows)
    if not rows:
        click.echo(_("Nothing to change: the register says so already."))
    elif everything or len(rows) <= SHOWN:
        write(table, sys.stdout)
    else:
        told = ngettext("{count} change recorded.", "{count} changes recorded.", len(rows))
        click.echo(told.format(count=len(rows)))


def way(*, dry_run: bool, yes: bool, question: str) -> Way:
    """Return how to carry out what cannot easily be taken back."""
    return Way(dry_run, None if yes or dry_run else question)
