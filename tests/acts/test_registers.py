"""Opening a register: made on first use, private, and refused where it cannot be used as it is."""

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, insert, make_url

from monitor import db
from monitor.acts import opening, register_files, upgrading
from monitor.acts.registers import (
    InstitutionNotNamedError,
    Register,
    discard,
    open_register,
    private_register,
    scope_of,
)
from monitor.audit.entries import Actor
from monitor.db import BusyError, StoreError
from monitor.inventory.models import Institution
from monitor.migrations import revisions
from monitor.scope import Scope
from monitor.sealing import signer_in
from tests.acts.living import opened
from tests.cli.processes import surroundings
from tests.cluster import Cluster

ANA = Actor("os:ana@host")


@pytest.fixture
def register(database_url: str) -> Iterator[Register]:
    opened = open_register(database_url, may_create=True, actor=ANA)
    yield opened
    opened.engine.dispose()


def at_revision(url: str, revision: str) -> None:
    engine = db.open_database(url)
    with db.writing(engine) as connection:
        connection.exec_driver_sql(f"UPDATE {revisions.TABLE} SET version_num = '{revision}'")  # noqa: S608 - a test's
    engine.dispose()


def refusal(url: str | None, *, may_create: bool = False, may_upgrade: bool = False) -> str:
    with pytest.raises(StoreError) as refused:
        open_register(url, may_create=may_create, may_upgrade=may_upgrade)
    return str(refused.value)


def log_of(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        query = "SELECT institution_id, seq, actor, action, details FROM audit_entry ORDER BY seq"
        return [tuple(row) for row in connection.exec_driver_sql(query)]


# --- made ----------------------------------------------------------------------------------------


def test_without_a_url_the_register_is_made_in_the_users_own_folder_for_their_eyes_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    first = open_register(None, may_create=True)
    first.engine.dispose()
    file = tmp_path / "monitor" / "register.db"
    assert (first.place, first.made) == (str(file), True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    again = open_register(None)
    again.engine.dispose()
    assert not again.made


def test_another_register_is_made_only_by_what_may_create_one(database_url: str) -> None:
    assert "monitor init" in refusal(database_url)
    if database_url.startswith("sqlite"):
        assert not Path(str(make_url(database_url).database)).exists()
    made = open_register(database_url, may_create=True)
    made.engine.dispose()
    assert made.made


def test_one_that_was_made_for_nothing_is_taken_away_with_its_keys(tmp_path: Path) -> None:
    made = open_register(f"sqlite:///{tmp_path / 'register.db'}", may_create=True)
    assert discard(made)
    assert list(tmp_path.iterdir()) == []


def test_keys_that_were_there_before_outlive_a_register_that_is_taken_away(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    signer_in(keys)
    before = {file.name: file.read_bytes() for file in keys.iterdir()}
    made = open_register(f"sqlite:///{tmp_path / 'register.db'}", may_create=True)
    assert discard(made)
    assert [file.name for file in tmp_path.iterdir()] == ["keys"]
    assert {file.name: file.read_bytes() for file in keys.iterdir()} == before


def test_one_that_somebody_uses_is_not_taken_away(database_url: str) -> None:
    made = open_register(database_url, may_create=True)
    with opened(database_url) as other:
        if other.engine.dialect.name == "sqlite":
            with other.engine.connect() as connection:
                connection.exec_driver_sql("SELECT count(*) FROM audit_entry").scalar()
                assert not discard(made)
        opening.open_institution(other, ANA, opening.described(code="IEE"))
    assert not discard(made)
    made.engine.dispose()
    with opened(database_url) as register:
        assert opening.codes(register) == ["IEE"]


def test_a_private_register_is_there_to_try_things_in() -> None:
    with private_register() as register:
        opening.open_institution(register, ANA, opening.described(code="IEE"))
        assert opening.codes(register) == ["IEE"]


def test_the_log_begins_with_how_the_register_was_made(register: Register) -> None:
    details = f'{{"from":null,"to":"{revisions.known()[-1]}"}}'
    assert log_of(register.engine) == [(0, 1, ANA.name, upgrading.UPGRADED, details)]


def test_opening_again_changes_nothing(register: Register, database_url: str) -> None:
    before = log_of(register.engine)
    again = open_register(database_url)
    again.engine.dispose()
    assert not again.made
    assert log_of(register.engine) == before


def test_two_that_make_the_same_register_at_once_make_one(database_url: str) -> None:
    engine = db.open_database(database_url)
    assert upgrading.upgrade(engine, ANA)
    assert not upgrading.upgrade(engine, ANA)  # the second finds what the first one made
    assert len(log_of(engine)) == 1
    engine.dispose()


def test_opening_a_register_that_is_there_imports_no_migrations(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'r.db'}"
    open_register(url, may_create=True).engine.dispose()
    program = (
        "import sys; from monitor.acts.registers import open_register\n"
        f"assert not open_register({url!r}).made\n"
        "assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], env=surroundings(), check=True)


# --- refused -------------------------------------------------------------------------------------


def test_a_register_of_a_newer_release_is_refused(register: Register, database_url: str) -> None:
    at_revision(database_url, "9999")
    assert "newer release" in refusal(database_url)
    assert "newer release" in refusal(database_url, may_create=True, may_upgrade=True)
    assert len(log_of(register.engine)) == 1


@pytest.mark.usefixtures("register")
def test_a_register_of_an_older_release_waits_for_init(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = revisions.known()
    monkeypatch.setattr(revisions, "known", lambda: [*own, "9999"])
    assert "older release" in refusal(database_url)
    assert "monitor init" in refusal(database_url, may_create=True)


def test_the_database_of_another_program_is_refused_and_left_alone(database_url: str) -> None:
    engine = db.open_database(database_url)
    with db.writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE theirs (id integer)")
    assert "another program" in refusal(database_url, may_create=True, may_upgrade=True)
    with engine.connect() as connection:
        assert not engine.dialect.has_table(connection, "audit_entry")
    engine.dispose()


def test_an_empty_file_marked_by_another_program_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "geo.db"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA application_id = 1196444487")  # GeoPackage
        connection.execute("PRAGMA user_version = 1")
    assert "another program" in refusal(f"sqlite:///{file}", may_create=True)


@pytest.mark.parametrize("content", [b"platform,handle\n", b"SQLite format 2\0", b"\0" * 100])
def test_a_file_that_is_no_database_is_refused_and_left_alone(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "accounts.csv"
    file.write_bytes(content)
    assert "not a database" in refusal(f"sqlite:///{file}", may_create=True)
    assert file.read_bytes() == content


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "register.db"
    open_register(f"sqlite:///{file}", may_create=True).engine.dispose()
    file.write_bytes(file.read_bytes()[:5000])
    assert "damaged" in refusal(f"sqlite:///{file}")


def test_a_folder_is_no_register(tmp_path: Path) -> None:
    assert "not a database" in refusal(f"sqlite:///{tmp_path}", may_create=True)


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x.db?uri=true", "sqlite:///x.db?a=b"]
)
def test_a_register_that_would_not_stay_is_refused(url: str) -> None:
    assert "kept in a file" in refusal(url, may_create=True)


def test_a_network_filesystem_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    shared = tmp_path / "a share"
    shared.mkdir()
    point = str(shared).replace(" ", "\\040")
    lines = f"/dev/sda / ext4 rw 0 0\nhost:/x {point} nfs4 rw 0 0\n"
    mounts.write_text(lines, encoding="utf-8")
    monkeypatch.setattr(register_files, "MOUNTS", mounts)
    told = refusal(f"sqlite:///{shared / 'register.db'}", may_create=True)
    assert "network filesystem (nfs4)" in told
    assert list(shared.iterdir()) == []
    open_register(f"sqlite:///{tmp_path / 'register.db'}", may_create=True).engine.dispose()


def test_a_server_that_forgets_is_refused(postgresql_url: str) -> None:
    engine = db.open_database(postgresql_url)
    name = engine.url.database
    with db.writing(engine) as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET monitor.scratch = 'off'")
    engine.dispose()
    assert "fsync=off" in refusal(postgresql_url, may_create=True)


def test_a_database_that_cannot_hold_every_letter_is_refused(
    postgresql_url: str, postgresql_cluster: Cluster
) -> None:
    latin = make_url(postgresql_url).set(database="latin").render_as_string(hide_password=False)
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute(
            "CREATE DATABASE latin TEMPLATE template0 ENCODING LATIN1 LOCALE 'C'"
            " LOCALE_PROVIDER libc"
        )
    assert "cannot hold every letter (LATIN1)" in refusal(latin, may_create=True)
    postgresql_cluster.drop_database(latin)


def test_a_database_without_a_schema_of_ours_says_what_is_lacking(postgresql_url: str) -> None:
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
    assert "no schema has been selected" in refusal(postgresql_url, may_create=True)


def test_a_link_into_a_network_filesystem_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts, shared = tmp_path / "mounts", tmp_path / "share"
    shared.mkdir()
    mounts.write_text(f"host:/x {shared} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(register_files, "MOUNTS", mounts)
    (tmp_path / "register.db").symlink_to(shared / "register.db")
    assert "network" in refusal(f"sqlite:///{tmp_path / 'register.db'}", may_create=True)


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    told = refusal("postgresql://ana:hunter2@/register?host=/nowhere&password=hunter2")
    assert "cannot be reached" in told
    assert "postgresql://ana@" in told
    assert "hunter2" not in told


@pytest.mark.postgresql
def test_a_database_that_is_not_there_is_told(postgresql_url: str) -> None:
    lacking = make_url(postgresql_url).set(database="nothing")
    assert '"nothing" does not exist' in refusal(lacking.render_as_string(hide_password=False))


def test_a_busy_register_says_so_instead_of_locked(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    if register.engine.dialect.name == "sqlite":
        monkeypatch.setitem(db._PRAGMAS, "busy_timeout", ("50", {50}))
    else:
        monkeypatch.setattr(db, "_POSTGRESQL_SETTINGS", ("SET lock_timeout = '50ms'",))
    other = db.open_database(register.engine.url.render_as_string(hide_password=False))
    with db.writing(register.engine) as connection:
        connection.execute(insert(db.table(Institution)), [{"id": 1, "code": "A", "code_key": "a"}])
        with pytest.raises(BusyError, match="Another monitor is writing"):
            with_institutions(Register(other), "A")
    other.dispose()


# --- which institution ---------------------------------------------------------------------------


def with_institutions(register: Register, *codes: str) -> Register:
    rows = [
        {"id": number, "code": code, "code_key": code.casefold()}
        for number, code in enumerate(codes, 1)
    ]
    with db.writing(register.engine) as connection:
        connection.execute(insert(db.table(Institution)), rows)
    return register


def test_the_only_institution_need_not_be_named(register: Register) -> None:
    with_institutions(register, "IEE")
    assert scope_of(register, None) == scope_of(register, "iee") == Scope(1)


@pytest.mark.parametrize(("codes", "asked"), [([], None), (["A", "B"], None), (["A"], "B")])
def test_an_institution_that_cannot_be_told_is_asked_for(
    register: Register, codes: list[str], asked: str | None
) -> None:
    if codes:
        with_institutions(register, *codes)
    with pytest.raises(InstitutionNotNamedError) as refused:
        scope_of(register, asked)
    assert (refused.value.known, refused.value.asked) == (codes, asked)
