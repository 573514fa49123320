"""The log only grows: triggers and grants that refuse to change or delete what is recorded.

They stop mistakes and other programs. Who may alter tables can take them away: against them stand
the hashes, and the checkpoints outside.
"""

from sqlalchemy import Connection

from monitor import db

TABLES = ("audit_entry", "checkpoint")
_KEY = "institution_id = NEW.institution_id AND seq = NEW.seq"  # of both tables
_REFUSAL = "the log only grows"

# INSERT OR REPLACE deletes without waking a trigger on DELETE, hence the one on INSERT.
_ON_SQLITE = {
    f"{table}_refuses_{verb}": f"CREATE TRIGGER {table}_refuses_{verb} BEFORE {verb.upper()}"
    f" ON {table}{when.format(table=table)} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    for table in TABLES
    for verb, when in (
        ("update", ""),
        ("delete", ""),
        ("insert", " WHEN EXISTS (SELECT 1 FROM {table} WHERE " + _KEY + ")"),  # noqa: S608 - constants
    )
}

_FUNCTION = "refuse_to_change_the_log"
_BODY = f"BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END"
# pg_trigger.tgtype: before (2) a statement that deletes (8), updates (16) or truncates (32)
_WANTED = {"body": _BODY, "when": 2 + 8 + 16 + 32}
_ON_POSTGRESQL = {f"{table}_only_grows": table for table in TABLES}
_RIGHTS = "UPDATE, DELETE, TRUNCATE"


def protect(connection: Connection) -> None:
    """Make the triggers and take the rights, whatever was there before; after every migration."""
    statements = db.by_engine(connection, sqlite=_make_triggers, postgresql=_make_all)
    for statement in statements():
        connection.exec_driver_sql(statement)


def missing(connection: Connection) -> list[str]:
    """Return the names of what does not protect the log as it should: gone, changed, switched off.

    A trigger by its name, rights as `UPDATE, DELETE, TRUNCATE on table`.
    """
    return db.by_engine(connection, sqlite=_lacking_on_sqlite, postgresql=_lacking)(connection)


def _make_triggers() -> list[str]:
    made = [(f"DROP TRIGGER IF EXISTS {name}", make) for name, make in _ON_SQLITE.items()]
    return [statement for pair in made for statement in pair]


def _make_all() -> list[str]:
    function = (
        f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${_BODY}$$"
    )
    made = [function]
    for name, table in _ON_POSTGRESQL.items():
        refuse = f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
        made += [
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} {refuse}",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",  # for replication, too
            f"REVOKE {_RIGHTS} ON {table} FROM PUBLIC, CURRENT_USER",
        ]
    return made


def _lacking_on_sqlite(connection: Connection) -> list[str]:
    query = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
    there = {row.name: row.sql for row in connection.exec_driver_sql(query)}
    return [name for name, sql in _ON_SQLITE.items() if there.get(name) != sql]


def _lacking(connection: Connection) -> list[str]:
    triggers = (
        "SELECT tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
        " WHERE tgenabled = 'A' AND tgtype = %(when)s AND tgqual IS NULL AND prosrc = %(body)s"
        " AND tgrelid IN (to_regclass('audit_entry'), to_regclass('checkpoint'))"
    )
    rights = (
        "SELECT DISTINCT relname FROM pg_class,"
        " aclexplode(coalesce(relacl, acldefault('r', relowner))) AS granted"
        " WHERE pg_class.oid IN (to_regclass('audit_entry'), to_regclass('checkpoint'))"
        " AND granted.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')"
    )
    there = set(connection.exec_driver_sql(triggers, _WANTED).scalars())
    granted = set(connection.exec_driver_sql(rights).scalars())
    lacking = [name for name in _ON_POSTGRESQL if name not in there]
    return lacking + [f"{_RIGHTS} on {table}" for table in TABLES if table in granted]
