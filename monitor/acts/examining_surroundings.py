"""What a register stands on, examined: versions, files, disk room, facts about networks."""

import platform
import sqlite3
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from shutil import disk_usage

from sqlalchemy import URL

from monitor import __version__, clock, settings
from monitor.acts import register_files
from monitor.policy.library import Library
from monitor.reports.examined import Examined, Level
from monitor.reports.platforms import FACTS
from monitor.text import _, day

MIB = 1 << 20
RESERVE, COMFORT = 64 * MIB, 1024 * MIB
PLATFORMS_HOLD = timedelta(days=365)
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def versions() -> Iterator[Examined]:
    """Tell the versions of what runs."""
    told = _("monitor {monitor}, Python {python}, SQLite {sqlite}").format(
        monitor=__version__, python=platform.python_version(), sqlite=sqlite3.sqlite_version
    )
    yield Examined("versions", Level.OK, told)


def files(where: URL) -> Iterator[Examined]:
    """Examine who may read the register's file and its keys, and how much room the disk has."""
    file = where.database if where.get_backend_name() == "sqlite" else None
    if file:
        yield from _private("register_file", [Path(file), Path(file).parent])
    keys = register_files.keys_folder(where)
    secret = [path for path in keys.glob("*") if path.suffix != ".pub"] if keys.is_dir() else []
    yield from _private("keys", [keys, *secret] if secret else [])
    yield from _room(Path(file) if file else Path(settings.data_folder()))


def platforms() -> Iterator[Examined]:
    """Examine how old the facts about social networks are that checks rely on."""
    known = Library().platforms().by_name
    oldest = min(fact.checked_on for each in known.values() for fact in each.checked().values())
    holds_since = clock.now().date() - PLATFORMS_HOLD
    if oldest >= holds_since:
        told = _("Facts about social networks, checked on {day} or later").format(day=day(oldest))
        yield Examined("platforms", Level.OK, told)
    for name, each in known.items():
        stale = [key for key, fact in each.checked().items() if fact.checked_on < holds_since]
        if stale:
            told = _("Facts about {network} that are older than a year: {facts}").format(
                network=each.title, facts=", ".join(_(FACTS[key]) for key in stale)
            )
            todo = _("See where they are from: {command}. A newer release may know newer ones.")
            command = f"monitor platform show {name}"
            yield Examined("platforms", Level.WARN, told, todo.format(command=command))


def _private(about: str, paths: list[Path]) -> Iterator[Examined]:
    open_to_others = [path for path in paths if path.stat().st_mode & _OTHERS]
    for path in open_to_others:
        told = _("Others on this machine may look into {path}").format(path=path)
        level = Level.BAD if about == "keys" else Level.WARN
        yield Examined(about, level, told, f"chmod go= {path}")
    if paths and not open_to_others:
        told = _("Only its owner may look into {path}").format(path=paths[0])
        yield Examined(about, Level.OK, told)


def _room(place: Path) -> Iterator[Examined]:
    folder = next(each for each in (place.parent, *place.parents) if each.exists())
    free = disk_usage(folder).free
    size = place.stat().st_size if place.is_file() else 0
    told = _("Room on the disk: {free} MiB; the register has {size} MiB").format(
        free=free // MIB, size=size // MIB
    )
    enough = free >= max(COMFORT, 2 * size)  # a backup has to fit beside it
    level = Level.BAD if free < RESERVE else Level.OK if enough else Level.WARN
    todo = None if enough else _("Make room, or move the register to a larger disk.")
    yield Examined("room", level, told, todo)
