"""`monitor mailbox`: the mailboxes behind the accounts."""

from datetime import date

import click

from monitor.cli import changes, completion, fields, showing
from monitor.cli.lazy import Group, option
from monitor.text import N_, _

_FIELDS = ("kind", "purpose", "holder", "area", "assigned_on")
_mailbox = click.argument("mailbox", shell_complete=completion.of("mailbox"))


@click.group(
    cls=Group,
    name="mailbox",
    short_help=N_("See and change the mailboxes of the register."),
    help=N_("See and change the mailboxes that accounts log in or are recovered with."),
)
def command() -> None:
    """Group the commands about mailboxes."""


@command.command(
    name="list",
    short_help=N_("List the mailboxes."),
    help=N_("List the mailboxes."),
    example="monitor mailbox list --area JD01AGS",
)
@option("--area", shell_complete=completion.of("area"), help=N_("Of this area only."))
@showing.as_of_option
@showing.format_option
def list_(area: str | None, as_of: date | None, format_name: str) -> None:
    """Print one mailbox per line."""
    from monitor.reports import lists

    asked = lists.Asked(area=area)
    showing.show_list(lambda now: lists.mailboxes(now, asked), format_name, as_of)


@command.command(
    short_help=N_("Show one mailbox and its history."),
    help=N_("Show one mailbox: what is so now, which accounts use it, and all that was recorded."),
    example="monitor mailbox show redes@iee.example",
)
@_mailbox
@showing.as_of_option
@showing.format_of_one_option
def show(mailbox: str, as_of: date | None, format_name: str) -> None:
    """Print one mailbox."""
    showing.show_one("mailbox", mailbox, format_name, as_of)


@command.command(
    short_help=N_("Add a mailbox."),
    help=N_("Add a mailbox."),
    example="monitor mailbox add redes@iee.example --kind generic",
)
@click.argument("address")
@fields.fields("mailboxes", *_FIELDS)
@changes.on_option
@changes.dry_run_option
def add(address: str, on: date | None, dry_run: bool, **typed: str | None) -> None:
    """Record a new mailbox."""
    from monitor.acts import mailboxes

    told = fields.given(typed)
    changes.carry_out(
        lambda session: mailboxes.add_mailbox(session, address, told, on), changes.Way(dry_run)
    )


@command.command(
    name="set",
    short_help=N_("Record what is so of a mailbox."),
    help=N_("Record what is so of a mailbox from a day on; what is not named stays as it is."),
    example="monitor mailbox set redes@iee.example --holder ana@iee.example",
)
@_mailbox
@fields.fields("mailboxes", "address", *_FIELDS)
@changes.on_option
@changes.dry_run_option
def set_(mailbox: str, on: date | None, dry_run: bool, **typed: str | None) -> None:
    """Record values of a mailbox."""
    from monitor.acts import mailboxes

    told = fields.something(typed)
    changes.carry_out(
        lambda session: mailboxes.set_mailbox(session, mailbox, told, on), changes.Way(dry_run)
    )


@command.command(
    short_help=N_("Record that a mailbox is no more."),
    help=N_(
        "Record that a mailbox that no account uses any longer is no more; --on is the first day"
        " without it."
    ),
    example="monitor mailbox close redes@iee.example",
)
@_mailbox
@changes.on_option
@changes.dry_run_option
@changes.yes_option
def close(mailbox: str, on: date | None, dry_run: bool, yes: bool) -> None:
    """Record the end of a mailbox."""
    from monitor.acts import mailboxes

    changes.carry_out(
        lambda session: mailboxes.close_mailbox(session, mailbox, on),
        changes.way(dry_run=dry_run, yes=yes, question=_("Close this mailbox?")),
    )
