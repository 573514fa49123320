"""Examining: whether the register and what it stands on are as they should be, and what to do."""

from collections.abc import Iterator

from monitor import db
from monitor.acts import examining_records, examining_surroundings, register_files
from monitor.acts.registers import Register, open_register
from monitor.db import StoreError
from monitor.reports.examined import Examined, Level
from monitor.text import _


def examine(url: str | None) -> Iterator[Examined]:
    """Examine the register at `url` and its surroundings; nothing is made or changed.

    What cannot be looked at because the register cannot be opened is left out.
    """
    url = url or register_files.default_url()
    yield from examining_surroundings.versions()
    try:
        where = db.address(url)
        register = open_register(url)
    except StoreError as error:
        yield Examined("register", Level.BAD, str(error))
    else:
        try:
            yield from _opened(register)
        finally:
            register.engine.dispose()
        yield from examining_surroundings.files(where)
    yield from examining_surroundings.platforms()


def _opened(register: Register) -> Iterator[Examined]:
    yield Examined("register", Level.OK, register.place)
    with db.reading(register.engine) as connection:
        yield from examining_records.store(connection)
        yield from examining_records.protection(connection)
        yield from examining_records.clock_against(connection)
        yield from examining_records.rounds(connection)
        yield from examining_records.backups(connection)


def worst(found: list[Examined]) -> Level:
    """Return the gravest of what was found."""
    return max((each.level for each in found), key=list(Level).index, default=Level.OK)


def summary(found: list[Examined]) -> str:
    """Return what was found in one sentence."""
    if worst(found) is Level.OK:
        return _("All is well.")
    count = sum(each.level is not Level.OK for each in found)
    return _("To look at: {count}").format(count=count)
