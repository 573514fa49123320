"""`monitor designation`: who is in charge of accounts."""

from datetime import date

import click

from monitor.cli import changes, completion, showing
from monitor.cli.lazy import Group, option
from monitor.cli.options import Day
from monitor.text import N_, _

_account = click.argument("account", required=False, shell_complete=completion.of("account"))
_area = option(
    "--area",
    shell_complete=completion.of("area"),
    help=N_("All accounts of this area, in place of one account."),
)


@click.group(
    cls=Group,
    name="designation",
    short_help=N_("See and change who is in charge of accounts."),
    help=N_("See and change who is in charge of an account, or of all accounts of an area."),
)
def command() -> None:
    """Group the commands about designations."""


@command.command(
    name="list",
    short_help=N_("List who is in charge of what."),
    help=N_("List who is in charge of what."),
    example="monitor designation list --all",
)
@option("--person", shell_complete=completion.of("person"), help=N_("Of this person only."))
@option("--all", "everything", is_flag=True, help=N_("Those that have ended, too."))
@showing.as_of_option
@showing.format_option
def list_(person: str | None, everything: bool, as_of: date | None, format_name: str) -> None:
    """Print one designation per line."""
    from monitor.reports import lists

    asked = lists.Asked(person=person, everything=everything)
    showing.show_list(lambda now: lists.designations(now, asked), format_name, as_of)


@command.command(
    name="set",
    short_help=N_("Record who is in charge of an account or an area."),
    help=N_(
        "Record who is in charge of ACCOUNT, or of all accounts of an area; who was before ends"
        " on that day. “none” says that there is nobody."
    ),
    example=(
        "monitor designation set x/ieejemplo --owner ana@iee.example --substitute"
        " bea@iee.example --number OF-12/2026"
    ),
)
@_account
@_area
@option("--owner", shell_complete=completion.of("person"), help=N_("Who owns it, or none."))
@option(
    "--substitute",
    shell_complete=completion.of("person"),
    help=N_("Who is the substitute, or none."),
)
@option("--task", shell_complete=completion.of("person"), help=N_("Who has a task with it."))
@option("--from", "on", type=Day(), help=N_("The first day in charge (else today)."))
@option("--number", help=N_("The number of the designation."))
@option("--notified-on", type=Day(), help=N_("The day it was notified."))
@changes.dry_run_option
def set_(
    *,
    account: str | None,
    area: str | None,
    on: date | None,
    number: str | None,
    notified_on: date | None,
    dry_run: bool,
    **who: str | None,
) -> None:
    """Record who is in charge."""
    from monitor.acts import designations

    target = _target(account, area)
    named = {role: text for role, text in who.items() if text is not None}
    if not named:
        raise click.UsageError(_("Name somebody: --owner, --substitute or --task."))
    notice = designations.Notice(number, notified_on)
    changes.carry_out(
        lambda session: designations.set_designations(session, target, named, on, notice),
        changes.Way(dry_run),
    )


@command.command(
    short_help=N_("Record that somebody is no longer in charge."),
    help=N_(
        "Record that somebody is no longer in charge and nobody takes over; --on is the first day"
        " without, and may lie ahead."
    ),
    example="monitor designation end x/ieejemplo --substitute",
)
@_account
@_area
@option("--owner", is_flag=True, help=N_("The owner."))
@option("--substitute", is_flag=True, help=N_("The substitute."))
@option("--task", shell_complete=completion.of("person"), help=N_("This person's task."))
@option("--on", type=Day(), help=N_("The first day without (else today)."))
@changes.dry_run_option
@changes.yes_option
def end(
    *,
    account: str | None,
    area: str | None,
    owner: bool,
    substitute: bool,
    task: str | None,
    on: date | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Record the end of designations."""
    from monitor.acts import designations

    target = _target(account, area)
    who: dict[str, str | None] = {"owner": None} if owner else {}
    who |= ({"substitute": None} if substitute else {}) | ({"task": task} if task else {})
    if not who:
        raise click.UsageError(_("Say whose ends: --owner, --substitute or --task EMAIL."))
    changes.carry_out(
        lambda session: designations.end_designations(session, target, who, on),
        changes.way(dry_run=dry_run, yes=yes, question=_("End this?")),
    )


def _target(account: str | None, area: str | None) -> tuple[str, str]:
    """Return what is meant: one account, or all those of an area."""
    if account and not area:
        return "account", account
    if area and not account:
        return "area", area
    raise click.UsageError(_("Name one account, or --area for all accounts of an area."))
