"""One seam for two databases: what is set at connect, how writing begins, ids, keys and names."""

import re
import sqlite3
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Connection, Engine, Integer, Table, func, insert, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import Column
from sqlmodel import SQLModel

from monitor import db
from monitor.db import StoreError
from tests.staging import register  # its imports know every table there is

DAY = date(2026, 11, 22)
SUBJECTS = register.TABLES

IDS = Table("ids", SQLModel.metadata.__class__(), Column("id", Integer, primary_key=True))


@pytest.fixture
def filled(engine: Engine) -> Engine:
    db.create_tables(engine)
    with db.writing(engine) as connection:
        connection.execute(
            insert(SUBJECTS["institution"]), [{"id": 1, "code": "IEE", "code_key": "iee"}]
        )
    return engine


def account(number: int, **known: object) -> dict[str, object]:
    row: dict[str, object] = {"institution_id": 1, "account_id": number, "valid_from": DAY}
    row |= {"platform": "x", "handle": "Iee", "handle_key": "iee", "linked_none": False}
    return {**row, "valid_to": None, "status": None, **known}


def add_accounts(engine: Engine, *accounts: dict[str, object]) -> None:
    with db.writing(engine) as connection:
        ids = {row["account_id"] for row in accounts}
        known = [{"institution_id": 1, "id": number} for number in ids]
        connection.execute(insert(SUBJECTS["account"]), known)
        connection.execute(insert(SUBJECTS["account_version"]), list(accounts))


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("trusted_schema", 0),
        ("secure_delete", 1),
        ("cell_size_check", 1),
    ],
)
def test_every_connection_to_a_sqlite_file_has_its_pragmas(
    tmp_path: Path, pragma: str, value: object
) -> None:
    engine = db.open_database(f"sqlite:///{tmp_path / 'm.db'}")
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
    engine.dispose()


def test_a_sqlite_that_refuses_a_pragma_is_refused_itself(tmp_path: Path) -> None:
    # without a lock of the operating system there is no write-ahead log
    engine = db.open_database(f"sqlite:///file:{tmp_path / 'm.db'}?vfs=unix-none&uri=true")
    with pytest.raises(StoreError, match="journal_mode=WAL: it says delete"):
        engine.connect()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://user:hunter2@host/name", "neither SQLite nor PostgreSQL: mysql"),
        ("monitor.db hunter2", "not the URL of a database"),
        ("", "not the URL of a database"),
    ],
)
def test_another_database_is_refused_without_telling_its_password(url: str, reason: str) -> None:
    with pytest.raises(StoreError, match=reason) as refused:
        db.open_database(url)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("sqlite:////srv/register.db", "/srv/register.db"),
        ("/srv/register.db", "/srv/register.db"),
        ("sqlite://", ":memory:"),
        (
            "postgresql://ana:hunter2@db.iee.mx:5433/register",
            "postgresql://ana@db.iee.mx:5433/register",
        ),
        ("postgres://db/register?password=hunter2", "postgresql://db/register"),
        (
            "postgresql+psycopg://ana:hunter2@/register?host=/run/pg",
            "postgresql://ana@/run/pg/register",
        ),
    ],
)
def test_a_database_is_called_by_its_place_without_a_password(url: str, told: str) -> None:
    assert db.place(db.address(url)) == told


def test_a_server_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"resguardo\[postgres\]"):
        db.open_database("postgresql://ana@db/register")


def test_reading_sees_one_moment_whoever_writes(engine: Engine) -> None:
    IDS.create(engine)
    count = select(func.count()).select_from(IDS)
    with db.reading(engine) as reading:
        assert reading.scalar(count) == 0
        with db.writing(engine) as connection:
            connection.execute(insert(IDS), [{"id": 1}])
        assert reading.scalar(count) == 0
    with db.reading(engine) as reading:
        assert reading.scalar(count) == 1


def test_a_copy_is_read_without_a_trace(tmp_path: Path) -> None:
    file = tmp_path / "copy %20 of.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE ids (id integer)")
    before = file.read_bytes()
    copy = db.open_copy(file)
    with copy.connect() as reading:
        assert reading.scalar(select(func.count()).select_from(IDS)) == 0
        with pytest.raises(StoreError, match="may only be read"):
            reading.execute(insert(IDS), [{"id": 1}])
    copy.dispose()
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert file.read_bytes() == before


def test_the_database_tells_what_it_is_set_to(engine: Engine) -> None:
    with engine.connect() as connection:
        told = db.settings_of(connection)
    if engine.dialect.name == "sqlite":
        assert told["journal_mode"] == "wal"
    else:
        assert (told["lock_timeout"], told["synchronous_commit"]) == ("5s", "on")


def test_a_server_tells_its_time_and_a_file_has_none(engine: Engine) -> None:
    with engine.connect() as connection:
        told = db.server_time(connection)
    assert (told is None) == (engine.dialect.name == "sqlite")
    assert told is None or abs((told - datetime.now(UTC)).total_seconds()) < 5


def test_the_database_knows_its_sizes_once_it_was_told_to_look(filled: Engine) -> None:
    with db.writing(filled) as connection:
        assert not db.has_statistics(connection)
        db.refresh_statistics(connection)
        assert db.has_statistics(connection)


def test_opening_a_database_makes_no_table(engine: Engine) -> None:
    assert inspect(engine).get_table_names() == []
    db.create_tables(engine)
    assert set(inspect(engine).get_table_names()) == set(SUBJECTS)


def test_a_private_database_has_its_tables_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first, second = db.open_private(), db.open_private()
    with db.writing(first) as connection:
        connection.execute(
            insert(SUBJECTS["institution"]), [{"id": 1, "code": "IEE", "code_key": "iee"}]
        )
    count = select(func.count()).select_from(SUBJECTS["institution"])
    with first.connect() as one, second.connect() as other:
        assert (one.scalar(count), other.scalar(count)) == (1, 0)
        assert one.exec_driver_sql("PRAGMA database_list").all()[0][2] == ""
    first.dispose()
    second.dispose()
    assert list(tmp_path.iterdir()) == []


def test_writing_takes_the_lock_of_sqlite_before_anything_is_written(tmp_path: Path) -> None:
    file = tmp_path / "m.db"
    engine = db.open_database(f"sqlite:///{file}")
    other = sqlite3.connect(file, timeout=0, isolation_level=None)
    with engine.connect() as reading:
        reading.execute(text("SELECT 1"))
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    with db.writing(engine), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()
    engine.dispose()


def test_what_is_written_stays(engine: Engine) -> None:
    IDS.create(engine)
    with db.writing(engine) as connection:
        connection.execute(insert(IDS), [{"id": 1}])
    with engine.connect() as connection:
        assert connection.scalars(select(IDS.c.id)).all() == [1]


def test_when_something_fails_nothing_that_was_written_stays(engine: Engine) -> None:
    IDS.create(engine)

    def write_twice() -> None:
        with db.writing(engine) as connection:
            connection.execute(insert(IDS), [{"id": 1}, {"id": 2}])
            connection.execute(insert(IDS), [{"id": 1}])

    with pytest.raises(IntegrityError):
        write_twice()
    with engine.connect() as connection:
        assert connection.scalars(select(IDS.c.id)).all() == []


def test_ids_are_unique_and_run_forwards_whatever_thread_asks() -> None:
    start = threading.Barrier(8)

    def ask() -> list[int]:
        start.wait()
        return [db.new_id() for _each in range(2000)]

    with ThreadPoolExecutor(8) as threads:
        lists = [asked.result() for asked in [threads.submit(ask) for _each in range(8)]]
    assert all(ids == sorted(ids) for ids in lists)
    assert len({each for ids in lists for each in ids}) == 16_000


def test_ids_fit_63_bits_and_begin_with_the_time() -> None:
    with time_machine.travel(datetime(2100, 1, 1, tzinfo=UTC), tick=False):
        late = db.new_id()
    milliseconds = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp() * 1000)
    assert 0 < late < 2**63
    assert late >> 21 == milliseconds


def test_a_clock_set_back_does_not_make_ids_run_backwards() -> None:
    # in a copy of the counter, or the ids of later tests would all be of that day
    before = db._Ids.last
    try:
        with time_machine.travel(datetime(2090, 1, 1, tzinfo=UTC)):
            first = db.new_id()
        with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC)):
            assert db.new_id() == first + 1
    finally:
        db._Ids.last = before


def test_a_subject_may_be_named_before_it_is_written(filled: Engine) -> None:
    with db.writing(filled) as connection:
        connection.execute(insert(SUBJECTS["account_version"]), [account(7)])
        connection.execute(insert(SUBJECTS["account"]), [{"institution_id": 1, "id": 7}])
    with filled.connect() as connection:
        assert connection.scalars(select(SUBJECTS["account_version"].c.account_id)).all() == [7]


def test_a_subject_never_written_is_refused_when_the_work_is_saved(filled: Engine) -> None:
    def write(connection: Connection) -> None:
        connection.execute(insert(SUBJECTS["account_version"]), [account(7)])
        written.append(True)

    written: list[bool] = []
    with pytest.raises(IntegrityError), db.writing(filled) as connection:
        write(connection)
    assert written == [True]  # the statement itself was taken


def test_a_subject_of_another_institution_is_no_match(filled: Engine) -> None:
    with db.writing(filled) as connection:
        connection.execute(
            insert(SUBJECTS["institution"]), [{"id": 2, "code": "ABC", "code_key": "abc"}]
        )
        connection.execute(insert(SUBJECTS["account"]), [{"institution_id": 2, "id": 7}])
    with pytest.raises(IntegrityError), db.writing(filled) as connection:
        connection.execute(insert(SUBJECTS["account_version"]), [account(7)])


def test_two_open_accounts_of_one_handle_are_refused(filled: Engine) -> None:
    with pytest.raises(IntegrityError, match=r"ux_account_version_handle|UNIQUE.*handle_key"):
        add_accounts(filled, account(1), account(2, status="open"))


def test_a_handle_may_be_open_once_beside_closed_and_past_ones(filled: Engine) -> None:
    past = account(3, valid_to=date(2026, 11, 23))
    closed = account(1, status="closed"), account(2, status="closed")
    add_accounts(filled, *closed, past, account(4), account(5, platform="facebook"))
    with filled.connect() as connection:
        count = select(func.count()).select_from(SUBJECTS["account_version"])
        assert connection.scalar(count) == 5


def test_every_constraint_and_index_has_a_name_by_the_convention(filled: Engine) -> None:
    inspector = inspect(filled)
    for table in inspector.get_table_names():
        assert inspector.get_pk_constraint(table)["name"] == f"pk_{table}"
        for key in inspector.get_foreign_keys(table):
            assert key["name"] == f"fk_{table}_{'_'.join(key['constrained_columns'])}"
        for unique in inspector.get_unique_constraints(table):
            assert unique["name"] == f"uq_{table}_{'_'.join(unique['column_names'] or [])}"
        for index in inspector.get_indexes(table):
            assert re.match(rf"(ix|ux|uq)_{table}_\w+$", str(index["name"])), (table, index)


def test_keys_to_subjects_are_checked_when_the_work_is_saved() -> None:
    keys = [key for table in SUBJECTS.values() for key in table.foreign_key_constraints]
    to_subjects = [key for key in keys if len(key.columns) == 2]
    assert len(to_subjects) > 20
    assert all(key.deferrable and key.initially == "DEFERRED" for key in to_subjects)


def test_no_name_is_longer_than_postgresql_keeps() -> None:
    indexes = [str(each.name) for table in SUBJECTS.values() for each in table.indexes]
    constraints = [str(each.name) for table in SUBJECTS.values() for each in table.constraints]
    assert max(len(name) for name in indexes + constraints) <= 63


def test_no_table_numbers_its_rows_itself() -> None:
    for table in SUBJECTS.values():
        assert table.autoincrement_column is None, table.name


def test_statistics_are_refreshed_within_the_work(filled: Engine) -> None:
    with db.writing(filled) as connection:
        add = [{"institution_id": 1, "id": number} for number in range(100)]
        connection.execute(insert(SUBJECTS["account"]), add)
        db.refresh_statistics(connection)
    on_sqlite = "SELECT stat FROM sqlite_stat1 WHERE tbl = 'account'"
    on_postgresql = "SELECT reltuples FROM pg_class WHERE relname = 'account'"
    with filled.connect() as connection:
        query = on_sqlite if filled.dialect.name == "sqlite" else on_postgresql
        assert str(connection.exec_driver_sql(query).scalar()).startswith("100")


@pytest.mark.postgresql
def test_postgresql_runs_our_statements_without_compiling_them(postgresql_url: str) -> None:
    opened = db.open_database(postgresql_url)
    with opened.connect() as connection:
        assert connection.exec_driver_sql("SHOW jit").scalar() == "off"
    opened.dispose()


def test_a_temporary_table_is_unknown_to_the_models_and_to_others(engine: Engine) -> None:
    table = db.temporary("passing", Column("id", Integer))
    assert "passing" not in SQLModel.metadata.tables
    with db.writing(engine) as connection:
        table.create(connection)
        connection.execute(insert(table), [{"id": 1}])
        with engine.connect() as other:
            assert not inspect(other).has_table("passing")
        table.drop(connection)
