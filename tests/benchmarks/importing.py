"""Importing: one file of accounts through the acts, against `executemany` of the rows it wrote."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from monitor import db
from monitor.migrations import tables
from tests.benchmarks import alone, registers, stores

BATCH = 2000
DAY = "2026-10-01"
HEADER = "platform,handle,area,login_mailbox,owner,substitute,password_changed_on"
FOUNDED = "code: BENCH\npolicies: [mx-ine-mail]\n"


def measure(url: str, other: str, scratch: Path, accounts: int) -> None:
    """Print what the import takes, what inserting the same rows takes, and the ratio of both."""
    folder = scratch / "inventory"
    write(folder, accounts)
    ours = alone.measured("importing", "taking_in", url, str(folder))
    print(f"import: {ours}; database {stores.size(url):,} MiB", flush=True)
    again = alone.measured("importing", "taking_in", url, str(folder))
    print(f"the same import again, which changes nothing: {again}", flush=True)
    plain = alone.measured("importing", "inserting", url, other)
    print(f"executemany of the same rows: {plain}; database {stores.size(other):,} MiB")
    print(f"import / executemany: {ours.wall / plain.wall:.2f}", end="")
    print(f", processor {ours.processor / plain.processor:.2f}")


def write(folder: Path, accounts: int) -> None:
    """Write an inventory folder of accounts alone, each with a mailbox and two people."""
    folder.mkdir()
    (folder / "institution.yaml").write_text(FOUNDED, encoding="utf-8")
    with (folder / "accounts.csv").open("w", encoding="utf-8") as file:
        file.write(f"{HEADER}\n")
        file.writelines(
            f"x,a{n},AREA{n // 10},redes{n}@iee.example,p{n}@iee.example,q{n}@iee.example,{DAY}\n"
            for n in range(accounts)
        )


def taking_in(url: str, folder: str) -> Callable[[], None]:
    """Return an import into the register at `url`, which is made first."""
    with registers.opened(url):
        pass
    return lambda: registers.import_folder(url, Path(folder))


def inserting(url: str, other: str) -> Callable[[], None]:
    """Return the insertion into `other`, an empty database, of all that the register holds.

    Its tables have their keys and indexes, but no triggers. Reading the rows, as plain tuples, is
    part of the work; it is all in one transaction, as an import is.
    """
    source, target = db.open_database(url), db.open_database(other)
    tables.metadata()
    db.create_tables(target)

    def work() -> None:
        with db.reading(source) as reading, db.writing(target) as writing:
            for table in tables.in_order():
                _insert(writing, table, _rows(reading, table))
            db.refresh_statistics(writing)

    return work


def _rows(connection: Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    driver: Any = connection.connection.dbapi_connection
    on_sqlite = connection.dialect.name == "sqlite"
    cursor = driver.cursor() if on_sqlite else driver.cursor(name=f"rows_of_{table.name}")
    cursor.execute(str(select(table).compile(connection.engine)))
    while rows := cursor.fetchmany(BATCH):
        yield rows
    cursor.close()


def _insert(connection: Connection, table: Table, batches: Iterator[list[tuple[Any, ...]]]) -> None:
    driver: Any = connection.connection.dbapi_connection
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    marks = ", ".join([mark] * len(table.columns))
    cursor = driver.cursor()
    for rows in batches:
        cursor.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)  # noqa: S608 - ours
    cursor.close()
