"""Where SQL differs between SQLite and PostgreSQL: types and expressions that mean the same."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Executable,
    Integer,
    String,
    Table,
    TypeDecorator,
    func,
    insert,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

Way = TypeVar("Way")


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


class _PlaceOf(FunctionElement[int]):
    """The place of a text within another, from 1 on; 0 where it is not there."""

    type = Integer()
    inherit_cache = True


@compiles(_PlaceOf, "sqlite")
def _place_of_on_sqlite(element: _PlaceOf, compiler: Any, **options: Any) -> str:
    return f"instr({compiler.process(element.clauses, **options)})"


@compiles(_PlaceOf, "postgresql")
def _place_of_on_postgresql(element: _PlaceOf, compiler: Any, **options: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **options)})"


def before(text: Any, mark: str) -> ColumnElement[str]:
    """Return what stands before the first `mark` in a text."""
    return func.substr(text, 1, _PlaceOf(text, mark) - 1)


def after(text: Any, mark: str) -> ColumnElement[str]:
    """Return what stands after the first `mark` in a text."""
    return func.substr(text, _PlaceOf(text, mark) + 1)


class _ByteOrder(FunctionElement[str]):
    """A text that sorts by its bytes, whatever language the database was made in."""

    type = String()
    inherit_cache = True


@compiles(_ByteOrder, "sqlite")
def _byte_order_on_sqlite(element: _ByteOrder, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(_ByteOrder, "postgresql")
def _byte_order_on_postgresql(element: _ByteOrder, compiler: Any, **options: Any) -> str:
    return f'({compiler.process(element.clauses, **options)}) COLLATE "C"'


def in_byte_order(text: Any) -> ColumnElement[str]:
    """Return a text to order by, so that both engines sort as Python does."""
    return _ByteOrder(text)


def by_engine(connection: Connection, *, sqlite: Way, postgresql: Way) -> Way:
    """Return the one of two that is for the engine of this connection."""
    return sqlite if connection.dialect.name == "sqlite" else postgresql


def rows_written(connection: Connection, statement: Executable) -> int:
    """Execute an INSERT from a SELECT and return how many rows it wrote."""
    options = {"preserve_rowcount": True}  # psycopg forgets it with the cursor
    return int(connection.execute(statement, execution_options=options).rowcount)


def server_time(connection: Connection) -> datetime | None:
    """Return what time it is for the server; None where there is no server."""
    if connection.dialect.name == "sqlite":
        return None
    return cast("datetime", connection.scalar(select(func.clock_timestamp())))


def has_statistics(connection: Connection) -> bool:
    """Tell whether the query planner knows the sizes of the tables."""
    on_sqlite = "SELECT count(*) > 0 FROM sqlite_schema WHERE name = 'sqlite_stat1'"
    on_postgresql = (
        "SELECT count(*) > 0 FROM pg_class WHERE relnamespace = current_schema::regnamespace"
        " AND relkind = 'r' AND reltuples >= 0"
    )
    sqlite = connection.dialect.name == "sqlite"
    return bool(connection.exec_driver_sql(on_sqlite if sqlite else on_postgresql).scalar())


def pour(connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows that hold a value for every column of `table`, as fast as the engine can."""
    if connection.dialect.name == "sqlite":
        names = table.columns.keys()
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])
        return
    quoted = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quoted(column.name) for column in table.columns)
    statement = f"COPY {quoted(table.name)} ({columns}) FROM STDIN"
    driver = cast("Any", connection.connection)
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
