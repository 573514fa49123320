"""`monitor undo`: take the last import back."""

import click

from monitor.cli import asking, registers
from monitor.cli.lazy import TranslatedCommand, option
from monitor.text import N_, _, moment, ngettext


@click.command(
    cls=TranslatedCommand,
    name="undo",
    short_help=N_("Take the last import back."),
    help=N_(
        "Take the last import back: what it made goes, what it changed is as it was before. The"
        " log keeps both. It is not possible once something else was recorded."
    ),
)
@option("--dry-run", is_flag=True, help=N_("Say which import it would be; write nothing."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
def command(*, dry_run: bool, yes: bool) -> None:
    """Show which import it is, ask, and take it back."""
    from monitor.acts import undoing

    with registers.opened() as at:
        with at.reading() as (connection, scope, _today):
            run = undoing.last_import(connection, scope)
        told = ngettext(
            "The import of {when}, which changed {count} subject.",
            "The import of {when}, which changed {count} subjects.",
            len(run.entries) - 1,
        )
        click.echo(told.format(when=moment(run.recorded_at), count=len(run.entries) - 1))
        if dry_run:
            return
        if not yes:
            asking.confirm(_("Take it back?"))
        with at.act() as session:
            undoing.undo_import(session, undoing.last_import(session.connection, at.scope))
        click.echo(_("Taken back; the register is as it was before."))
