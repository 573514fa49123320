"""`monitor access`: who was seen to have access to accounts."""

import shlex
import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from monitor.cli import changes, completion, failures, registers, showing
from monitor.cli.lazy import Group, option
from monitor.cli.options import Day
from monitor.text import N_, _, ngettext

if TYPE_CHECKING:
    from monitor.acts.reviewing_access import Asked, Review


@click.group(
    cls=Group,
    name="access",
    short_help=N_("See, review and record who has access to accounts."),
    help=N_("See and record who was seen to have access to accounts, on dated lists."),
)
def command() -> None:
    """Group the commands about access lists."""


@command.command(
    name="list",
    short_help=N_("List who has access."),
    help=N_("List who was on the newest list of each account."),
    example="monitor access list",
)
@option("--account", shell_complete=completion.of("account"), help=N_("Of this account only."))
@showing.as_of_option
@showing.format_option
def list_(account: str | None, as_of: date | None, format_name: str) -> None:
    """Print one identity per line."""
    from monitor.reports import lists

    asked = lists.Asked(about=account)
    showing.show_list(lambda now: lists.access(now, asked), format_name, as_of)


@command.command(
    short_help=N_("Record the list of who has access to an account."),
    help=N_(
        "Record the whole list of who had access to ACCOUNT on a day: each PERSON as the network"
        " shows them, or one per line in a file (identity, and a role after a comma if known)."
    ),
    example="monitor access record x/ieejemplo ana@iee.example bea@iee.example",
)
@click.argument("account", shell_complete=completion.of("account"))
@click.argument("people", nargs=-1, metavar="[PERSON]...", shell_complete=completion.of("person"))
@option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False),
    help=N_("The list, as a file."),
)
@option("--on", type=Day(), help=N_("The day the list was seen (else today)."))
@changes.dry_run_option
def record(
    account: str,
    people: tuple[str, ...],
    path: str | None,
    on: date | None,
    dry_run: bool,
) -> None:
    """Record a list."""
    from pathlib import Path

    from monitor.acts import access_lists

    if bool(people) == (path is not None):
        raise click.UsageError(_("Name the people, or --file with the list."))
    with failures.told_clearly():
        seen = access_lists.seen_in(Path(path)) if path else [(name, None) for name in people]
    changes.carry_out(
        lambda session: access_lists.record_access(session, account, seen, on),
        changes.Way(dry_run),
    )


@command.command(
    short_help=N_("Compare a list of who has access with who may have it."),
    help=N_(
        "Compare FILE, a list of people with access as a network exports it (CSV or XLSX, with any"
        " headers), with who may have access by the policies in force: who left, who is a stranger,"
        " who is missing, and what to do. Nothing is written without --record. Exits 1 when"
        " somebody on the list may not have access, or it cannot be told."
    ),
    example="monitor access review personas.csv --account facebook/ieejemplo --map Quién=identity",
)
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False))
@option(
    "--map",
    "maps",
    multiple=True,
    metavar="COLUMN=FIELD",
    help=N_(
        "Read this column as identity, role, platform or handle; “-” leaves it unread. May be"
        " repeated; the other columns are guessed from their headers."
    ),
)
@option(
    "--account",
    shell_complete=completion.of("account"),
    help=N_("The account that everybody in the file has access to."),
)
@option("--on", type=Day(), help=N_("The day the list was seen (else today)."))
@option(
    "--match-names",
    is_flag=True,
    help=N_("Take a name for the only person of the register who has it."),
)
@option("--record", is_flag=True, help=N_("Record the list, too, as `access record` does."))
@showing.format_option
def review(
    *,
    path: str,
    maps: tuple[str, ...],
    account: str | None,
    on: date | None,
    match_names: bool,
    record: bool,
    format_name: str,
) -> None:
    """Print what everybody is and what to do; record the list where asked."""
    from pathlib import Path

    from monitor.acts import reviewing_access
    from monitor.intake import exports
    from monitor.reports import access_review
    from monitor.reports.tables import write

    asked = reviewing_access.Asked(account, on, match_names)
    with registers.opened() as at:
        export = exports.read(Path(path), maps)
        failures.tell_notes(export.notes)
        with at.act() if record else at.trying() as session:
            found = reviewing_access.review(session, export, asked)
    failures.tell_notes(found.notes)
    again = access_review.Again(_typed(path, maps, asked))
    write(access_review.table(found.day, found.found, again), sys.stdout, format_name)
    if format_name == "text":
        click.echo(_said(found, again.recording, record=record))
    sys.exit(0 if found.met else 1)


def _typed(path: str, maps: tuple[str, ...], asked: "Asked") -> str:
    """Return the command that was typed, to type it once more; --record left out."""
    words = ["monitor", "access", "review", path]
    words += [word for each in maps for word in ("--map", each)]
    words += ["--account", asked.account] if asked.account else []
    words += ["--on", asked.on.isoformat()] if asked.on else []
    words += ["--match-names"] if asked.match_names else []
    return shlex.join(words)


def _said(found: "Review", recording: str, *, record: bool) -> str:
    if not record:
        told = _("Only compared: nothing was written. To record the list: {command}")
        return told.format(command=recording)
    if not found.recorded:
        return _("Nothing to change: the register says so already.")
    told = ngettext("{count} list recorded.", "{count} lists recorded.", found.recorded)
    return told.format(count=found.recorded)
