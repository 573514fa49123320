"""`monitor import`: what differs in files, written into the register; or only shown."""

import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli import failures, progress, registers
from monitor.cli.lazy import TranslatedCommand, option
from monitor.cli.options import Day
from monitor.text import N_, _, day, ngettext

if TYPE_CHECKING:
    from monitor.acts.taking_files import Offered, Taken
    from monitor.cli.registers import Opened
    from monitor.intake.faults import Fault


@click.command(
    cls=TranslatedCommand,
    name="import",
    short_help=N_("Take files into the register."),
    help=N_(
        "Take the files at PATH into the register: all rows or none. Only what differs is"
        " written, an empty cell leaves things as they are, and the same files again change"
        " nothing. `monitor undo` takes the last import back."
    ),
)
@click.argument("path", type=click.Path(path_type=Path))
@option("--dry-run", is_flag=True, help=N_("Show what would change, and write nothing."))
@option(
    "--on",
    type=Day(),
    help=N_("The day from which things hold that the files do not date (else today)."),
)
@option(
    "--skip-bad-rows",
    is_flag=True,
    help=N_("Go on without rows that cannot be read, and name them."),
)
@option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help=N_("How to show what would change (with --dry-run)."),
)
def command(*, path: Path, dry_run: bool, on: date | None, skip_bad_rows: bool, form: str) -> None:
    """Import the files, or show what that would change."""
    from monitor.acts.taking_files import Offered

    offered = Offered(path, on, skip_bad_rows)
    _tell_of_the_day(on)
    if dry_run:
        with registers.opened_for_a_trial() as at:
            _try(at, offered, form)
    else:
        with registers.opened(may_create=True) as at:
            _take(at, offered)


def _take(at: "Opened", offered: "Offered") -> None:
    from monitor.acts import taking_files

    with progress.shown() as tell:
        taken = taking_files.take(at.register, at.actor, at.institution, offered, tell)
    failures.tell_notes(taken.notes)
    _tell(taken)


def _tell(taken: "Taken") -> None:
    if taken.opened:
        click.echo(_("Institution recorded: {code}").format(code=taken.opened))
    if taken.adopted:
        click.echo(_("The policies that institution.yaml names are in force from today."))
    _tell_left_out(taken.imported.left_out)
    changed = taken.imported.changed
    if not changed:
        click.echo(_("Nothing to change: the register says so already."))
    for kind, count in changed.items():
        click.echo(_CHANGED[kind](count).format(count=count))
    for table, counted in _FACTS.items():
        count = taken.imported.facts.get(table, 0)
        if count:
            click.echo("  " + counted(count).format(count=count))
    if taken.waiting:
        told = _("institution.yaml differs from what was adopted; to adopt it: {line}")
        click.echo(told.format(line="monitor policy adopt"))
    click.echo(_("Next: {line}").format(line="monitor check"))


def _tell_left_out(faults: "Iterable[Fault]") -> None:
    for fault in faults:
        click.echo(_("Left out: {fault}").format(fault=fault), err=True)


def _tell_of_the_day(on: date | None) -> None:
    """Say what --on does to a register that has something already."""
    if on is not None:
        told = _("What the files say without a day of its own holds from {day}.")
        failures.tell_notes([told.format(day=day(on))])


def _try(at: "Opened", offered: "Offered", form: str) -> None:
    from monitor.acts import taking_files
    from monitor.reports import tables
    from monitor.reports.changes import changes_table

    with (
        progress.shown() as tell,
        taking_files.trial(at.register, at.actor, at.institution, offered, tell) as (found, notes),
    ):
        tell.done()
        failures.tell_notes(notes)
        _tell_left_out(found.taken.left_out)
        rows = ((c.subject, c.table, c.column, c.before, c.after) for c in found.changes)
        tables.write(changes_table(_("What would change"), rows), sys.stdout, form)
        for each in found.only_here:
            told = _ONLY_HERE[each.kind](each.count).format(count=each.count)
            names = ", ".join(each.first) + (" …" if each.count > len(each.first) else "")
            click.echo(f"{told}: {names}", err=form != "text")
    click.echo(_("Nothing was written."), err=True)


_CHANGED: dict[str, Callable[[int], str]] = {
    "account": lambda n: ngettext("{count} account written", "{count} accounts written", n),
    "area": lambda n: ngettext("{count} area written", "{count} areas written", n),
    "person": lambda n: ngettext("{count} person written", "{count} people written", n),
    "mailbox": lambda n: ngettext("{count} mailbox written", "{count} mailboxes written", n),
    "institution": lambda _n: _("details of the institution written"),
}

_FACTS: dict[str, Callable[[int], str]] = {
    "designation": lambda n: ngettext("{count} designation", "{count} designations", n),
    "password_change": lambda n: ngettext("{count} password change", "{count} password changes", n),
    "factor": lambda n: ngettext("{count} second factor", "{count} second factors", n),
    "document": lambda n: ngettext("{count} document", "{count} documents", n),
    "attestation": lambda n: ngettext("{count} statement", "{count} statements", n),
    "duty": lambda n: ngettext("{count} duty", "{count} duties", n),
    "access_list": lambda n: ngettext("{count} access list", "{count} access lists", n),
}

_ONLY_HERE: dict[str, Callable[[int], str]] = {
    "account": lambda n: ngettext(
        "{count} account is in the register and not in the files",
        "{count} accounts are in the register and not in the files",
        n,
    ),
    "area": lambda n: ngettext(
        "{count} area is in the register and not in the files",
        "{count} areas are in the register and not in the files",
        n,
    ),
    "person": lambda n: ngettext(
        "{count} person is in the register and not in the files",
        "{count} people are in the register and not in the files",
        n,
    ),
    "mailbox": lambda n: ngettext(
        "{count} mailbox is in the register and not in the files",
        "{count} mailboxes are in the register and not in the files",
        n,
    ),
}
