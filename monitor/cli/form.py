"""`monitor form`: the forms that people sign, filled in from the register."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import click

from monitor.cli import completion, failures, registers
from monitor.cli.lazy import Group, option
from monitor.cli.options import Day
from monitor.text import N_, _

if TYPE_CHECKING:
    from monitor.inventory.listing import AsOf
    from monitor.reports.forms.page import Form

Function = TypeVar("Function", bound=Callable[..., None])


@click.group(
    cls=Group,
    name="form",
    short_help=N_("Fill in the forms that people sign."),
    help=N_(
        "Fill in the forms that people sign from what the register knows, as a page to print. The"
        " signed paper is put on file with `monitor document add`."
    ),
)
def command() -> None:
    """Group the commands about forms."""


def _to_a_file(command: Function) -> Function:
    """Give a command the options that say where the form goes, and of which day it is."""
    for decorate in reversed(_OPTIONS):
        command = decorate(command)
    return command


_OPTIONS = (
    option(
        "-o",
        "--output",
        "path",
        metavar="FILE.html",
        required=True,
        type=click.Path(dir_okay=False),
        help=N_("The file to write."),
    ),
    option("--on", type=Day(), help=N_("The day of the form (else today).")),
    option("--force", is_flag=True, help=N_("Replace the file that is there.")),
)


@command.command(
    short_help=N_("Fill in the designation form of an account or an area."),
    help=N_(
        "Fill in the form that designates owner and substitute of SUBJECT: an account, or an area"
        " with all its accounts. It is for three to sign; lines that the register cannot fill in"
        " stay empty."
    ),
    example="monitor form designation x/ieejemplo -o designacion.html",
)
@click.argument("subject", shell_complete=completion.of("account", "area"))
@_to_a_file
def designation(subject: str, path: str, on: date | None, *, force: bool) -> None:
    """Write a designation form."""
    from monitor.inventory.lookup import find_among
    from monitor.reports.forms import designation as forms

    def filled(then: "AsOf") -> "Form":
        kinds = ("account", "area")
        return forms.form(then, find_among(then.connection, then.scope, kinds, subject, then.day))

    _write(filled, path, on, force=force)


@command.command(
    short_help=N_("Fill in the responsibility letter of a person."),
    help=N_(
        "Fill in the letter in which PERSON answers for ACCOUNT, for the person and the head of"
        " the area to sign."
    ),
    example="monitor form responsiva ana@iee.example x/ieejemplo -o carta.html",
)
@click.argument("person", shell_complete=completion.of("person"))
@click.argument("account", shell_complete=completion.of("account"))
@_to_a_file
def responsiva(person: str, account: str, path: str, on: date | None, *, force: bool) -> None:
    """Write a responsibility letter."""
    from monitor.inventory.lookup import find
    from monitor.reports.forms import responsiva as forms

    def filled(then: "AsOf") -> "Form":
        people_and_accounts = (("person", person), ("account", account))
        who, what = (
            find(then.connection, then.scope, kind, text, then.day)
            for kind, text in people_and_accounts
        )
        return forms.form(then, who, what)

    _write(filled, path, on, force=force)


def _write(filled: "Callable[[AsOf], Form]", path: str, on: date | None, *, force: bool) -> None:
    """Write a form, and say what it lacks and how to file it once it is signed."""
    from pathlib import Path

    from monitor.reports.forms import page

    with registers.opened() as at, at.reading() as now:
        form = filled(now._replace(day=on or now.day))
        page.write(form, Path(path), force=force)
    told = _("missing on the form: {what}; see to it with: {command}")
    failures.tell_notes(told.format(what=m.what, command=m.command) for m in form.missing)
    click.echo(path)
    click.echo(_("Once it is signed: {command}").format(command=form.filing))
