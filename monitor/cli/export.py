"""`monitor export`: the register as files that can be imported again."""

from datetime import date
from pathlib import Path

import click

from monitor import text
from monitor.cli import failures, registers
from monitor.cli.lazy import TranslatedCommand, option
from monitor.cli.options import Day
from monitor.text import N_, _


@click.command(
    cls=TranslatedCommand,
    name="export",
    short_help=N_("Write the register as files that can be imported."),
    help=N_(
        "Write into DIR what is so today, and everything dated, in the format that `monitor"
        " import` reads and in the language in use, with institution.yaml. Cells are written as"
        " they are: look at files from elsewhere before you open them in a spreadsheet."
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@option(
    "--format",
    "form",
    type=click.Choice(["csv", "json", "xlsx"]),
    default="csv",
    show_default=True,
    help=N_("CSV files, one for each sheet; or one JSON or XLSX file with all of them."),
)
@option("--as-of", type=Day(), help=N_("Write what was so on this day (else today)."))
@option("--force", is_flag=True, help=N_("Replace the inventory that is in DIR."))
def command(*, folder: Path, form: str, as_of: date | None, force: bool) -> None:
    """Write the files and name them."""
    from monitor.reports.exporting import Wanted, export

    with registers.opened() as at, at.reading() as (connection, scope, today):
        wanted = Wanted(folder, form, text.language(), force)
        exported = export(connection, scope, as_of or today, wanted)
    failures.tell_notes(exported.notes)
    for path in exported.files:
        click.echo(path)
    click.echo(_("To read it back: {line}").format(line=f"monitor import {folder}"))
