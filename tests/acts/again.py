"""A register into which files are imported more than once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from monitor import db
from monitor.acts.importing import Imported, import_files
from monitor.acts.registers import Register
from monitor.acts.undoing import last_import, undo_import
from monitor.acts.unit_of_work import begin
from monitor.audit.entries import Actor
from monitor.intake.inventory_files import open_inventory
from monitor.inventory.recording import record_institution
from monitor.policy.schema import Institution
from monitor.scope import Scope
from monitor.staging.taking_in import Choices
from tests.staging.register import CONTROLS, PLATFORMS

BEGUN, TODAY = date(2026, 1, 1), date(2026, 11, 22)
ANA, BEA, CARLA = "ana@iee.example", "bea@iee.example", "carla@iee.example"
LOG = {"audit_entry", "audit_head", "checkpoint", "import_run", "import_before"}


@dataclass
class Again:
    """The register of one institution; each import is of a folder of its own."""

    engine: Engine
    folder: Path
    imports: int = 0

    def __post_init__(self) -> None:
        db.create_tables(self.engine)
        known = {"code": "IEE", "name": None, "timezone": "America/Mexico_City", "calendar": None}
        with db.writing(self.engine) as connection:
            record_institution(connection, 7, BEGUN, known)

    def take(self, files: Mapping[str, str], on: date = TODAY, *, skip: bool = False) -> Imported:
        """Import CSV texts by the name of their sheet; what they do not date holds from `on`."""
        self.imports += 1
        folder = self.folder / str(self.imports)
        folder.mkdir(parents=True)
        for name, content in files.items():
            (folder / f"{name}.csv").write_text(content, encoding="utf-8")
        inventory = open_inventory(folder, TODAY, PLATFORMS)
        choices = Choices(CONTROLS, skip_bad_rows=skip, since=on)
        with begin(Register(self.engine), Actor("os:ana@host"), Scope(7)) as session:
            return import_files(session, inventory, Institution(code="IEE"), choices)

    def undo(self) -> dict[str, int]:
        """Take the last import back."""
        with begin(Register(self.engine), Actor("os:ana@host"), Scope(7)) as session:
            return undo_import(session, last_import(session.connection, session.scope))

    def rows(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """Return columns of all rows of a table, ids as what they stand for, sorted."""
        chosen = SQLModel.metadata.tables[table]
        names = self._names()
        with self.engine.connect() as connection:
            found = connection.execute(select(*(chosen.c[name] for name in columns))).all()
        told = (
            tuple(
                names.get(value, value) if name.endswith("_id") else value
                for name, value in zip(columns, row, strict=True)
            )
            for row in found
        )
        return sorted(told, key=lambda row: [str(value) for value in row])

    def everything(self, *, log: bool = False) -> dict[str, list[tuple[Any, ...]]]:
        """Return all rows of all tables, without the log unless asked for."""
        tables = SQLModel.metadata.tables
        with self.engine.connect() as connection:
            return {
                name: sorted(map(tuple, connection.execute(select(table))), key=str)
                for name, table in tables.items()
                if log or name not in LOG
            }

    def _names(self) -> dict[int, str]:
        tables = SQLModel.metadata.tables
        shown = {
            "account": ("platform", "handle_key"),
            "area": ("code_key",),
            "person": ("email_key",),
            "mailbox": ("address_key",),
        }
        names: dict[int, str] = {}
        with self.engine.connect() as connection:
            for kind, columns in shown.items():
                table = tables[f"{kind}_version"]
                own = select(table.c[f"{kind}_id"], *(table.c[name] for name in columns))
                ordered = own.order_by(table.c.valid_from)
                names |= {row[0]: "/".join(row[1:]) for row in connection.execute(ordered)}
        return names
