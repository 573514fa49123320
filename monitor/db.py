"""The one seam between SQLite and PostgreSQL: engines, pragmas, keys, transactions."""

import re
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from sqlalchemy import (
    URL,
    BigInteger,
    Connection,
    Engine,
    ExceptionContext,
    ForeignKeyConstraint,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    create_engine,
    event,
    func,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool, StaticPool
from sqlmodel import SQLModel

from monitor import clock, refusals
from monitor.dialects import (
    Moment,
    RandomSalt,
    after,
    before,
    by_engine,
    has_statistics,
    in_byte_order,
    pour,
    rows_written,
    server_time,
)
from monitor.refusals import BusyError, StoreError, refused
from monitor.text import _

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
SQLModel.metadata.naming_convention = NAMES

ID = BigInteger

COMPACT = {"sqlite_with_rowid": False}
"""The options of a table that SQLite stores by its primary key, neighbours together."""

# What is erased is overwritten, not kept in free pages (secure_delete); waiting for a lock ends.
_PRAGMAS: dict[str, tuple[str, set[object]]] = {
    "journal_mode": ("WAL", {"wal", "memory"}),
    "synchronous": ("FULL", {2}),
    "foreign_keys": ("ON", {1}),
    "busy_timeout": ("5000", {5000}),
    "trusted_schema": ("OFF", {0}),
    "secure_delete": ("ON", {1}),
    "cell_size_check": ("ON", {1}),
}

_SAMPLE = 1000  # rows of each key that tell enough of a table that is still being filled

_POSTGRESQL_SETTINGS = (
    "SET lock_timeout = '5s'",
    "SET synchronous_commit = on",
    "SET jit = off",  # compiling the SELECT that judges 1,000 accounts takes 9 s, running it 0.6
    "SET cursor_tuple_fraction = 1",  # what is streamed is read to its end; else: plans for a tenth
)


# `dialects` and `refusals` are parts of this seam; nobody else needs to know of them.
__all__ = [
    "BusyError",
    "Moment",
    "RandomSalt",
    "StoreError",
    "after",
    "before",
    "by_engine",
    "has_statistics",
    "in_byte_order",
    "pour",
    "refused",
    "rows_written",
    "server_time",
]


class _Ids:
    """The last id given out; ids of one process never repeat and never run backwards."""

    lock = threading.Lock()
    last = 0


def new_id() -> int:
    """Return a new time-ordered id of 63 bits: 42 of milliseconds, then 21 that start at random."""
    moment = int(clock.now().timestamp() * 1000) << 21
    with _Ids.lock:
        _Ids.last = max(_Ids.last + 1, moment | secrets.randbits(20))
        return _Ids.last


def open_private() -> Engine:
    """Open an empty in-memory database that only this process sees; it leaves nothing behind."""
    engine = _open_sqlite(make_url("sqlite://"), poolclass=StaticPool)
    create_tables(engine)
    return engine


def open_database(url: str) -> Engine:
    """Open the database at `url`, SQLite or PostgreSQL; no table is made.

    Whatever the database refuses later is raised as a StoreError, too, from any statement.

    Raises:
        StoreError: neither SQLite nor PostgreSQL. On connecting: SQLite refuses a pragma.
    """
    where = address(url)
    return _open_postgresql(where) if _is_postgresql(where) else _open_sqlite(where)


def open_copy(file: Path) -> Engine:
    """Open a SQLite file that nobody writes to, to read it; nothing of it or beside it changes."""
    where = make_url("sqlite://").set(
        database=f"file:{quote(str(file.resolve()))}", query={"immutable": "1", "uri": "true"}
    )
    engine = create_engine(where, poolclass=NullPool)
    event.listen(engine, "handle_error", _tell)
    return engine


def delete_unless_in_use(file: Path) -> bool:
    """Delete a SQLite file, and tell whether it is gone: not where anybody has it open."""
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as own:
        try:
            # Leaving the write-ahead log is granted to the only connection there is.
            own.execute("PRAGMA locking_mode = EXCLUSIVE")
            if own.execute("PRAGMA journal_mode = DELETE").fetchone() != ("delete",):
                return False
        except sqlite3.OperationalError:
            return False
        file.unlink()
    return True


def address(url: str) -> URL:
    """Return the parts of the URL of a database; a path alone is a file of SQLite.

    Raises:
        StoreError: it is no URL, or of another kind of database than the two we know.
    """
    if re.fullmatch(r"[^\s:]+", url):
        return URL.create("sqlite", database=url)
    try:
        where = make_url(url)
    except ArgumentError:  # its message would print the URL, and a password with it
        hint = _(
            "this is not the URL of a database; write sqlite:///FILE or postgresql://USER@HOST/NAME"
        )
        raise StoreError(hint) from None
    if not _is_postgresql(where) and where.get_backend_name() != "sqlite":
        told = _("this is neither SQLite nor PostgreSQL: {name}")
        raise StoreError(told.format(name=where.get_backend_name()))
    return where


def place(where: URL) -> str:
    """Return what people call the database: its file, or its server and name, never a password."""
    if not _is_postgresql(where):
        return where.database or ":memory:"
    host = where.host or str(where.query.get("host", ""))  # a socket's folder
    told = URL.create("postgresql", where.username, None, host, where.port, where.database)
    return told.render_as_string()


def create_tables(engine: Engine) -> None:
    """Make every table of the models that are imported."""
    SQLModel.metadata.create_all(engine)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open one transaction that writes: all of it or nothing; SQLite takes its lock at once."""
    with engine.execution_options(monitor_begin="IMMEDIATE").begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open one transaction that reads: all its statements see the same moment."""
    connection = engine.connect()
    if engine.dialect.name != "sqlite":  # there, every transaction sees one moment
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
    with connection:
        yield connection


def refresh_statistics(connection: Connection) -> None:
    """Let the query planner see what was just written; without it joins go wrong on new data."""
    connection.exec_driver_sql("ANALYZE")


def measure(connection: Connection, *tables: Table) -> None:
    """Tell the planner how large tables have become that this very work has filled.

    Without it PostgreSQL takes them for as small as they were, and SQLite thinks that the
    institution alone, the first column of every key, tells rows apart.
    """
    quoted = [connection.dialect.identifier_preparer.quote(each.name) for each in tables]
    sampled = connection.dialect.name == "sqlite"  # PostgreSQL never reads the whole of a table
    if sampled:
        connection.exec_driver_sql(f"PRAGMA analysis_limit = {_SAMPLE}")
    for each in quoted:
        connection.exec_driver_sql(f"ANALYZE {each}")
    if sampled:
        connection.exec_driver_sql("PRAGMA analysis_limit = 0")


def gather(connection: Connection) -> None:
    """Bring all of a SQLite database into its one file; no transaction may have begun.

    Raises:
        BusyError: somebody else has it open.
    """
    try:
        connection.connection.cursor().execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise refused(error, place(connection.engine.url)) or error from None


def settings_of(connection: Connection) -> dict[str, str]:
    """Return what the database is set to, of all that saved work depends on."""
    if connection.dialect.name == "sqlite":
        read = ((name, connection.exec_driver_sql(f"PRAGMA {name}").scalar()) for name in _PRAGMAS)
        return {name: str(value) for name, value in read}
    names = ("server_version", "fsync", "full_page_writes", "synchronous_commit", "lock_timeout")
    settings = select(*(func.current_setting(name).label(name) for name in names))
    return {
        name: str(value) for name, value in connection.execute(settings).mappings().one().items()
    }


def table(model: type[SQLModel]) -> Table:
    """Return the Core table of a model, for queries that are expressions."""
    return cast("Table", cast("Any", model).__table__)


def key(*columns: str) -> PrimaryKeyConstraint:
    """Return the primary key that begins with the institution: its rows lie together on disk."""
    return PrimaryKeyConstraint("institution_id", *columns)


def belongs_to(target: str, column: str) -> ForeignKeyConstraint:
    """Return the foreign key from `column` to a subject, checked when the work is saved."""
    return ForeignKeyConstraint(
        ["institution_id", column],
        [f"{target}.institution_id", f"{target}.id"],
        deferrable=True,
        initially="DEFERRED",
    )


def temporary(name: str, *columns: Any) -> Table:
    """Describe a temporary table of the connection that makes it; unknown to migrations."""
    return Table(name, MetaData(), *columns, prefixes=["TEMPORARY"])


def _is_postgresql(where: URL) -> bool:
    return where.get_backend_name() in {"postgresql", "postgres"}


def _open_postgresql(where: URL) -> Engine:
    try:
        engine = create_engine(where.set(drivername="postgresql+psycopg"))
    except ModuleNotFoundError:
        hint = _("PostgreSQL needs one more package: pip install 'resguardo[postgres]'")
        raise StoreError(hint) from None
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "handle_error", _tell)
    return engine


def _open_sqlite(where: URL, **options: Any) -> Engine:
    engine = create_engine(where, **options)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _tell)
    return engine


def _tell(context: ExceptionContext) -> None:
    """Raise what the database refuses as a StoreError; other errors go on as they are."""
    engine = context.engine
    error = refused(context.original_exception, place(engine.url) if engine else "")
    if error:
        raise error from None


def _set_up(connection: Any, _record: object) -> None:
    connection.autocommit = True
    for statement in _POSTGRESQL_SETTINGS:
        connection.execute(statement)
    connection.autocommit = False


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions behind our back
    cursor = connection.cursor()
    for name, (wanted, granted) in _PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={wanted}")
        value = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if value not in granted:
            raise StoreError(
                _("SQLite refuses {name}={wanted}: it says {value}").format(
                    name=name, wanted=wanted, value=value
                )
            )
    cursor.close()


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("monitor_begin", "DEFERRED")
    if mode == "DEFERRED":
        connection.exec_driver_sql("BEGIN")
    else:
        _take_lock(connection, mode)


def _take_lock(connection: Connection, mode: str) -> None:
    """Begin to write, waiting no longer than SQLite itself would for whoever holds the lock."""
    cursor, wait = connection.connection.cursor(), int(_PRAGMAS["busy_timeout"][0])
    cursor.execute("PRAGMA busy_timeout = 0")
    error = refusals.asked_often(lambda: cursor.execute(f"BEGIN {mode}"), wait)
    cursor.execute(f"PRAGMA busy_timeout = {wait}")
    if error:
        raise refused(error, place(connection.engine.url)) or error
