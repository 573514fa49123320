"""`monitor factor`: record how second factors stand; no code and no seed is ever asked for."""

from datetime import date

import click

from monitor.cli import changes, completion, fields
from monitor.cli.lazy import Group, option
from monitor.cli.options import Day
from monitor.text import N_


@click.group(
    cls=Group,
    name="factor",
    short_help=N_("Record how second factors stand."),
    help=N_("Record how the second factor of accounts stands. No code is asked for."),
)
def command() -> None:
    """Group the commands about second factors."""


@command.command(
    short_help=N_("Record which second factor an account has."),
    help=N_(
        "Record which second factor ACCOUNTs have, on whose device, and on what evidence it was"
        " seen."
    ),
    example=(
        "monitor factor attest x/ieejemplo --method totp --holder ana@iee.example --level witnessed"
    ),
)
@click.argument("accounts", nargs=-1, required=True, shell_complete=completion.of("account"))
@option(
    "--method",
    required=True,
    metavar="METHOD",
    help=N_("none, totp, sms, app, security_key, passkey, email or call."),
)
@option(
    "--holder",
    shell_complete=completion.of("person"),
    help=N_("Whose device it is on: an e-mail address, or none."),
)
@option(
    "--level",
    metavar="LEVEL",
    help=N_("The evidence: attested, evidenced (a screenshot) or witnessed (a second person)."),
)
@option("--on", type=Day(), help=N_("The day it was seen (else today)."))
@changes.dry_run_option
def attest(
    *,
    accounts: tuple[str, ...],
    method: str,
    holder: str | None,
    level: str | None,
    on: date | None,
    dry_run: bool,
) -> None:
    """Record a second factor."""
    from monitor.acts import factors

    typed = fields.given({"method": method, "level": level})
    changes.carry_out(
        lambda session: factors.attest_factor(session, accounts, typed, holder, on),
        changes.Way(dry_run),
    )
