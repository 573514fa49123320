"""Showing what the register holds: lists in every format, and one subject with its history."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import click

from monitor.cli import registers
from monitor.cli.lazy import option
from monitor.cli.options import Day
from monitor.text import N_, _

if TYPE_CHECKING:
    from monitor.inventory.listing import AsOf
    from monitor.reports.tables import Table

format_option = option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help=N_("How to show the list."),
)
format_of_one_option = option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=N_("How to show it."),
)
as_of_option = option(
    "--as-of", type=Day(), help=N_("What was so on this day, past or to come (else today).")
)


def show_list(make: "Callable[[AsOf], Table]", format_name: str, as_of: date | None) -> None:
    """Print the list that `make` reads from the register, of the day asked for."""
    from monitor.reports.tables import write

    with registers.opened() as at, at.reading() as now:
        write(make(now._replace(day=as_of or now.day)), sys.stdout, format_name)


def remind_of_designations(person: str) -> None:
    """Say on stderr what a person is still in charge of, if it is anything."""
    from monitor.reports import lists
    from monitor.reports.tables import write

    with registers.opened() as at, at.reading() as now:
        found = lists.designations(now, lists.Asked(person=person))
        rows = list(found.rows)
        if rows:
            told = _("Still in charge; name somebody else with: monitor designation set")
            write(replace(found, title=told, rows=rows), sys.stderr)


def show_one(kind: str, text: str, format_name: str, as_of: date | None) -> None:
    """Print what the register knows of one subject on the day asked for, and its history.

    The institution itself is the subject where the kind is that, whatever the text.
    """
    from monitor.inventory.lookup import Found, find
    from monitor.reports import subjects

    with registers.opened() as at, at.reading() as now:
        then = now._replace(day=as_of or now.day)
        found = then.scope.institution_id
        if kind != "institution":
            found = find(then.connection, then.scope, kind, text, then.day)
        about = Found(kind, found)
        stable = format_name == "json"
        told = subjects.described(then, about, stable=stable)
        subjects.write(told, sys.stdout, format_name)
