"""Which revision a database is at, told by one statement and without importing Alembic."""

from enum import Enum, auto
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

VERSIONS = Path(__file__).parent / "versions"
TABLE = "register_revision"
"""Its one row is the revision; a database that has this table is a register."""

APPLICATION_ID = 0x6D6F6E69
"""What SQLite's own header says of a file that is ours: the letters `moni`."""


class State(Enum):
    """What a database is to this release."""

    EMPTY = auto()
    NOT_OURS = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()


def known() -> list[str]:
    """Return the revisions of this release, the first one first."""
    return sorted(path.name[1:].partition("_")[0] for path in VERSIONS.glob("r[0-9]*_*.py"))


def revision(connection: Connection) -> str | None:
    """Return the revision of a database, None where it is no register; ends the transaction."""
    try:
        found = connection.execute(text(f"SELECT version_num FROM {TABLE}")).scalar()  # noqa: S608 - a constant
    except DBAPIError:  # there is no such table
        found = None
    connection.rollback()
    return found


def state(connection: Connection) -> State:
    """Return what a database is to this release; ends the transaction."""
    found, own = revision(connection), known()
    if found is None:
        empty = _is_empty(connection)
        connection.rollback()
        return State.EMPTY if empty else State.NOT_OURS
    if found == own[-1]:
        return State.CURRENT
    return State.OLDER if found in own else State.NEWER


def _is_empty(connection: Connection) -> bool:
    if connection.dialect.name != "sqlite":
        query = "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema"
        return connection.exec_driver_sql(query).scalar() == 0
    marked = connection.exec_driver_sql("PRAGMA application_id").scalar()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar()
    return tables == 0 and marked in {0, APPLICATION_ID}
