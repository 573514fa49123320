"""`monitor policy new`: the files of a policy of one's own, to start from."""

import click

from monitor.cli import failures
from monitor.cli.lazy import TranslatedCommand
from monitor.text import N_, _


@click.command(
    cls=TranslatedCommand,
    short_help=N_("Write a policy of your own to start from."),
    help=N_(
        "Write the files of a new policy called ID into DIR (else here), commented and ready to be"
        " made your own: the policy, a text that it quotes, a control of its own and an"
        " institution.yaml that names it. What is there already is never overwritten."
    ),
    example="monitor policy new my-university DIR",
)
@click.argument("name", metavar="ID")
@click.argument("folder", metavar="[DIR]", type=click.Path(file_okay=False), default=".")
def new(name: str, folder: str) -> None:
    """Write the files, name them, and say what to do next."""
    from pathlib import Path

    from monitor.acts import drafting

    with failures.told_clearly():
        drafted = drafting.draft(name, Path(folder))
    for path in drafted.files:
        click.echo(path)
    if not drafted.named:
        told = _("There is an institution.yaml already: add {id} to the policies it names.")
        click.echo(told.format(id=name))
    click.echo(_("Make it your own; after each change, and when it is done:"))
    click.echo(f"  monitor policy lint {drafted.pack} --source {drafted.text}")
    click.echo(f"  monitor policy test {drafted.pack}")
    click.echo(f"  monitor check {folder}")
