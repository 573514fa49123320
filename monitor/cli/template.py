"""`monitor template`: empty files to start from, with their columns explained."""

import click

from monitor import text
from monitor.cli import failures
from monitor.cli.lazy import TranslatedCommand
from monitor.text import N_, _


@click.command(
    cls=TranslatedCommand,
    name="template",
    short_help=N_("Write empty files to start from."),
    help=N_(
        "Write empty, commented files into DIR, one per sheet, and an institution.yaml, in the"
        " language in use. Files that are there already are never overwritten. Only the accounts"
        " are needed to begin."
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False))
def command(folder: str) -> None:
    """Write the files and name them."""
    from pathlib import Path

    from monitor.intake.template import write_template

    with failures.told_clearly():
        written = write_template(Path(folder), text.language())
    for path in written:
        click.echo(path)
    click.echo(
        _("Fill in what you know, delete the rest, then: {line}").format(
            line=f"monitor check {folder}"
        )
    )
