"""`monitor demo`: the main job on a made-up institute, as of a fixed day."""

import sys
from typing import TYPE_CHECKING

import click

from monitor import text
from monitor.cli import failures, progress
from monitor.cli.lazy import TranslatedCommand, option
from monitor.text import N_, _

if TYPE_CHECKING:
    from pathlib import Path

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
    type=click.Path(file_okay=False),
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
def command(folder: str | None, format_name: str) -> None:
    """Write the sample institute, for good or for the length of one check."""
    with failures.told_clearly():
        if folder:
            _keep(folder)
        else:
            _show(format_name)


def _keep(folder: str) -> None:
    _write(folder)
    click.echo(
        _("Written: {folder}. Now try: {line}").format(
            folder=folder, line=f"monitor check {folder} --as-of {_day()}"
        )
    )


def _show(format_name: str) -> None:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as scratch:
        files = Path(scratch) / "instituto"
        _write(str(files))
        _check(str(files), format_name)


def _write(folder: str) -> None:
    from pathlib import Path

    from monitor import sample

    _refuse_full(Path(folder))
    sample.write(Path(folder), text.language())


def _refuse_full(folder: "Path") -> None:
    from monitor.intake.faults import Fault, IntakeError
    from monitor.intake.folders import label

    if folder.is_dir() and any(folder.iterdir()):
        reason = _("There are files in this folder already; give the name of a new one.")
        raise IntakeError([Fault(label(folder), None, None, None, reason)])


def _day() -> str:
    from monitor import sample

    return sample.AS_OF.isoformat()


def _check(files: str, format_name: str) -> None:
    from pathlib import Path

    from monitor import rounds, sample
    from monitor.reports import formats

    asked = rounds.Asked(Path(files), as_of=sample.AS_OF, today=sample.AS_OF)
    with progress.shown() as tell, rounds.preview(asked, tell) as report:
        tell.done()
        shape = {"areas": AREAS_SHOWN} if format_name == "text" else {}
        formats.find(format_name).write(report, sys.stdout, everything=False, **shape)
    if format_name == "text":
        click.echo(
            _("These files, to look at: {line}").format(line="monitor demo --write instituto")
        )
        click.echo(_("Your own, from empty files: {line}").format(line="monitor template DIR"))
