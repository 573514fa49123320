"""What a database refuses is told in words; what is a fault of ours stays as it is."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor import refusals

PLACE = "/srv/register.db"


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("said so")
    error.sqlite_errorcode = code
    return error


class OperationalError(Exception):
    """As the PostgreSQL driver raises it."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__("FATAL:  said\n  so.")
        self.sqlstate = sqlstate


class DataError(OperationalError):
    """Another of its errors."""


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (sqlite3.SQLITE_BUSY, "Another monitor is writing"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "Another monitor is writing"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "may only be read"),
        (sqlite3.SQLITE_FULL, "is full"),
        (sqlite3.SQLITE_NOTADB, "is not a database"),
        (sqlite3.SQLITE_CORRUPT, "is damaged or its disk gives errors (said so)"),
        (sqlite3.SQLITE_IOERR_WRITE, "is damaged or its disk gives errors"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened (said so)"),
        (sqlite3.SQLITE_NOMEM, "not enough memory"),
    ],
)
def test_sqlites_refusals_are_told_with_the_place(code: int, told: str) -> None:
    said = refusals.reason(sqlite_error(code), PLACE)
    assert said is not None
    assert told in said
    assert PLACE in said


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("55P03", "Another monitor is writing"),
        ("40001", "Another monitor is writing"),
        ("53100", "is full"),
        ("53300", "cannot be reached"),
        ("28P01", "does not let us in: FATAL: said so. Look"),
        ("3D000", "cannot be reached"),
        ("57P01", "cannot be reached"),
        ("25006", "may only be read"),
        ("42501", "does not allow it"),
        ("XX001", "is damaged"),
        (None, "cannot be reached"),
    ],
)
def test_postgresqls_refusals_are_told(state: str | None, told: str) -> None:
    assert told in (refusals.reason(OperationalError(state), PLACE) or "")


@pytest.mark.parametrize(
    "error",
    [
        None,
        KeyError("x"),
        sqlite_error(sqlite3.SQLITE_ERROR),
        sqlite_error(sqlite3.SQLITE_CONSTRAINT_UNIQUE),
        sqlite3.ProgrammingError("closed"),
        OperationalError("42601"),
        OperationalError("23505"),
        DataError(None),
    ],
)
def test_other_errors_are_not_about_the_database(error: BaseException | None) -> None:
    assert refusals.reason(error, PLACE) is None
    assert not refusals.is_busy(error)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_CANTOPEN])
def test_a_full_disk_is_told_whatever_sqlite_calls_it(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage: Callable[[Path], object] = lambda _path: type("Usage", (), {"free": 0})  # noqa: E731 - a fake
    monkeypatch.setattr(refusals, "disk_usage", usage)
    assert "is full" in (refusals.reason(sqlite_error(code), str(tmp_path / "r.db")) or "")


def test_a_place_that_is_gone_is_not_a_full_disk(tmp_path: Path) -> None:
    lost = str(tmp_path / "gone" / "r.db")
    assert "cannot be opened" in (
        refusals.reason(sqlite_error(sqlite3.SQLITE_CANTOPEN), lost) or ""
    )


@pytest.mark.parametrize(
    ("error", "busy"),
    [
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), True),
        (sqlite_error(sqlite3.SQLITE_LOCKED), True),
        (OperationalError("40P01"), True),
        (sqlite_error(sqlite3.SQLITE_FULL), False),
        (OperationalError("53100"), False),
    ],
)
def test_what_may_do_better_in_a_moment_is_busy(error: Exception, busy: bool) -> None:
    assert refusals.is_busy(error) is busy


def asked(answers: list[sqlite3.Error | None], wait: int) -> tuple[sqlite3.Error | None, int]:
    """Ask what refuses with these errors, one after another; return the last, and how often."""
    left = iter(answers)
    times = []

    def ask() -> None:
        times.append(1)
        error = next(left)
        if error:
            raise error

    return refusals.asked_often(ask, wait), len(times)


def test_what_is_busy_is_asked_again_until_it_is_free() -> None:
    busy = sqlite_error(sqlite3.SQLITE_BUSY)
    assert asked([busy] * 5 + [None], 50) == (None, 6)


def test_what_stays_busy_is_given_up_after_a_while() -> None:
    busy = sqlite_error(sqlite3.SQLITE_BUSY)
    assert asked([busy] * 99, 50) == (busy, 11)


def test_what_is_refused_for_good_is_not_asked_again() -> None:
    full = sqlite_error(sqlite3.SQLITE_FULL)
    assert asked([full] * 2, 50) == (full, 1)
    assert asked([None], 0) == (None, 1)
