"""A private PostgreSQL server for the tests: made when they begin, gone when they end."""

import os
import pwd
import re
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

ROLE = "monitor"
_FIRST_WITH_ICU = 15  # from here on a whole cluster may sort by ICU, and databases copy by file
_SECONDS_TO_START = 60

# The guardian outlives nothing: when the tests end, however they end (kill -9 included), the
# pipe closes, `cat` returns, and server and folder go.
_GUARDIAN = """
folder=$1; shift
"$@" & server=$!
cat >/dev/null
kill -INT "$server"; wait "$server"
rm -rf "$folder"
"""

# Nothing that tests write has to survive a power cut.
_HASTE = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")


@dataclass(frozen=True)
class Cluster:
    """A running server, reached through a socket file in `folder`; no network port is open."""

    folder: Path
    version: int

    def create_database(self) -> str:
        """Create an empty database and return its URL, for `monitor.db.open_database`."""
        name = f"test_{secrets.token_hex(6)}"
        copy = " STRATEGY FILE_COPY" if self.version >= _FIRST_WITH_ICU else ""  # 16 ms, not 70
        self._run("CREATE DATABASE {name} TEMPLATE template0" + copy, name)
        return f"postgresql://{ROLE}@/{name}?host={self.folder}"

    def drop_database(self, url: str) -> None:
        """Drop the database at `url`, connected to or not."""
        self._run("DROP DATABASE {name} WITH (FORCE)", url.partition("@/")[2].partition("?")[0])

    def _run(self, statement: LiteralString, name: str) -> None:
        with _connect(self.folder) as connection:
            connection.execute(sql.SQL(statement).format(name=sql.Identifier(name)))


def why_not() -> str | None:
    """Say why no server can be started on this machine; None where one can."""
    if programs_folder() is None:
        return "PostgreSQL's initdb and postgres are not on this machine"
    if os.geteuid() == 0 and _unprivileged_user() is None:
        return "PostgreSQL refuses to run as root, and there is no user `postgres` to run it as"
    return None


@contextmanager
def running(*, durable: bool = False) -> Iterator[Cluster]:
    """Run a new server for the length of the block; `durable` as one that must outlive a power cut.

    Raises:
        RuntimeError: it did not start; the message holds its log.
    """
    programs = programs_folder()
    if programs is None:
        raise RuntimeError(why_not())
    version = _version(programs)
    folder = _owned_folder()
    try:
        _initialise(programs, folder, version)
        guardian = _start(programs, folder, () if durable else _HASTE)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    try:
        _wait_for(folder)
        yield Cluster(folder, version)
    finally:
        if guardian.stdin:
            guardian.stdin.close()
        guardian.wait()


def programs_folder() -> Path | None:
    """Return the folder with the newest server's programs, or None."""
    found = shutil.which("postgres")
    installed = Path("/usr/lib/postgresql").glob("*/bin")  # where Debian keeps them, off the PATH
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(installed, key=lambda path: float(path.parent.name), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def _version(programs: Path) -> int:
    answer = subprocess.check_output([programs / "postgres", "--version"], text=True)
    match = re.search(r"\d+", answer)
    return int(match.group()) if match else 0


def _unprivileged_user() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return None


def _identity() -> tuple[int | None, int | None]:
    """Return the user and group to run the server as; None for both means as we are."""
    user = _unprivileged_user() if os.geteuid() == 0 else None
    return (user.pw_uid, user.pw_gid) if user else (None, None)


def _owned_folder() -> Path:
    """Make the server's folder; under /tmp, because a socket's path holds 107 bytes at most."""
    folder = Path(tempfile.mkdtemp(prefix="monitor-postgresql-", dir="/tmp"))
    user, group = _identity()
    if user is not None and group is not None:
        os.chown(folder, user, group)
    return folder


def _initialise(programs: Path, folder: Path, version: int) -> None:
    # Sorted as a Mexican server sorts, so that a test sees an order only bytes would give.
    sorting = ["--locale-provider=icu", "--icu-locale=es-MX"] if version >= _FIRST_WITH_ICU else []
    user, group = _identity()
    subprocess.run(
        [
            programs / "initdb",
            "--pgdata",
            folder / "data",
            "--username",
            ROLE,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            *sorting,
        ],
        user=user,
        group=group,
        extra_groups=None if user is None else [],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _start(programs: Path, folder: Path, off: tuple[str, ...]) -> "subprocess.Popen[bytes]":
    haste: list[str] = [word for name in off for word in ("-c", f"{name}=off")]
    haste += ["-c", "monitor.scratch=on"]  # or a register would refuse to live here
    options = ["-D", f"{folder}/data", "-k", f"{folder}", "-h", "", *haste]
    user, group = _identity()
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            ["sh", "-c", _GUARDIAN, "guardian", folder, programs / "postgres", *options],
            user=user,
            group=group,
            extra_groups=None if user is None else [],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C reaches the tests only; they stop the server
        )


def _wait_for(folder: Path) -> None:
    end = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            _connect(folder).close()
        except psycopg.OperationalError as error:
            if time.monotonic() > end:
                log = (folder / "log").read_text(errors="replace")
                raise RuntimeError(f"PostgreSQL did not start: {error}\n{log}") from error
            time.sleep(0.02)
        else:
            return


def _connect(folder: Path) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(host=str(folder), user=ROLE, dbname="postgres", autocommit=True)
