"""`monitor check`: judge files or the register against policies, report, and exit by the result."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from monitor.cli import failures, progress, registers
from monitor.cli.lazy import TranslatedCommand, option
from monitor.cli.options import Day, judging
from monitor.text import N_, _

if TYPE_CHECKING:
    from monitor.reports.data import Report


@dataclass(frozen=True)
class _Asked:
    path: str | None
    policies: tuple[str, ...]
    as_of: date | None
    skip_bad_rows: bool
    dry_run: bool

    @property
    def stores(self) -> bool:
        """Return whether a round is to be stored."""
        return not (self.path or self.policies or self.as_of or self.dry_run)


@click.command(
    cls=TranslatedCommand,
    name="check",
    short_help=N_("Check the register, or files, against the policies."),
    help=N_(
        "Check the register by the policies adopted, and store the round. With PATH, a folder of"
        " files or one file (CSV, XLSX, JSON), with --policy or with --as-of, it is a preview and"
        " nothing is stored. Exits 1 when a duty is not met or cannot be told."
    ),
)
@click.argument("path", type=click.Path(), required=False)
@option(
    "--policy",
    "policies",
    multiple=True,
    metavar="ID|FILE",
    shell_complete=progress.complete_policies,
    help=N_("The policy to check against, in place of those adopted or named; may be repeated."),
)
@option("--as-of", type=Day(), help=N_("The day to judge, past or to come (else today)."))
@option("--dry-run", is_flag=True, help=N_("Show what a round would find, and store nothing."))
@option(
    "--skip-bad-rows",
    is_flag=True,
    help=N_("Go on without rows that cannot be read, and name them."),
)
@judging
def command(
    *,
    path: str | None,
    policies: tuple[str, ...],
    as_of: date | None,
    skip_bad_rows: bool,
    dry_run: bool,
    format_name: str,
    everything: bool,
    fail_on: str,
    strict: bool,
) -> None:
    """Judge, write the report, and exit by what was found."""
    from monitor.reports import formats

    asked = _Asked(path, policies, as_of, skip_bad_rows, dry_run)
    _refuse_contradictions(asked)
    with failures.told_clearly(), ExitStack() as opened:
        report = opened.enter_context(_report(asked, opened))
        failures.tell_notes(report.notes)
        formats.find(format_name).write(report, sys.stdout, everything=everything)
        bad = report.counts_against(fail_on=fail_on, strict=strict)
    sys.exit(int(bad))


def _refuse_contradictions(asked: _Asked) -> None:
    if asked.path and asked.dry_run:
        raise click.UsageError(_("Checking files stores nothing: leave out --dry-run."))
    if asked.skip_bad_rows and not asked.path:
        raise click.UsageError(_("--skip-bad-rows is for files: give their PATH."))
    if asked.dry_run and (asked.policies or asked.as_of):
        raise click.UsageError(_("A preview stores nothing: leave out --dry-run."))


def _report(asked: _Asked, opened: ExitStack) -> "AbstractContextManager[Report]":
    from pathlib import Path

    from monitor import rounds

    if asked.path:
        tell = opened.enter_context(progress.shown())
        files = rounds.Asked(Path(asked.path), asked.policies, asked.as_of, asked.skip_bad_rows)
        return _cleared(rounds.preview(files, tell), tell)
    at = opened.enter_context(registers.opened())
    of_register = rounds.Round(at.register, at.scope)
    if asked.dry_run:
        return of_register.try_out(at.actor)
    if not asked.stores:
        return of_register.preview(asked.policies, asked.as_of)
    return _stored(of_register.store(at.actor))


@contextmanager
def _cleared(report: "AbstractContextManager[Report]", tell: progress.Teller) -> "Iterator[Report]":
    """Clear the line that told how far it is, before the report is printed."""
    with report as made:
        tell.done()
        yield made


@contextmanager
def _stored(report: "AbstractContextManager[Report]") -> "Iterator[Report]":
    """Say that a round was stored."""
    with report as made:
        if made.changes:
            told = _("Round {number} was stored.").format(number=made.changes.round)
            click.echo(told, err=True)
        yield made
