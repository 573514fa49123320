"""What a database is to this release, told by one statement where it is an ordinary register."""

import subprocess
import sys

import pytest
from sqlalchemy import Engine, event

from monitor import db
from monitor.migrations import revisions, running
from monitor.migrations.revisions import State
from tests.cli.processes import surroundings


def state(engine: Engine) -> State:
    with engine.connect() as connection:
        return revisions.state(connection)


def at_revision(engine: Engine, revision: str) -> None:
    with db.writing(engine) as connection:
        connection.exec_driver_sql(f"UPDATE {revisions.TABLE} SET version_num = '{revision}'")  # noqa: S608 - a test's


@pytest.fixture
def register(engine: Engine) -> Engine:
    with db.writing(engine) as connection:
        running.upgrade(connection)
    return engine


def test_an_empty_database_is_empty(engine: Engine) -> None:
    assert state(engine) is State.EMPTY


def test_a_register_of_this_release_is_current(register: Engine) -> None:
    assert state(register) is State.CURRENT


def test_a_revision_we_do_not_know_is_newer(register: Engine) -> None:
    at_revision(register, "9999")
    assert state(register) is State.NEWER


def test_a_revision_before_the_last_is_older(
    register: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = revisions.known()
    monkeypatch.setattr(revisions, "known", lambda: [*own, "9999"])
    assert state(register) is State.OLDER


def test_tables_of_others_are_not_ours(engine: Engine) -> None:
    with db.writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE theirs (id integer)")
    assert state(engine) is State.NOT_OURS


def test_one_statement_tells_the_revision(register: Engine) -> None:
    statements: list[str] = []
    event.listen(register, "before_cursor_execute", lambda *args: statements.append(args[2]))
    assert state(register) is State.CURRENT
    assert len([each for each in statements if not each.startswith("BEGIN")]) == 1


def test_the_revision_is_told_without_alembic() -> None:
    program = (
        "import sys; from monitor.migrations import revisions; print(revisions.known());"
        "assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], env=surroundings(), check=True)


def test_revisions_are_in_order_and_of_one_form() -> None:
    names = sorted(path.name for path in revisions.VERSIONS.glob("r*.py"))
    assert [name[1:5] for name in names] == revisions.known()
    assert revisions.known() == [f"{number:04}" for number in range(1, len(names) + 1)]
