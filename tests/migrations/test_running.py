"""Migrations run one after another in the caller's transaction, and the log's guard stays."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from monitor import db
from monitor.audit import protection
from monitor.migrations import revisions, running

LATER = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{last}"


def upgrade() -> None:
    anew = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("audit_entry", recreate=anew) as table:
        table.add_column(sa.Column("more", sa.String(), nullable=True))
"""


@pytest.fixture
def register(engine: Engine) -> Engine:
    with db.writing(engine) as connection:
        assert running.upgrade(connection)
    return engine


@pytest.fixture
def later_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Add one more migration, one that rewrites a table on SQLite and so drops its triggers."""
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    for path in revisions.VERSIONS.glob("r*.py"):
        (versions / path.name).write_text(path.read_text("utf-8"), "utf-8")
    later = LATER.format(last=revisions.known()[-1])
    (versions / "r9999_more.py").write_text(later, "utf-8")
    monkeypatch.setattr(revisions, "VERSIONS", versions)


@pytest.mark.usefixtures("later_release")
def test_a_migration_leaves_the_log_as_protected_as_it_was(engine: Engine) -> None:
    with db.writing(engine) as connection:
        assert running.upgrade(connection)
        assert protection.missing(connection) == []


@pytest.mark.usefixtures("later_release")
def test_on_sqlite_such_a_migration_does_drop_triggers(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protection, "protect", lambda _connection: None)
    with db.writing(engine) as connection:
        running.upgrade(connection)
        assert protection.missing(connection) != [], "the test above would prove nothing"


def test_a_later_release_runs_what_is_new_only(
    register: Engine, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("later_release")
    with register.connect() as connection:
        assert revisions.state(connection) is revisions.State.OLDER
    with db.writing(register) as connection:
        assert running.upgrade(connection)
        connection.exec_driver_sql("SELECT more FROM audit_entry")
        assert protection.missing(connection) == []
    with register.connect() as connection:
        assert revisions.revision(connection) == "9999"
        assert revisions.state(connection) is revisions.State.CURRENT


def test_a_register_of_sqlite_says_whose_it_is(register: Engine) -> None:
    if register.dialect.name != "sqlite":
        pytest.skip("files are marked, servers need no mark")
    with register.connect() as connection:
        marked = connection.exec_driver_sql("PRAGMA application_id").scalar()
    assert marked == revisions.APPLICATION_ID == int.from_bytes(b"moni")
