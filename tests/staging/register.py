"""A register filled from texts: what the tests of staging and of recording start from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import SQLModel

from monitor import db
from monitor.acts.importing import Choices, Imported, import_inventory
from monitor.intake.faults import Fault, IntakeError
from monitor.intake.inventory_files import InventoryFiles, open_inventory
from monitor.policy.library import Library
from monitor.policy.schema import Institution

TODAY = date(2026, 11, 22)
TABLES = dict(SQLModel.metadata.tables)
PLATFORMS = Library().platforms()
CONTROLS = frozenset({"rotation.max-age", "password.custody", "access.only-authorized"})

IEE = Institution(code="IEE")

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]

# What a subject of each kind is called, by the columns of its versions.
_NAMED_BY = {
    "account": ("platform", "handle_key"),
    "mailbox": ("address_key",),
    "person": ("email_key",),
    "area": ("code_key",),
}


@dataclass
class Register:
    """A new register in `engine`; files are written into `folder` before they are imported."""

    engine: Engine
    folder: Path
    institution: Institution = IEE

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        db.create_tables(self.engine)

    def empty(self) -> None:
        """Take every row out again: a table is dearer than its rows."""
        with db.writing(self.engine) as connection:
            for table in reversed(SQLModel.metadata.sorted_tables):
                connection.execute(table.delete())

    def open(self, files: Mapping[str, str]) -> InventoryFiles:
        """Write CSV texts by the name of their file, without its ending, and open the folder."""
        for name, content in files.items():
            (self.folder / f"{name}.csv").write_text(content, encoding="utf-8")
        return open_inventory(self.folder, TODAY, PLATFORMS)

    def take(self, files: Mapping[str, str], *, skip: bool = False, **choices: Any) -> Imported:
        """Import the texts as the product does: in one transaction."""
        inventory = self.open(files)
        chosen = Choices(CONTROLS, skip_bad_rows=skip, **choices)
        with db.writing(self.engine) as connection:
            return import_inventory(connection, inventory, self.institution, chosen)

    def refused(self, files: Mapping[str, str], *, skip: bool = False) -> list[Fault]:
        """Import texts that must be refused, and return what is wrong with them."""
        try:
            self.take(files, skip=skip)
        except IntakeError as error:
            return list(error.faults)
        raise AssertionError("the files were imported")

    def all(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """Return some columns of all rows of a table, sorted; ids appear as what they stand for."""
        chosen = TABLES[table]
        with self.engine.connect() as connection:
            names = self._names()
            rows = connection.execute(select(*(chosen.c[name] for name in columns))).all()
        told = [
            tuple(
                names.get(value, value) if name.endswith("_id") else value
                for name, value in zip(columns, row, strict=True)
            )
            for row in rows
        ]
        return sorted(told, key=in_order)

    def count(self) -> int:
        """Return how many rows the whole register has."""
        with self.engine.connect() as connection:
            counts = [
                connection.scalar(select(func.count()).select_from(table))
                for table in TABLES.values()
            ]
        return sum(count or 0 for count in counts)

    def _names(self) -> dict[int, str]:
        names: dict[int, str] = {}
        with self.engine.connect() as connection:
            for kind, columns in _NAMED_BY.items():
                table = TABLES[f"{kind}_version"]
                query = select(table.c[f"{kind}_id"], *(table.c[name] for name in columns))
                for own, *parts in connection.execute(query):
                    names[own] = f"{kind}:{'/'.join(parts)}"
            institution = TABLES["institution"]
            for own, code in connection.execute(select(institution.c.id, institution.c.code)):
                names[own] = f"institution:{code}"
        return names


def in_order(row: tuple[Any, ...]) -> list[tuple[bool, str]]:
    """Return what sorts rows of mixed values: as text, what is unknown last."""
    return [(value is None, str(value)) for value in row]


@pytest.fixture(scope="session", params=ENGINES)
def shared_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Give a database of either kind that many tests share, one after the other."""
    if request.param == "sqlite":
        engine = db.open_database(f"sqlite:///{tmp_path_factory.mktemp('shared') / 'monitor.db'}")
        yield engine
        engine.dispose()
        return
    cluster = request.getfixturevalue("postgresql_cluster")
    url = cluster.create_database()
    engine = db.open_database(url)
    yield engine
    engine.dispose()
    cluster.drop_database(url)


@pytest.fixture
def register(shared_engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """Give an empty register, and empty it again."""
    register = Register(shared_engine, tmp_path / "inventory")
    yield register
    register.empty()
