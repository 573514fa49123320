"""`monitor check`: judge inventory files against a policy."""

import sys
from datetime import date

import click

from monitor.cli import failures, progress
from monitor.cli.lazy import TranslatedCommand, option
from monitor.cli.options import Day, judging
from monitor.text import N_


@click.command(
    cls=TranslatedCommand,
    name="check",
    short_help=N_("Check the accounts in a folder of files against a policy."),
    help=N_(
        "Check the accounts at PATH, a folder of CSV files or one file of accounts, against a"
        " written policy. Nothing is stored. Exits 1 when a duty is not met or cannot be told."
    ),
)
@click.argument("path", type=click.Path())
@option(
    "--policy",
    "policies",
    multiple=True,
    metavar="ID|FILE",
    shell_complete=progress.complete_policies,
    help=N_("The policy to check against, in place of those in institution.yaml; may be repeated."),
)
@option("--as-of", type=Day(), help=N_("The day to judge, past or to come (else today)."))
@option(
    "--skip-bad-rows",
    is_flag=True,
    help=N_("Go on without rows that cannot be read, and name them."),
)
@judging
def command(
    *,
    path: str,
    policies: tuple[str, ...],
    as_of: date | None,
    skip_bad_rows: bool,
    format_name: str,
    everything: bool,
    fail_on: str,
    strict: bool,
) -> None:
    """Judge the files, write the report, and exit by what was found."""
    from pathlib import Path

    from monitor import rounds
    from monitor.reports import formats

    asked = rounds.Asked(Path(path), policies, as_of, skip_bad_rows)
    with failures.told_clearly(), progress.shown() as tell, rounds.preview(asked, tell) as report:
        tell.done()
        failures.tell_notes(report.notes)
        formats.find(format_name).write(report, sys.stdout, everything=everything)
        bad = report.counts_against(fail_on=fail_on, strict=strict)
    sys.exit(int(bad))
