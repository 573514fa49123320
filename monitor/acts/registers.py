"""Opening the register: the database that lives, and the institution in it that is meant."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, select

from monitor import db, settings
from monitor.acts import register_files, upgrading
from monitor.acts.register_files import NoRegisterError
from monitor.audit.entries import Actor
from monitor.db import StoreError
from monitor.inventory.models import Institution
from monitor.migrations import revisions
from monitor.migrations.revisions import State
from monitor.scope import Scope
from monitor.sealing import Signer, signer_in
from monitor.text import _


@dataclass(frozen=True)
class Register:
    """An opened register; `place` is what people call it, `made` tells that it is new.

    `sign` gives what signs checkpoints of the log, None: nothing does. Its key, in the folder
    `keys`, is made at first use; `keys_made` tells that the folder is new, too. Checkpoints are
    copied to the folder `anchors`; `note` is told where that fails.
    """

    engine: Engine
    place: str = ""
    made: bool = False
    upgraded: bool = False
    sign: Callable[[], Signer] | None = None
    keys: Path | None = None
    keys_made: bool = False
    anchors: Path | None = None
    note: Callable[[str], None] = lambda _told: None


class InstitutionNotNamedError(Exception):
    """No institution is meant, or none of that code; `known` are the codes there are."""

    def __init__(self, known: list[str], asked: str | None = None) -> None:
        """Keep the codes that could be named."""
        super().__init__(asked or "")
        self.known, self.asked = known, asked


def open_register(
    url: str | None,
    *,
    may_create: bool = False,
    may_upgrade: bool = False,
    actor: Actor | None = None,
    note: Callable[[str], None] = lambda _told: None,
) -> Register:
    """Open the register at `url`, or the one in this user's data folder.

    One that is not there yet is made where it `may_create`. `actor` is
    who makes or upgrades it (else the user of this machine); `note` is told what went wrong beside
    the work. The caller disposes of the engine.

    Raises:
        NoRegisterError: it is not there, and may not be made.
        StoreError: it cannot be used: not ours, newer or older, locked, read-only, on a
            full disk or a network filesystem, a server that is not reached. The message says why.
    """
    where = db.address(url or register_files.default_url())
    if where.get_backend_name() == "sqlite":
        register_files.prepare(file_of(where), may_create=may_create)
    keys = register_files.keys_folder(where)
    had_keys = keys.exists()
    sign = partial(signer_in, keys)
    who = actor or Actor(f"os:{settings.user()}")
    engine = db.open_database(where.render_as_string(hide_password=False))
    try:
        state = _usable(engine, may_create=may_create, may_upgrade=may_upgrade)
        done = state is not State.CURRENT and upgrading.upgrade(engine, who, sign)
        if may_upgrade:
            upgrading.tend(engine, who, sign)
    except BaseException:
        engine.dispose()
        raise
    anchors = settings.read().anchors
    return Register(
        engine,
        db.place(where),
        done and state is State.EMPTY,
        done and state is State.OLDER,
        sign,
        keys,
        not had_keys,
        Path(anchors) if anchors else None,
        note,
    )


def discard(register: Register) -> bool:
    """Take a new register away again, with its keys, where the work it was made for failed.

    Returns whether it is gone. It stays where somebody else has begun to use it, and on a server:
    there it is tables without an institution.
    """
    with register.engine.connect() as connection:
        used = connection.scalar(select(db.table(Institution).c.id).limit(1)) is not None
    if used or register.engine.dialect.name != "sqlite":
        return False
    register.engine.dispose()
    gone = db.delete_unless_in_use(file_of(register.engine.url))
    if gone and register.keys and register.keys_made:
        shutil.rmtree(register.keys, ignore_errors=True)
    return gone


@contextmanager
def private_register() -> Iterator[Register]:
    """Open an empty register that only this process sees, and that leaves nothing behind."""
    engine = db.open_private()
    try:
        yield Register(engine)
    finally:
        engine.dispose()


def scope_of(register: Register, code: str | None) -> Scope:
    """Return the scope of the institution called `code`, or of the only one there is.

    Raises:
        InstitutionNotNamedError: there is none of that code, none at all, or more than one.
    """
    table = db.table(Institution)
    query = select(table.c.id, table.c.code, table.c.code_key).order_by(table.c.code_key)
    with register.engine.connect() as connection:
        found = connection.execute(query).all()
    meant = [row for row in found if code is None or row.code_key == code.casefold()]
    if len(meant) != 1:
        raise InstitutionNotNamedError([row.code for row in found], code)
    return Scope(meant[0].id)


def file_of(where: URL) -> Path:
    """Return the file of a register on SQLite.

    Raises:
        StoreError: the URL names no plain file.
    """
    name = where.database or ":memory:"
    if name == ":memory:" or name.startswith("file:") or where.query:
        told = _("a register is kept in a file: sqlite:///FILE, without anything after its name")
        raise StoreError(told)
    return Path(name)


def _usable(engine: Engine, *, may_create: bool, may_upgrade: bool) -> State:
    """Return the state of a database that may be used as it is, made, or upgraded."""
    with engine.connect() as connection:
        state = revisions.state(connection)
        _refuse_unfit(connection)
    place = db.place(engine.url)
    if state is State.NOT_OURS:
        told = _("{place} is the database of another program; give the place of a register.")
    elif state is State.NEWER:
        told = _("{place} was written by a newer release of monitor; install that release.")
    elif state is State.OLDER and not may_upgrade:
        told = _(
            "{place} was written by an older release of monitor. Make a backup (monitor backup"
            " create), then bring it up to date: monitor init"
        )
    elif state is State.EMPTY and not may_create:
        told = _("There is no register at {place} yet; make one with: monitor init")
        raise NoRegisterError(told.format(place=place))
    else:
        return state
    raise StoreError(told.format(place=place))


def _refuse_unfit(connection: Connection) -> None:
    """Refuse a PostgreSQL that cannot hold every letter, or that forgets in a power cut.

    The second is allowed to a database that says itself that it is there to try things out.
    """
    if connection.dialect.name == "sqlite":
        return
    query = (
        "SELECT current_setting('server_encoding'), current_setting('fsync') = 'off'"
        " AND coalesce(current_setting('monitor.scratch', true), '') <> 'on'"
    )
    encoding, forgetful = connection.exec_driver_sql(query).one()
    if encoding != "UTF8":
        told = _("{place} cannot hold every letter ({encoding}); make a database with UTF8.")
    elif forgetful:
        told = _(
            "The server of {place} runs with fsync=off and would lose saved work in a power cut."
            " Turn fsync on; for trying out only: ALTER DATABASE … SET monitor.scratch = 'on'"
        )
    else:
        return
    raise StoreError(told.format(place=db.place(connection.engine.url), encoding=encoding))
