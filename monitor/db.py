"""The one seam between SQLite and PostgreSQL: engines, pragmas, keys, and where they differ."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    ForeignKeyConstraint,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    TypeDecorator,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import StaticPool
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import SQLModel

from monitor import clock
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

_PRAGMAS: dict[str, tuple[str, set[object]]] = {
    "journal_mode": ("WAL", {"wal", "memory"}),
    "synchronous": ("FULL", {2}),
    "foreign_keys": ("ON", {1}),
    "busy_timeout": ("5000", {5000}),
    "trusted_schema": ("OFF", {0}),
}


class StoreError(Exception):
    """A database that cannot be used as it is; the message says why."""


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime, to the microsecond, the same on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store it in UTC; SQLite keeps no zone."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give it back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class RandomSalt(FunctionElement[str]):
    """A new random text of 32 hexadecimal digits for each row, made by the database."""

    type = String()
    inherit_cache = True


@compiles(RandomSalt, "sqlite")
def _random_salt_on_sqlite(_element: RandomSalt, _compiler: Any, **_options: Any) -> str:
    return "lower(hex(randomblob(16)))"


@compiles(RandomSalt, "postgresql")
def _random_salt_on_postgresql(_element: RandomSalt, _compiler: Any, **_options: Any) -> str:
    return "replace(gen_random_uuid()::text, '-', '')"


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
    engine = _open(make_url("sqlite://"), poolclass=StaticPool)
    create_tables(engine)
    return engine


def open_database(url: str) -> Engine:
    """Open the database at `url`, SQLite or PostgreSQL; no table is made.

    Raises:
        StoreError: neither SQLite nor PostgreSQL. On connecting: SQLite refuses a pragma.
    """
    try:
        address = make_url(url)
    except ArgumentError:  # its message would print the URL, and a password with it
        raise StoreError(_("this is not the URL of a database")) from None
    name = address.get_backend_name()
    if name == "postgresql":
        return create_engine(address.set(drivername="postgresql+psycopg"))
    if name != "sqlite":
        raise StoreError(_("this is neither SQLite nor PostgreSQL: {name}").format(name=name))
    return _open(address)


def create_tables(engine: Engine) -> None:
    """Make every table of the models that are imported."""
    SQLModel.metadata.create_all(engine)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open one transaction that writes: all of it or nothing; SQLite takes its lock at once."""
    with engine.execution_options(monitor_begin="IMMEDIATE").begin() as connection:
        yield connection


def refresh_statistics(connection: Connection) -> None:
    """Let the query planner see what was just written; without it joins go wrong on new data."""
    connection.exec_driver_sql("ANALYZE")


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


def _open(address: Any, **options: Any) -> Engine:
    engine = create_engine(address, **options)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


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
    connection.exec_driver_sql(f"BEGIN {mode}")
