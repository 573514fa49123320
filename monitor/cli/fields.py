"""Options that stand for the columns of a sheet: the same names, values and dates as in files."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from monitor.cli.lazy import TranslatedOption
from monitor.text import N_, _, language

Function = TypeVar("Function", bound=Callable[..., Any])

_MEANING = {
    "active_from": N_("First day in the post."),
    "active_to": N_("Last day in the post; it may lie ahead."),
    "address": N_("Another address."),
    "area": N_("The area it belongs to: its code or its name."),
    "assigned_on": N_("The day it was assigned."),
    "authorised_on": N_("The day it was authorised."),
    "closed_on": N_("The first day without it."),
    "code": N_("Another code."),
    "credential_model": N_("How people get in."),
    "email": N_("Another e-mail address."),
    "employment": N_("How the person is employed."),
    "head": N_("Who heads it: an e-mail address."),
    "holder": N_("Who keeps it: an e-mail address."),
    "kind": N_("Of which kind it is."),
    "last_post_on": N_("The day of the last post."),
    "linked_accounts": N_("All accounts it is tied to, as x/one; facebook/two."),
    "login_mailbox": N_("The mailbox it logs in with."),
    "name": N_("What it is called."),
    "number": N_("The number of the paper."),
    "official_on_portal": N_("Whether the institution's site shows it."),
    "opened_on": N_("The day it was opened."),
    "parent": N_("The area above it: its code or its name."),
    "person": N_("Whose it is: an e-mail address."),
    "phone": N_("A telephone number."),
    "position": N_("The position the person holds."),
    "purpose": N_("What it is for."),
    "rank": N_("The rank of the person."),
    "recovery_mailbox": N_("The mailbox it is recovered with."),
    "recovery_phone": N_("The telephone it is recovered with."),
    "role": N_("The office it holds."),
    "sha256": N_("The SHA-256 of the paper."),
    "signed_on": N_("The day it was signed."),
    "status": N_("Where it stands."),
    "url": N_("The address of its profile."),
    "valid_until": N_("The last day it is in force; it may lie ahead."),
    "verification": N_("Whether the network marks it as verified."),
}


class FieldOption(TranslatedOption):
    """An option for one column; its help names the values that the column lists."""

    sheet: str = ""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the names of the option, what it means, and the values it takes."""
        record = super().get_help_record(ctx)
        if record is None:
            return None
        values = _values(self.sheet, str(self.name))
        return record[0], " ".join([record[1], *values])


def fields(
    sheet: str, *names: str, required: tuple[str, ...] = ()
) -> Callable[[Function], Function]:
    """Give a command one option for each of the named columns of a sheet."""

    def decorate(command: Function) -> Function:
        for name in reversed(names):
            made = type("Field", (FieldOption,), {"sheet": sheet})
            option = click.option(
                f"--{name.replace('_', '-')}",
                name,
                cls=made,
                metavar="…",
                required=name in required,
                help=_MEANING[name],
            )
            command = option(command)
        return command

    return decorate


def given(typed: dict[str, str | None]) -> dict[str, str]:
    """Return what was typed, without the options that were left out."""
    return {name: text for name, text in typed.items() if text is not None}


def something(typed: dict[str, str | None]) -> dict[str, str]:
    """Return what was typed; nothing at all is a mistake."""
    told = given(typed)
    if not told:
        raise click.UsageError(_("Say what is so, with at least one option; --help lists them."))
    return told


def _values(sheet: str, name: str) -> list[str]:
    """Return the values that a column lists, and what a dash says there."""
    from monitor.intake import sheets
    from monitor.intake.columns import YES_NO

    column = sheets.BY_NAME[sheet].by_name[name]
    choices = YES_NO if column.kind == "boolean" else column.choices
    offered = [choice for choice in choices if not choice.refused]
    words = [choice.es[0] if language() == "es" else choice.value for choice in offered]
    listed = [f"[{' | '.join(words)}]"] if words else []
    return [*listed, *([_("“-”: there is none.")] if column.dash else [])]
