"""Running the migrations that a register has not seen yet: the only door to Alembic."""

from typing import Any

from sqlalchemy import Connection

from monitor.audit import protection
from monitor.migrations import revisions


def upgrade(connection: Connection) -> bool:
    """Bring the tables to the newest revision, in the caller's transaction.

    Returns whether there was anything to do: another process may have done it while we waited.
    """
    # Alembic takes a quarter of a second to import, and only a new or older register needs it.
    from alembic.config import Config  # noqa: PLC0415
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {revisions.APPLICATION_ID}")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({revisions.APPLICATION_ID})")
    done: list[str] = []
    script = ScriptDirectory(str(revisions.VERSIONS.parent))

    def steps(before: Any, _context: object) -> list[Any]:
        found = script._upgrade_revs("head", before)  # noqa: SLF001 - as alembic.command does it
        done.extend(str(step) for step in found)
        return list(found)

    with EnvironmentContext(Config(), script, fn=steps) as environment:
        environment.configure(
            connection=connection,
            version_table=revisions.TABLE,
            transactional_ddl=True,
            render_as_batch=True,
        )
        environment.run_migrations()
    if done:
        protection.protect(connection)  # batch mode on SQLite drops triggers without a word
    return bool(done)
