"""`monitor account`: the accounts of the register."""

from datetime import date

import click

from monitor.cli import changes, completion, fields, showing
from monitor.cli.lazy import Group, option
from monitor.text import N_, _

_FIELDS = (
    "url",
    "name",
    "purpose",
    "login_mailbox",
    "recovery_mailbox",
    "recovery_phone",
    "credential_model",
    "status",
    "authorised_on",
    "opened_on",
    "official_on_portal",
    "verification",
    "last_post_on",
    "linked_accounts",
)
_account = click.argument("account", shell_complete=completion.of("account"))


@click.group(
    cls=Group,
    name="account",
    short_help=N_("See and change the accounts of the register."),
    help=N_("See and change the accounts of the register, such as x/ieejemplo."),
)
def command() -> None:
    """Group the commands about accounts."""


@command.command(
    name="list",
    short_help=N_("List the accounts."),
    help=N_("List the accounts."),
    example="monitor account list --area JD01AGS --format csv",
)
@option("--area", shell_complete=completion.of("area"), help=N_("Of this area only."))
@option("--platform", metavar="NAME", help=N_("On this network only."))
@option("--all", "everything", is_flag=True, help=N_("Closed ones, too."))
@showing.as_of_option
@showing.format_option
def list_(
    area: str | None,
    platform: str | None,
    everything: bool,
    as_of: date | None,
    format_name: str,
) -> None:
    """Print one account per line."""
    from monitor.reports import lists

    asked = lists.Asked(area=area, platform=platform, everything=everything)
    showing.show_list(lambda now: lists.accounts(now, asked), format_name, as_of)


@command.command(
    short_help=N_("Show one account and its history."),
    help=N_(
        "Show one account: what is so now, who is in charge, its credentials and documents, and"
        " all that was recorded, with the day it happened and who recorded it when."
    ),
    example="monitor account show x/ieejemplo",
)
@_account
@showing.as_of_option
@showing.format_of_one_option
def show(account: str, as_of: date | None, format_name: str) -> None:
    """Print one account."""
    showing.show_one("account", account, format_name, as_of)


@command.command(
    short_help=N_("Add an account."),
    help=N_("Add an account: its network and handle, or the address of its profile."),
    example="monitor account add x/ieejemplo --area JD01AGS",
)
@_account
@option(
    "--area",
    required=True,
    shell_complete=completion.of("area"),
    help=N_("The area it belongs to: its code or its name."),
)
@fields.fields("accounts", *_FIELDS)
@changes.on_option
@changes.dry_run_option
def add(account: str, area: str, on: date | None, dry_run: bool, **typed: str | None) -> None:
    """Record a new account."""
    from monitor.acts import accounts

    told = {"area": area, **fields.given(typed)}
    changes.carry_out(
        lambda session: accounts.add_account(session, account, told, on), changes.Way(dry_run)
    )


@command.command(
    name="set",
    short_help=N_("Record what is so of an account."),
    help=N_("Record what is so of an account from a day on; what is not named stays as it is."),
    example="monitor account set x/ieejemplo --login-mailbox redes@iee.example",
)
@_account
@fields.fields("accounts", *_FIELDS)
@changes.on_option
@changes.dry_run_option
def set_(account: str, on: date | None, dry_run: bool, **typed: str | None) -> None:
    """Record values of an account."""
    from monitor.acts import accounts

    told = fields.something(typed)
    changes.carry_out(
        lambda session: accounts.set_account(session, account, told, on), changes.Way(dry_run)
    )


@command.command(
    short_help=N_("Record that an account has another handle."),
    help=N_("Record that an account has another handle; the old one still finds it."),
    example="monitor account rename x/ieejemplo iee_oficial --on 2026-11-03",
)
@_account
@click.argument("new")
@changes.on_option
@changes.dry_run_option
def rename(account: str, new: str, on: date | None, dry_run: bool) -> None:
    """Record another handle."""
    from monitor.acts import accounts

    changes.carry_out(
        lambda session: accounts.rename_account(session, account, new, on), changes.Way(dry_run)
    )


@command.command(
    short_help=N_("Hand an account over to another area."),
    help=N_("Record that another area is responsible for an account."),
    example="monitor account transfer x/ieejemplo CS --on 2026-11-03",
)
@_account
@click.argument("area", shell_complete=completion.of("area"))
@changes.on_option
@changes.dry_run_option
def transfer(account: str, area: str, on: date | None, dry_run: bool) -> None:
    """Record another area."""
    from monitor.acts import accounts

    changes.carry_out(
        lambda session: accounts.transfer_account(session, account, area, on),
        changes.Way(dry_run),
    )


@command.command(
    short_help=N_("Record that an account is closed."),
    help=N_("Record that an account is closed; --on is the first day without it."),
    example="monitor account close x/ieejemplo --on 2026-11-03",
)
@_account
@changes.on_option
@changes.dry_run_option
@changes.yes_option
def close(account: str, on: date | None, dry_run: bool, yes: bool) -> None:
    """Record that an account is closed."""
    from monitor.acts import accounts

    changes.carry_out(
        lambda session: accounts.close_account(session, account, on),
        changes.way(dry_run=dry_run, yes=yes, question=_("Close this account?")),
    )
