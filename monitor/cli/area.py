"""`monitor area`: the areas of the register."""

from datetime import date

import click

from monitor.cli import changes, completion, fields, showing
from monitor.cli.lazy import Group
from monitor.text import N_, _

_FIELDS = ("name", "kind", "role", "parent", "head")
_area = click.argument("area", shell_complete=completion.of("area"))


@click.group(
    cls=Group,
    name="area",
    short_help=N_("See and change the areas of the register."),
    help=N_("See and change the areas that accounts belong to, such as JD01AGS."),
)
def command() -> None:
    """Group the commands about areas."""


@command.command(
    name="list",
    short_help=N_("List the areas."),
    help=N_("List the areas with their heads."),
    example="monitor area list --as-of 2026-06-30",
)
@showing.as_of_option
@showing.format_option
def list_(as_of: date | None, format_name: str) -> None:
    """Print one area per line."""
    from monitor.reports import lists

    showing.show_list(lists.areas, format_name, as_of)


@command.command(
    short_help=N_("Show one area and its history."),
    help=N_(
        "Show one area: what is so now, who heads it, who is designated for all its accounts, and"
        " all that was recorded."
    ),
    example="monitor area show JD01AGS",
)
@_area
@showing.as_of_option
@showing.format_of_one_option
def show(area: str, as_of: date | None, format_name: str) -> None:
    """Print one area."""
    showing.show_one("area", area, format_name, as_of)


@command.command(
    short_help=N_("Add an area."),
    help=N_("Add an area."),
    example="monitor area add JD01AGS --name 'Junta Distrital 01'",
)
@click.argument("code")
@fields.fields("areas", *_FIELDS)
@changes.on_option
@changes.dry_run_option
def add(code: str, on: date | None, dry_run: bool, **typed: str | None) -> None:
    """Record a new area."""
    from monitor.acts import areas

    told = fields.given(typed)
    changes.carry_out(lambda session: areas.add_area(session, code, told, on), changes.Way(dry_run))


@command.command(
    name="set",
    short_help=N_("Record what is so of an area."),
    help=N_("Record what is so of an area from a day on; what is not named stays as it is."),
    example="monitor area set CS --role communications",
)
@_area
@fields.fields("areas", *_FIELDS)
@changes.on_option
@changes.dry_run_option
def set_(area: str, on: date | None, dry_run: bool, **typed: str | None) -> None:
    """Record values of an area."""
    from monitor.acts import areas

    told = fields.something(typed)
    changes.carry_out(lambda session: areas.set_area(session, area, told, on), changes.Way(dry_run))


@command.command(
    short_help=N_("Record that an area has another code."),
    help=N_("Record that an area has another code; the old one still finds it."),
    example="monitor area rename JD01AGS JD-01",
)
@_area
@click.argument("new")
@changes.on_option
@changes.dry_run_option
def rename(area: str, new: str, on: date | None, dry_run: bool) -> None:
    """Record another code."""
    from monitor.acts import areas

    changes.carry_out(
        lambda session: areas.rename_area(session, area, new, on), changes.Way(dry_run)
    )


@command.command(
    short_help=N_("Record who heads an area."),
    help=N_("Record who heads an area, or that nobody does (none)."),
    example="monitor area head JD01AGS carla@iee.example --on 2026-11-03",
)
@_area
@click.argument("person", shell_complete=completion.of("person"))
@changes.on_option
@changes.dry_run_option
def head(area: str, person: str, on: date | None, dry_run: bool) -> None:
    """Record the head of an area."""
    from monitor.acts import areas

    changes.carry_out(
        lambda session: areas.set_head(session, area, person, on), changes.Way(dry_run)
    )


@command.command(
    short_help=N_("Record that an area became part of another."),
    help=N_(
        "Record that AREA became part of INTO, which takes over its accounts, mailboxes, people"
        " and the areas below it, and keeps its own head; --on is the first day without AREA. Who"
        " is designated for all accounts of AREA stays so for those accounts, unless INTO has"
        " somebody in that role."
    ),
    example="monitor area merge JD01AGS JL-AGS --dry-run",
)
@_area
@click.argument("into", shell_complete=completion.of("area"))
@changes.on_option
@changes.dry_run_option
@changes.yes_option
def merge(area: str, into: str, on: date | None, dry_run: bool, yes: bool) -> None:
    """Merge an area into another."""
    from monitor.acts import merging_areas

    changes.carry_out(
        lambda session: merging_areas.merge_areas(session, area, into, on),
        changes.way(dry_run=dry_run, yes=yes, question=_("Merge these areas?")),
    )


@command.command(
    short_help=N_("Record that an area is no more."),
    help=N_(
        "Record that an area to which nothing belongs any longer is no more; --on is the first"
        " day without it."
    ),
    example="monitor area close JD01AGS --on 2026-11-03",
)
@_area
@changes.on_option
@changes.dry_run_option
@changes.yes_option
def close(area: str, on: date | None, dry_run: bool, yes: bool) -> None:
    """Record the end of an area."""
    from monitor.acts import areas

    changes.carry_out(
        lambda session: areas.close_area(session, area, on),
        changes.way(dry_run=dry_run, yes=yes, question=_("Close this area?")),
    )
