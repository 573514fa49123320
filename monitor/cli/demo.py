"""`monitor demo`: the main job on a made-up institute, as of a fixed day."""

import sys
import tempfile
from pathlib import Path

import click

from monitor import text
from monitor.cli import failures, progress
from monitor.cli.lazy import TranslatedCommand, option
from monitor.text import N_, _

AREAS_SHOWN = 4


@click.command(
    cls=TranslatedCommand,
    name="demo",
    short_help=N_("See the main job done on a made-up institute."),
    help=N_(
        "Check a made-up electoral institute, as of a fixed day, and show what a report looks"
        " like. With --write its files are kept, to look at and to change. Always exits 0."
    ),
)
@option(
    "--write",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("Write the files of the made-up institute into this new folder, and check nothing."),
)
@option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help=N_("How to show the findings."),
)
def command(folder: Path | None, format_name: str) -> None:
    """Write the sample institute, for good or for the length of one check."""
    if folder:
        _write(folder)
        click.echo(
            _("Written: {folder}. Now try: {line}").format(
                folder=folder, line=f"monitor check {folder} --as-of {_day()}"
            )
        )
        return
    with tempfile.TemporaryDirectory() as scratch:
        files = Path(scratch) / "instituto"
        _write(files)
        _check(files, format_name)


def _write(folder: Path) -> None:
    from monitor import sample

    with failures.told_clearly():
        sample.write(folder, text.language())


def _day() -> str:
    from monitor import sample

    return sample.AS_OF.isoformat()


def _check(files: Path, format_name: str) -> None:
    from monitor import rounds, sample
    from monitor.reports import formats

    asked = rounds.Asked(files, as_of=sample.AS_OF, today=sample.AS_OF)
    with progress.shown() as tell, rounds.preview(asked, tell) as report:
        tell.done()
        shape = {"areas": AREAS_SHOWN} if format_name == "text" else {}
        formats.find(format_name).write(report, sys.stdout, everything=False, **shape)
    if format_name == "text":
        click.echo(
            _("These files, to look at: {line}").format(line="monitor demo --write instituto")
        )
        click.echo(_("Your own, from empty files: {line}").format(line="monitor template DIR"))
