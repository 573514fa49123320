"""Why a database refuses, in words that say what to do: the one place that reads its errors."""

import secrets
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from shutil import disk_usage

from monitor.text import N_, _

_PAUSE = 5
"""Milliseconds, on average, after which we ask again for what another process holds."""

ROOM = 1 << 20
"""Below this many free bytes a disk counts as full: SQLite says so in several ways."""

_FULL = N_("The disk under {place} is full; make room and try again. Nothing was written.")
_BUSY = N_("Another monitor is writing to {place}; try again in a moment. Nothing was written.")
_READ_ONLY = N_(
    "{place} may only be read. Give the user who runs monitor the right to write to the file and"
    " to its folder; nothing was written."
)
_DAMAGED = N_(
    "{place} is damaged or its disk gives errors ({detail}). Keep the file as it is, look at the"
    " disk, and bring back the last backup: monitor backup restore FILE"
)
_NOT_OPEN = N_(
    "{place} cannot be opened ({detail}). Look whether the file is there, and whether the user who"
    " runs monitor may read and write it and its folder."
)
_NO_DATABASE = N_("{place} is not a database; give the place of a register, or of a new one.")
_NO_MEMORY = N_("There is not enough memory to work on {place}; nothing was written.")

# By SQLite's primary result code: https://www.sqlite.org/rescode.html
_SQLITE = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_PROTOCOL: _BUSY,
    sqlite3.SQLITE_NOMEM: _NO_MEMORY,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _NOT_OPEN,
    sqlite3.SQLITE_AUTH: _NOT_OPEN,
    sqlite3.SQLITE_IOERR: _DAMAGED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CANTOPEN: _NOT_OPEN,
    sqlite3.SQLITE_NOTADB: _NO_DATABASE,
}
_PERHAPS_FULL = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}

_NOT_REACHED = N_(
    "The server of {place} cannot be reached, or does not let us in: {detail}. Look at the address,"
    " the user and the password."
)
_NO_RIGHT = N_(
    "The server of {place} does not allow it: {detail}. The user named there needs more rights, or"
    " another user is to run this command."
)

# By PostgreSQL's SQLSTATE, or its first two letters: its appendix A.
_POSTGRESQL = {
    "55P03": _BUSY,
    "40P01": _BUSY,
    "40001": _BUSY,
    "25006": _READ_ONLY,
    "42501": _NO_RIGHT,
    "53100": _FULL,
    "53200": _NO_MEMORY,
    "53": _NOT_REACHED,
    "08": _NOT_REACHED,
    "28": _NOT_REACHED,
    "3D": _NOT_REACHED,
    "3F": _NO_RIGHT,
    "57P": _NOT_REACHED,
    "58": _DAMAGED,
    "XX": _DAMAGED,
}


class StoreError(Exception):
    """A database that cannot be used as it is; the message says why."""


class BusyError(StoreError):
    """A database that another process is writing to; it may be free in a moment."""


def reason(error: BaseException | None, place: str) -> str | None:
    """Return why the database at `place` refuses, or None where the error is not about that.

    `place` is what people call it: a file, or `postgresql://user@host/name` without a password.
    """
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error, place)
    if error is not None and hasattr(error, "sqlstate"):
        return _of_postgresql(error, place)
    return None


def is_busy(error: BaseException | None) -> bool:
    """Tell whether the database would not refuse a little later."""
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF) == _BUSY
    return _POSTGRESQL.get(getattr(error, "sqlstate", None) or "") == _BUSY


def refused(error: BaseException | None, name: str) -> StoreError | None:
    """Return what a driver's error says of the database called `name`, None: it is not about it."""
    told = reason(error, name)
    if told is None:
        return None
    return BusyError(told) if is_busy(error) else StoreError(told)


def asked_often(ask: Callable[[], object], wait: int) -> sqlite3.Error | None:
    """Ask SQLite for something every few milliseconds, for `wait` of them, while it is busy.

    SQLite by itself asks ever more rarely: who writes without a pause would win each time.
    Returns what it refuses with in the end, None where it does not.
    """
    for left in range(wait // _PAUSE, -1, -1):
        try:
            ask()
        except sqlite3.Error as error:
            if not left or not is_busy(error):
                return error
            time.sleep(secrets.randbelow(2 * _PAUSE) / 1000)
        else:
            return None
    return None


def _of_sqlite(error: sqlite3.Error, place: str) -> str | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    told = _FULL if code in _PERHAPS_FULL and _is_full(place) else _SQLITE.get(code)
    return _(told).format(place=place, detail=error) if told else None


def _is_full(place: str) -> bool:
    try:
        return disk_usage(Path(place).parent).free < ROOM
    except OSError:
        return False


def _of_postgresql(error: BaseException, place: str) -> str | None:
    state = getattr(error, "sqlstate", None)
    if state is None:  # the connection was not made, or is lost
        lost = type(error).__name__ in {"OperationalError", "ConnectionTimeout"}
        told = _NOT_REACHED if lost else None
    else:
        told = next(
            (_POSTGRESQL[s] for s in (state, state[:3], state[:2]) if s in _POSTGRESQL), None
        )
    detail = " ".join(str(error).split())
    return _(told).format(place=place, detail=detail.rstrip(".")) if told else None
