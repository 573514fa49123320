"""Moving a register from one database to another, row by row, with its whole history."""

from collections.abc import Callable

from sqlalchemy import Connection, Table, func, select

from monitor import db
from monitor.acts.backup_files import BackupError
from monitor.migrations import tables
from monitor.text import _

BATCH = 5000

Progress = Callable[[int, int], None]
"""Told how many rows are there, of how many."""


def move(
    source: Connection, target: Connection, progress: Progress = lambda _done, _all: None
) -> None:
    """Copy every row of a register into one that has its tables and nothing in them.

    Both are of this release. The caller saves, once the log of the copy was verified, too.

    Raises:
        BackupError: a table has not as many rows in the copy.
    """
    if target.dialect.name != "sqlite":
        target.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")
    else:
        target.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    ordered = tables.in_order()
    expected = {table: _count(source, table) for table in ordered}
    done, total = 0, sum(expected.values())
    for table in ordered:
        for rows in source.execution_options(yield_per=BATCH).execute(select(table)).partitions():
            db.pour(target, table, rows)
            done += len(rows)
            progress(done, total)
    for table, count in expected.items():
        if _count(target, table) != count:
            told = _("Table {table} did not arrive whole; nothing was kept.")
            raise BackupError(told.format(table=table.name))
    db.refresh_statistics(target)


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
