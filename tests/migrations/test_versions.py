"""The migrations make exactly the tables of the models, on either engine."""

import re
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, text

from monitor import db
from monitor.migrations import revisions, running, tables
from tests.migrations.__main__ import FIRST, written

# What each engine says of all it holds, whoever made it; the migrations' own table left out.
SAID_BY = {
    "sqlite": """
        SELECT type, name, sql FROM sqlite_schema
        WHERE type <> 'trigger' AND name NOT LIKE 'sqlite_%'
    """,
    "postgresql": """
        SELECT table_name, column_name, concat(data_type, is_nullable, column_default)
        FROM information_schema.columns WHERE table_schema = current_schema
        UNION SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint
        WHERE connamespace = current_schema::regnamespace AND contype <> 'n'
        UNION SELECT tablename, indexname, indexdef FROM pg_indexes
        WHERE schemaname = current_schema
    """,
}


def described(connection: Connection) -> set[str]:
    """Return all that the database says of its tables, keys and indexes, one line each."""
    lines = set()
    for row in connection.execute(text(SAID_BY[connection.dialect.name])):
        line = re.sub(r"\s+", " ", " | ".join(map(str, row)))
        lines.add(_in_any_order(re.sub(r" ?([(),]) ?", r"\1", line)))
    return {line for line in lines if revisions.TABLE not in line}


def _in_any_order(line: str) -> str:
    """Return the text of a table with its keys sorted: their order means nothing."""
    columns, *keys = re.split(r",(?=CONSTRAINT |FOREIGN KEY)", line)
    ends = re.search(r"\)(WITHOUT ROWID)? ?$", keys[-1]) if keys else None
    if not ends:
        return line
    keys[-1] = keys[-1][: ends.start()]
    return ",".join([columns, *sorted(keys)]) + ends[0].strip()


@pytest.fixture
def migrated(engine: Engine) -> Iterator[Connection]:
    with db.writing(engine) as connection:
        assert running.upgrade(connection)
    with engine.connect() as connection:
        yield connection


def test_what_the_migrations_make_is_what_the_models_say(migrated: Connection) -> None:
    context = MigrationContext.configure(
        migrated, opts={"version_table": revisions.TABLE, "compare_type": True}
    )
    assert compare_metadata(context, tables.metadata()) == []


def test_each_line_of_the_database_is_the_same_as_without_migrations(
    migrated: Connection, engine: Engine
) -> None:
    by_migrations = described(migrated)
    migrated.rollback()
    with db.writing(engine) as connection:
        _drop_everything(connection)
    tables.metadata()
    db.create_tables(engine)
    with engine.connect() as connection:
        by_models = described(connection)
    assert by_migrations - by_models == set(), "the migrations make this, the models do not say it"
    assert by_models - by_migrations == set(), "the models say this, the migrations do not make it"
    assert len(by_models) > 40


def test_the_first_migration_is_written_from_the_models() -> None:
    assert FIRST.read_text(encoding="utf-8") == written(), "run python -m tests.migrations"


def test_a_register_at_the_newest_revision_is_left_alone(
    migrated: Connection, engine: Engine
) -> None:
    assert revisions.revision(migrated) == revisions.known()[-1]
    with db.writing(engine) as connection:
        assert not running.upgrade(connection)


def test_nothing_stays_of_a_migration_that_fails(engine: Engine) -> None:
    def fail() -> None:
        with db.writing(engine) as connection:
            running.upgrade(connection)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with engine.connect() as connection:
        assert revisions.state(connection) is revisions.State.EMPTY
        assert described(connection) == set()


def _drop_everything(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
        return
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for (name,) in names.all():
        connection.exec_driver_sql(f'DROP TABLE "{name}"')
