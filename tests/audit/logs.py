"""Logs to verify, to alter and to ask: tables, two chains, signed checkpoints, anchors."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, Engine, Executable, and_, delete, update
from sqlmodel import SQLModel

from monitor import db
from monitor.audit import anchors, checkpoints, protection, stored
from monitor.audit.entries import Actor, digest
from monitor.audit.models import INSTALLATION, AuditEntry, AuditHead, Checkpoint
from monitor.audit.session import Session
from monitor.audit.verifying import Outside, Verdict, verify
from monitor.scope import Scope
from monitor.sealing import Signer, new_signer

IEE, OPLE = 3765164100442390810, 7
START = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
_TRIGGERS = [
    f"{table}_refuses_{verb}"
    for table in protection.TABLES
    for verb in ("update", "delete", "insert")
]
_ON_SQLITE = [f"DROP TRIGGER IF EXISTS {name}" for name in _TRIGGERS]
_ON_POSTGRESQL = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in protection.TABLES]
ANA = Actor("ana@iee.example", claimed=True)


@dataclass
class Log:
    """A log in a database, and what is outside it: its signer, and the folder of its anchors."""

    engine: Engine
    folder: Path
    signer: Signer = field(default_factory=new_signer)
    acts: int = 0

    def act(self, entries: int = 1, chain: int = IEE, *, signed: bool = True) -> None:
        """Record as many entries in one unit of work, as an act does; anchors are not kept."""
        self.acts += 1
        now = START + timedelta(minutes=self.acts, microseconds=self.acts * 7)
        with db.writing(self.engine) as connection:
            session = Session(connection, Scope(chain), ANA, now, now.date())
            for number in range(entries):
                happened_on = date(2026, 1, 1 + number % 28) if number % 3 else None
                changes = {
                    "name": f"Junta {number} «ñ»",
                    "phone": digest("a" * 32, "phone", number),
                    "area_id": 12,
                    "closed": number % 2 == 0,
                }
                action = "account:changed" if number % 5 else "account:added"
                session.record(action, ("account", number), changes, happened_on=happened_on)
            checkpoints.close(session, (lambda: self.signer) if signed else None, now)

    def change(
        self, model: type[SQLModel], at: int | None, chain: int = IEE, /, **to: object
    ) -> None:
        """Change a row of the log (None: the chain's only one) past all protection."""
        where = self._where(model, chain)
        row = where if at is None else and_(where, db.table(model).c.seq == at)
        self._alter(update(db.table(model)).where(row).values(**to))

    def delete(
        self, model: type[SQLModel], after: int, until: int = 2**62, chain: int = IEE
    ) -> None:
        """Delete rows of the log past all protection: those above one number, up to another."""
        c = db.table(model).c
        between = and_(self._where(model, chain), c.seq > after, c.seq <= until)
        self._alter(delete(db.table(model)).where(between))

    def _where(self, model: type[SQLModel], chain: int) -> ColumnElement[bool]:
        return db.table(model).c.institution_id == chain

    def _alter(self, statement: Executable) -> None:
        """Do what who may alter tables can do."""
        with db.writing(self.engine) as connection:
            for unprotect in db.by_engine(connection, sqlite=_ON_SQLITE, postgresql=_ON_POSTGRESQL):
                connection.exec_driver_sql(unprotect)
            connection.execute(statement)

    def stored(self, chain: int = IEE) -> dict[int, stored.StoredEntry]:
        """Return the entries of a chain by their number."""
        with self.engine.connect() as connection:
            return {each.seq or 0: each for each in stored.entries(connection, chain)}

    def keep(self, *chains: int) -> None:
        """Copy new checkpoints to the folder, as is done after each act."""
        self.folder.mkdir(exist_ok=True)
        with db.reading(self.engine) as connection:
            for chain in chains or (INSTALLATION, IEE, OPLE):
                anchors.keep(connection, chain, self.folder)

    @property
    def outside(self) -> Outside:
        """All that an auditor holds against it."""
        return Outside((self.signer.public,), self.folder)

    def verdict(self, outside: Outside | None = None, chain: int = IEE) -> Verdict:
        """Verify it, and return the verdict on one chain."""
        return next(each for each in self.verdicts(outside) if each.chain == chain)

    def verdicts(self, outside: Outside | None = None) -> list[Verdict]:
        """Verify it, and return the verdict on each chain."""
        with db.reading(self.engine) as connection:
            return list(verify(connection, self.outside if outside is None else outside))


def empty(engine: Engine, folder: Path) -> Log:
    """Return a log without entries, in a new database."""
    models: list[type[SQLModel]] = [AuditEntry, AuditHead, Checkpoint]
    SQLModel.metadata.create_all(engine, tables=[db.table(model) for model in models])
    with db.writing(engine) as connection:
        protection.protect(connection)
    return Log(engine, folder)


def filled(engine: Engine, folder: Path, sizes: Iterable[int] = (3, 1, 5, 1, 2)) -> Log:
    """Return the log of two institutions and the installation, acts of each in turn, anchored."""
    log = empty(engine, folder)
    log.act(1, INSTALLATION)
    for size in sizes:
        log.act(size, IEE)
        log.act(1 + size // 2, OPLE)
    log.keep()
    return log
