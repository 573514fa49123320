"""`monitor document`: signed papers on file."""

from datetime import date

import click

from monitor.cli import changes, completion, fields, showing
from monitor.cli.lazy import Group, option
from monitor.text import N_, _


@click.group(
    cls=Group,
    name="document",
    short_help=N_("See the documents on file, and add one."),
    help=N_("See the signed documents on file, and add one."),
)
def command() -> None:
    """Group the commands about documents."""


@command.command(
    name="list",
    short_help=N_("List the documents on file."),
    help=N_("List the documents on file."),
    example="monitor document list --about x/ieejemplo",
)
@option(
    "--about",
    shell_complete=completion.of("account", "area", "mailbox"),
    help=N_("About this account, mailbox, area or person only."),
)
@option("--all", "everything", is_flag=True, help=N_("Those no longer in force, too."))
@showing.as_of_option
@showing.format_option
def list_(about: str | None, everything: bool, as_of: date | None, format_name: str) -> None:
    """Print one document per line."""
    from monitor.reports import lists

    asked = lists.Asked(about=about, everything=everything)
    showing.show_list(lambda now: lists.documents(now, asked), format_name, as_of)


@command.command(
    short_help=N_("Put a document on file."),
    help=N_(
        "Put a signed document about SUBJECT on file: an account, mailbox, area, person, or the"
        " institution. With --file its SHA-256 is kept, never the paper itself."
    ),
    example=(
        "monitor document add x/ieejemplo --kind responsiva --signed-on 2026-11-03 --person"
        " ana@iee.example --file carta.pdf"
    ),
)
@click.argument("subject", shell_complete=completion.of("account", "area", "mailbox"))
@fields.fields(
    "documents",
    "kind",
    "signed_on",
    "valid_until",
    "number",
    "person",
    "sha256",
    required=("kind", "signed_on"),
)
@option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False),
    help=N_("The paper as a file, to keep its SHA-256."),
)
@changes.dry_run_option
def add(subject: str, path: str | None, dry_run: bool, **typed: str | None) -> None:
    """Record a document."""
    from pathlib import Path

    from monitor.acts import documents
    from monitor.cli import failures

    told = fields.given(typed)
    if path and "sha256" in told:
        raise click.UsageError(_("Give --file or --sha256, not both."))
    if path:
        with failures.told_clearly():
            told["sha256"] = documents.sha256_of(Path(path))
    changes.carry_out(
        lambda session: documents.add_document(session, subject, told), changes.Way(dry_run)
    )
