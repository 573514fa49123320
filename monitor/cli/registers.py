"""The register that a command works on: opened as the global options say, errors told clearly."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import click

from monitor import settings
from monitor.cli import failures
from monitor.text import _

if TYPE_CHECKING:
    from monitor.acts.registers import Register
    from monitor.acts.unit_of_work import Reading
    from monitor.audit.entries import Actor
    from monitor.audit.session import Session
    from monitor.scope import Scope


@dataclass(frozen=True)
class Opened:
    """An opened register, who acts, and the institution meant (looked up when it is asked for)."""

    register: "Register"
    actor: "Actor"
    institution: str | None

    @cached_property
    def scope(self) -> "Scope":
        """The institution named by --institution, or the only one there is."""
        from monitor.acts.registers import scope_of

        return scope_of(self.register, self.institution)

    def act(self) -> "AbstractContextManager[Session]":
        """Open one unit of work: what is done in it is saved together with its log, or not."""
        from monitor.acts.unit_of_work import begin

        return begin(self.register, self.actor, self.scope)

    def reading(self) -> "AbstractContextManager[Reading]":
        """Open one look at the register: (connection, scope, today), all of one moment."""
        from monitor.acts.unit_of_work import reading

        return reading(self.register, self.scope)


@contextmanager
def opened(*, may_create: bool = False, may_upgrade: bool = False) -> Iterator[Opened]:
    """Open the register that the options of `monitor` name, and close it at the end.

    The one in the user's own data folder is made where it is missing, and said so; another one
    only where the command `may_create`. Errors inside are told as `failures` tells them.
    """
    with failures.told_clearly():
        from monitor.acts.registers import open_register

        register = open_register(
            asked("database") or settings.read().database,
            may_create=may_create,
            may_upgrade=may_upgrade,
            actor=actor(),
            note=lambda told: failures.tell_notes([told]),
        )
        try:
            if register.made:
                told = _("A new register was made: {place}").format(place=register.place)
                click.echo(told, err=True)
            yield Opened(register, actor(), asked("institution") or settings.read().institution)
        finally:
            register.engine.dispose()


def actor() -> "Actor":
    """Return who acts: the address given by --by, as claimed, else the user of this machine."""
    from monitor.audit.entries import Actor
    from monitor.intake.addresses import AddressError, normalise

    claimed = asked("by")
    if not claimed:
        return Actor(f"os:{settings.user()}")
    try:
        return Actor(normalise(claimed.strip()), claimed=True)
    except AddressError as error:
        raise click.BadParameter(str(error), param_hint="--by") from None


def asked(option: str) -> str | None:
    """Return what was given for a global option, before the name of the command."""
    root = click.get_current_context().find_root()
    value: str | None = root.params.get(option)
    return value
