"""The log only grows: what the database itself refuses, and what is missing when it does not."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from monitor import db
from monitor.audit import protection
from tests.audit.logs import Log

CHANGES = [
    "UPDATE {table} SET seq = seq",
    "UPDATE {table} SET recorded_at = recorded_at WHERE seq = 1",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE seq = 1",
]
ON_SQLITE = [
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "REPLACE INTO {table} SELECT * FROM {table} WHERE seq = 1",
    "UPDATE OR REPLACE {table} SET seq = 1",
]
ON_POSTGRESQL = ["TRUNCATE {table}", "TRUNCATE {table} CASCADE"]


def _refused(log: Log, statement: str) -> str:
    with db.writing(log.engine) as connection, pytest.raises(DBAPIError) as raised:
        connection.execute(text(statement))
    return str(raised.value)


def _missing(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return protection.missing(connection)


@pytest.mark.parametrize("table", protection.TABLES)
def test_what_is_recorded_is_neither_changed_nor_deleted(kept: Log, table: str) -> None:
    own = ON_SQLITE if kept.engine.dialect.name == "sqlite" else ON_POSTGRESQL
    for statement in [*CHANGES, *own]:
        assert "the log only grows" in _refused(kept, statement.format(table=table)), statement
    assert all(verdict.trouble is None for verdict in kept.verdicts())


def test_the_log_still_grows(kept: Log) -> None:
    kept.act(3)
    assert kept.verdict().size == 15


def test_nothing_is_missing_once_protected_and_again_protected(kept: Log) -> None:
    assert not _missing(kept.engine)
    with db.writing(kept.engine) as connection:
        protection.protect(connection)
    assert not _missing(kept.engine)


def test_all_that_was_never_made_is_missing(engine: Engine) -> None:
    db.create_tables(engine)
    count = 6 if engine.dialect.name == "sqlite" else 4
    assert len(_missing(engine)) == count
    with db.writing(engine) as connection:
        protection.protect(connection)
    assert not _missing(engine)


def test_a_trigger_that_is_gone_is_named_and_made_anew(kept: Log) -> None:
    drop, name = {
        "sqlite": ("DROP TRIGGER checkpoint_refuses_delete", "checkpoint_refuses_delete"),
        "postgresql": ("DROP TRIGGER checkpoint_only_grows ON checkpoint", "checkpoint_only_grows"),
    }[kept.engine.dialect.name]
    with db.writing(kept.engine) as connection:
        connection.exec_driver_sql(drop)
    assert _missing(kept.engine) == [name]
    with db.writing(kept.engine) as connection:
        protection.protect(connection)
    assert not _missing(kept.engine)


def test_a_trigger_of_the_same_name_that_does_nothing_counts_as_missing(kept: Log) -> None:
    on_sqlite = "BEFORE UPDATE ON audit_entry BEGIN SELECT 1; END"
    on_postgresql = (
        "BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry"
        " EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    )
    name, weak = {
        "sqlite": ("audit_entry_refuses_update", on_sqlite),
        "postgresql": ("audit_entry_only_grows", on_postgresql),
    }[kept.engine.dialect.name]
    with db.writing(kept.engine) as connection:
        on = "" if kept.engine.dialect.name == "sqlite" else " ON audit_entry"
        connection.exec_driver_sql(f"DROP TRIGGER {name}{on}")
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {weak}")
    assert name in _missing(kept.engine)


@pytest.mark.postgresql
def test_on_postgresql_a_trigger_that_is_switched_off_counts_as_missing(
    postgresql_url: str,
) -> None:
    engine = db.open_database(postgresql_url)
    db.create_tables(engine)
    with db.writing(engine) as connection:
        protection.protect(connection)
    for way in ("DISABLE TRIGGER", "ENABLE TRIGGER", "ENABLE REPLICA TRIGGER"):
        with db.writing(engine) as connection:
            change = f"ALTER TABLE audit_entry {way} audit_entry_only_grows"
            connection.exec_driver_sql(change)
        assert _missing(engine) == ["audit_entry_only_grows"], way
    engine.dispose()


@pytest.mark.postgresql
def test_on_postgresql_the_owner_has_no_right_to_change_the_log(postgresql_url: str) -> None:
    """The tests' own role is a superuser, for whom no right counts; an ordinary owner is tried."""
    engine = db.open_database(postgresql_url)
    role = "owner_" + postgresql_url.rpartition("/")[2].partition("?")[0][-8:]
    with db.writing(engine) as connection:
        connection.exec_driver_sql(f"CREATE ROLE {role}")
        connection.exec_driver_sql(f"GRANT CREATE ON SCHEMA public TO {role}")
    try:
        _owned_by(engine, role)
    finally:
        with db.writing(engine) as connection:
            connection.exec_driver_sql(f"DROP OWNED BY {role}")
            connection.exec_driver_sql(f"DROP ROLE {role}")
        engine.dispose()


def _owned_by(engine: Engine, role: str) -> None:
    with db.writing(engine) as connection:
        connection.exec_driver_sql(f"SET LOCAL ROLE {role}")
        SQLModel.metadata.create_all(connection)
        protection.protect(connection)
    for table in protection.TABLES:
        for change in ("UPDATE {} SET seq = 1", "DELETE FROM {}", "TRUNCATE {}"):
            with pytest.raises((DBAPIError, db.StoreError), match="permission denied"):
                _as(engine, role, change.format(table))
    assert not _missing(engine)
    with db.writing(engine) as connection:
        connection.exec_driver_sql(f"GRANT UPDATE ON checkpoint TO {role}")
    assert _missing(engine) == ["UPDATE, DELETE, TRUNCATE on checkpoint"]


def _as(engine: Engine, role: str, statement: str) -> None:
    with db.writing(engine) as connection:
        connection.exec_driver_sql(f"SET LOCAL ROLE {role}")
        connection.exec_driver_sql(statement)


def test_both_institutions_are_protected_by_the_same_triggers(kept: Log) -> None:
    told = _refused(kept, "UPDATE audit_entry SET details = '' WHERE institution_id <> 0")
    assert "the log only grows" in told
