"""`monitor password`: record that passwords were changed; no password is ever asked for."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from monitor.cli import changes, completion, failures
from monitor.cli.lazy import Group, option
from monitor.cli.options import Day
from monitor.text import N_, _

if TYPE_CHECKING:
    from monitor.audit.session import Session
    from monitor.inventory.changing import Change


@click.group(
    cls=Group,
    name="password",
    short_help=N_("Record that passwords were changed."),
    help=N_("Record that passwords were changed. No password is asked for, and none is kept."),
)
def command() -> None:
    """Group the commands about passwords."""


@command.command(
    short_help=N_("Record that passwords were changed."),
    help=N_("Record that the passwords of SUBJECTs (accounts or mailboxes) were changed on a day."),
    example=(
        "monitor password changed x/ieejemplo --mailbox --on 2026-11-20 --by-person ana@iee.example"
    ),
)
@click.argument("subjects", nargs=-1, shell_complete=completion.of("account", "mailbox"))
@option("--on", type=Day(), help=N_("The day of the change (else today)."))
@option(
    "--by-person",
    shell_complete=completion.of("person"),
    help=N_("Who changed it: an e-mail address."),
)
@option("--mailbox", is_flag=True, help=N_("Also of the mailboxes that the accounts use."))
@option(
    "--all-of",
    metavar="AREA",
    shell_complete=completion.of("area"),
    help=N_("Of all accounts of this area."),
)
@changes.dry_run_option
def changed(
    *,
    subjects: tuple[str, ...],
    on: date | None,
    by_person: str | None,
    mailbox: bool,
    all_of: str | None,
    dry_run: bool,
) -> None:
    """Record changes of passwords."""
    from monitor.acts import passwords

    together = passwords.Together(mailbox, all_of)
    without: list[str] = []

    def act(session: "Session") -> "Sequence[Change]":
        if all_of is not None:
            without[:] = passwords.without_their_own(session, all_of, on)
        return passwords.record_changes(session, subjects, on, by_person, together)

    changes.carry_out(act, changes.Way(dry_run))
    if without:
        told = _("Not of {accounts}: they are entered through other people's own accounts.")
        failures.tell_notes([told.format(accounts=", ".join(without))])
