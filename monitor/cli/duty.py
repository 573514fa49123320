"""`monitor duty`: what is owed, to whom and until when; what was done, in time or late."""

import sys
from datetime import date
from typing import Any

import click

from monitor.cli import changes, completion, registers, showing
from monitor.cli.lazy import Group, option
from monitor.cli.options import Day
from monitor.text import N_, _


@click.group(
    cls=Group,
    name="duty",
    short_help=N_("See what is owed, and record what was done."),
    help=N_(
        "See what is owed by the policies adopted, and record that it was done. What happens in"
        " the register sets duties off by itself: a change of password, a new administrator, the"
        " end of a quarter."
    ),
)
def command() -> None:
    """Group the commands about duties."""


_control = click.argument("control", shell_complete=completion.controls)
_subject = click.argument("subject", shell_complete=completion.of("account", "area", "mailbox"))


@command.command(
    name="list",
    short_help=N_("List what is still to be done."),
    help=N_(
        "List the duties that are open, what is due first at the top: since when, until when, how"
        " late, who owes them to whom, and the command that records them as done."
    ),
    example="monitor duty list --person ana@iee.example --overdue",
)
@option(
    "--about",
    shell_complete=completion.of("account", "area", "mailbox"),
    help=N_("About this account, mailbox or area, or the institution, only."),
)
@option("--area", shell_complete=completion.of("area"), help=N_("Of this area only."))
@option(
    "--person",
    shell_complete=completion.of("person"),
    help=N_("Owed by this person only: by their accounts, or the areas they head."),
)
@option("--control", shell_complete=completion.controls, help=N_("Of this control only."))
@option("--overdue", is_flag=True, help=N_("Only what is late."))
@option("--all", "everything", is_flag=True, help=N_("Those that were done, too."))
@showing.as_of_option
@showing.format_option
def list_(*, as_of: date | None, format_name: str, **asked: Any) -> None:
    """Print one duty per line."""
    from monitor.reports import duties

    wanted = duties.Asked(**asked)
    showing.show_list(lambda now: duties.duties(now, wanted), format_name, as_of)


@command.command(
    short_help=N_("Show one duty in full."),
    help=N_(
        "Show the duty of CONTROL about SUBJECT: its clauses, since when and until when it is"
        " owed, who owes it to whom, and all that was recorded of it."
    ),
    example="monitor duty show rotation.notify-head x/ieejemplo",
)
@_control
@_subject
@showing.as_of_option
@showing.format_of_one_option
def show(control: str, subject: str, as_of: date | None, format_name: str) -> None:
    """Print one duty."""
    from monitor.reports import one_duty

    with registers.opened() as at, at.reading() as now:
        then = now._replace(day=as_of or now.day)
        one_duty.write(one_duty.describe(then, control, subject), sys.stdout, format_name)


@command.command(
    short_help=N_("Record that a duty was done."),
    help=N_(
        "Record that the duty of CONTROL about SUBJECT was done, on the day it was done; one that"
        " is late stays late. Of several that are open the earliest is meant, or the one --due-on"
        " that day."
    ),
    example=(
        "monitor duty discharge rotation.notify-head x/ieejemplo --on 2026-11-20 --number"
        " OF-31/2026"
    ),
)
@_control
@_subject
@changes.on_option
@option("--due-on", type=Day(), help=N_("The day it was due, where several are open."))
@option("--number", help=N_("The number of the paper that proves it."))
@option("--note", help=N_("What is worth knowing of it."))
@changes.dry_run_option
def discharge(
    *,
    control: str,
    subject: str,
    on: date | None,
    due_on: date | None,
    number: str | None,
    note: str | None,
    dry_run: bool,
) -> None:
    """Record that a duty was done."""
    from monitor.acts import duties

    what = duties.Done(control, due_on, number, note)
    changes.carry_out(
        lambda session: duties.discharge(session, what, subject, on), changes.Way(dry_run)
    )


@command.command(
    short_help=N_("Take back that a duty was done."),
    help=N_(
        "Take back that the duty of CONTROL about SUBJECT was done, the last time or on a day. The"
        " log keeps that it was recorded, and that it was taken back."
    ),
    example="monitor duty undo rotation.notify-head x/ieejemplo --yes",
)
@_control
@_subject
@option("--on", type=Day(), help=N_("The day it was recorded as done (else the last one)."))
@changes.dry_run_option
@changes.yes_option
def undo(control: str, subject: str, on: date | None, *, dry_run: bool, yes: bool) -> None:
    """Take back a discharge."""
    from monitor.acts import duties

    question = _("Record that this was not done?")
    changes.carry_out(
        lambda session: duties.undo(session, control, subject, on),
        changes.way(dry_run=dry_run, yes=yes, question=question),
    )
