"""The register that a command works on: opened as the global options say, errors told clearly."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import click

from monitor import settings
from monitor.cli import failures
from monitor.text import _

if TYPE_CHECKING:
    from monitor.acts.registers import Register
    from monitor.audit.entries import Actor
    from monitor.audit.session import Session
    from monitor.inventory.listing import AsOf
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

    def trying(self) -> "AbstractContextManager[Session]":
        """Open one unit of work of which nothing is kept."""
        from monitor.acts.unit_of_work import trying

        return trying(self.register, self.actor, self.scope)

    def reading(self) -> "AbstractContextManager[AsOf]":
        """Open one look at the register: connection, scope and the day, all of one moment."""
        from monitor.acts.unit_of_work import reading

        return reading(self.register, self.scope)


@contextmanager
def opened(*, may_create: bool = False, may_upgrade: bool = False) -> Iterator[Opened]:
    """Open the register that the options of `monitor` name, and close it at the end.

    The one in the user's own data folder is made where it is missing, and said so; another one
    only where the command `may_create`. One that was made for work that failed is taken away
    again. Errors inside are told as `failures` tells them.
    """
    with failures.told_clearly():
        from monitor.acts.registers import discard, open_register

        place = _place()
        register = open_register(
            place,
            may_create=may_create or place is None,
            may_upgrade=may_upgrade,
            actor=actor(),
            note=lambda told: failures.tell_notes([told]),
        )
        stays = not register.made
        try:
            yield _opened(register)
            stays = True
        finally:
            gone = not stays and discard(register)
            register.engine.dispose()
            if register.made and not gone:
                told = _("A new register was made: {place}").format(place=register.place)
                click.echo(told, err=True)


@contextmanager
def opened_for_a_trial() -> Iterator[Opened]:
    """Open the register as `opened` does, and an empty private one where it is not there yet."""
    with failures.told_clearly(), ExitStack() as open_until_the_end:
        from monitor.acts.register_files import NoRegisterError
        from monitor.acts.registers import open_register, private_register

        try:
            register = open_register(_place(), actor=actor())
        except NoRegisterError:
            register = open_until_the_end.enter_context(private_register())
        open_until_the_end.callback(register.engine.dispose)
        yield _opened(register)


def _place() -> str | None:
    return asked("database") or settings.read().database


def _opened(register: "Register") -> Opened:
    return Opened(register, actor(), asked("institution") or settings.read().institution)


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
