"""`monitor person`: the people whom the register names."""

from datetime import date

import click

from monitor.cli import changes, completion, fields, showing
from monitor.cli.lazy import Group, option
from monitor.cli.options import Day
from monitor.text import N_, _

_FIELDS = ("name", "position", "rank", "area", "employment", "phone", "active_from", "active_to")
_person = click.argument("person", shell_complete=completion.of("person"))


@click.group(
    cls=Group,
    name="person",
    short_help=N_("See and change the people of the register."),
    help=N_("See and change the people whom the register names, by their e-mail addresses."),
)
def command() -> None:
    """Group the commands about people."""


@command.command(
    name="list",
    short_help=N_("List the people."),
    help=N_("List the people."),
    example="monitor person list --area JD01AGS",
)
@option("--area", shell_complete=completion.of("area"), help=N_("Of this area only."))
@option("--all", "everything", is_flag=True, help=N_("Those who have left, too."))
@showing.as_of_option
@showing.format_option
def list_(area: str | None, everything: bool, as_of: date | None, format_name: str) -> None:
    """Print one person per line."""
    from monitor.reports import lists

    asked = lists.Asked(area=area, everything=everything)
    showing.show_list(lambda now: lists.people(now, asked), format_name, as_of)


@command.command(
    short_help=N_("Show one person and the history."),
    help=N_(
        "Show one person: what is so now, what the person is in charge of, and all that was"
        " recorded."
    ),
    example="monitor person show ana@iee.example",
)
@_person
@showing.as_of_option
@showing.format_of_one_option
def show(person: str, as_of: date | None, format_name: str) -> None:
    """Print one person."""
    showing.show_one("person", person, format_name, as_of)


@command.command(
    short_help=N_("Add a person."),
    help=N_("Add a person."),
    example="monitor person add ana@iee.example --name Ana --area CS",
)
@click.argument("email")
@fields.fields("people", *_FIELDS)
@changes.on_option
@changes.dry_run_option
def add(email: str, on: date | None, dry_run: bool, **typed: str | None) -> None:
    """Record a new person."""
    from monitor.acts import people

    told = fields.given(typed)
    changes.carry_out(
        lambda session: people.add_person(session, email, told, on), changes.Way(dry_run)
    )


@command.command(
    name="set",
    short_help=N_("Record what is so of a person."),
    help=N_("Record what is so of a person from a day on; what is not named stays as it is."),
    example="monitor person set ana@iee.example --position Jefa --rank medio",
)
@_person
@fields.fields("people", "email", *_FIELDS)
@changes.on_option
@changes.dry_run_option
def set_(person: str, on: date | None, dry_run: bool, **typed: str | None) -> None:
    """Record values of a person."""
    from monitor.acts import people

    told = fields.something(typed)
    changes.carry_out(
        lambda session: people.set_person(session, person, told, on), changes.Way(dry_run)
    )


@command.command(
    short_help=N_("Record the last day of a person in the post."),
    help=N_("Record the last day of a person in the post, past or to come; the history stays."),
    example="monitor person close ana@iee.example --on 2026-11-30",
)
@_person
@option("--on", type=Day(), help=N_("The last day in the post (else today)."))
@changes.dry_run_option
@changes.yes_option
def close(person: str, on: date | None, dry_run: bool, yes: bool) -> None:
    """Record that a person leaves."""
    from monitor.acts import people

    changes.carry_out(
        lambda session: people.close_person(session, person, on),
        changes.way(dry_run=dry_run, yes=yes, question=_("Record that this person leaves?")),
    )
    showing.remind_of_designations(person)
