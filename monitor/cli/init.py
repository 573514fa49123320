"""`monitor init`: make the register, bring it to this release, and record the institution."""

from typing import TYPE_CHECKING

import click

from monitor.cli import asking, registers
from monitor.cli.lazy import TranslatedCommand, option
from monitor.text import N_, _

if TYPE_CHECKING:
    from monitor.cli.registers import Opened

ZONE = "America/Mexico_City"


@click.command(
    cls=TranslatedCommand,
    name="init",
    short_help=N_("Make the register, or bring it to this release."),
    help=N_(
        "Make the register of an institution, or bring an older one to this release. At a"
        " terminal it asks for what is not given. Run again, it changes nothing."
    ),
)
@option("--code", help=N_("A short name for the institution, without spaces."))
@option("--name", help=N_("Its full name, as reports show it."))
@option(
    "--timezone",
    metavar="ZONE",
    help=N_("The time zone in which days are counted, as America/Mexico_City."),
)
@option("--calendar", metavar="ID", help=N_("Which days are no business days (mx-lft)."))
@option("--yes", is_flag=True, help=N_("Ask nothing; what is not given is as usual."))
def command(
    code: str | None, name: str | None, timezone: str | None, calendar: str | None, *, yes: bool
) -> None:
    """Make or upgrade the register, record the institution, and say what to do next."""
    given = {"code": code, "name": name, "timezone": timezone, "calendar": calendar}
    with registers.opened(may_create=True, may_upgrade=True) as at:
        from monitor.acts import opening

        known = opening.codes(at.register)
        if at.register.upgraded:
            click.echo(_("It was brought to this release of monitor."))
        if code or not known:
            _record(at, given if yes or not asking.may_ask() else _ask(given), certain=yes)
        click.echo(_("Register: {place}").format(place=at.register.place))
        if known and not code:
            click.echo(_("Institutions: {codes}").format(codes=", ".join(known)))
    click.echo(_("Next: {line}").format(line="monitor import DIR"))
    click.echo(_("Keep a copy, now and then: {line}").format(line="monitor backup create"))


def _ask(given: dict[str, str | None]) -> dict[str, str | None]:
    """Ask for what was not given."""
    code = given["code"] or click.prompt(_("A short name for the institution (code)"))
    name = given["name"] or click.prompt(_("Its full name"), default="", show_default=False)
    zone = given["timezone"] or click.prompt(_("Its time zone"), default=ZONE)
    return {**given, "code": code, "name": name, "timezone": zone}


def _record(at: "Opened", given: dict[str, str | None], *, certain: bool) -> None:
    from monitor.acts import opening

    if not given["code"] and not certain:
        click.echo(_("No institution yet: {line}").format(line="monitor init --code CODE"))
        return
    described = opening.described(**given)
    new = opening.open_institution(at.register, at.actor, described)
    told = _("Institution recorded: {code}") if new else _("The institution is there: {code}")
    click.echo(told.format(code=described.code))
