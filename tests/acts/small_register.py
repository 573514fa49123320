"""A small register that lives, to carry out acts in: two areas, three people, one account."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import time_machine
from sqlalchemy import Engine, insert, select
from sqlmodel import SQLModel

from monitor import db
from monitor.acts import accounts, adopting, areas, mailboxes, people
from monitor.acts.registers import Register
from monitor.acts.unit_of_work import begin
from monitor.audit.entries import Actor
from monitor.audit.models import AuditEntry
from monitor.audit.session import Session
from monitor.inventory import models
from monitor.migrations import tables
from monitor.policy.library import Library, LoadedInstitution
from monitor.policy.requirements import Requirements, compile_requirements
from monitor.policy.schema import Institution
from monitor.scope import Scope

BEGUN = date(2026, 1, 10)
TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 18, tzinfo=UTC)
ANA, BEA, CARLA = "ana@iee.example", "bea@iee.example", "carla@iee.example"
REDES, PRENSA = "redes@iee.example", "prensa@iee.example"


@dataclass
class Living:
    """A register and the institution in it."""

    engine: Engine
    scope: Scope

    def act(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Carry out one act in a unit of work of its own, today at noon."""
        with self.acting() as session:
            return function(session, *arguments, **named)

    def adopt(self, *packs: str) -> None:
        """Adopt policies, in force from the day the register begins."""
        with self.acting() as session:
            adopting.adopt(session, adopting.Proposal(None, compiled(*packs), None), BEGUN)

    @contextmanager
    def acting(self) -> Iterator[Session]:
        """Open a unit of work, today at noon."""
        with (
            time_machine.travel(NOON, tick=False),
            begin(Register(self.engine), Actor("os:ana@host"), self.scope) as session,
        ):
            yield session

    def rows(self, model: Any, *columns: str, **where: Any) -> list[tuple[Any, ...]]:
        """Return columns of the rows of a table, in the order of its key."""
        table = db.table(model)
        query = select(*(table.c[name] for name in columns)).where(
            *(table.c[name] == value for name, value in where.items())
        )
        with self.engine.connect() as connection:
            ordered = connection.execute(query.order_by(*table.primary_key.columns))
            return [tuple(row) for row in ordered]

    def entries(self) -> list[tuple[str, str, date | None]]:
        """Return action, kind and day of every entry of the log, in order."""
        found = self.rows(AuditEntry, "action", "object_kind", "happened_on")
        return [(each[0], each[1], each[2]) for each in found]

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return all rows of all tables: to see that nothing was written."""
        with self.engine.connect() as connection:
            return {
                table.name: [tuple(row) for row in connection.execute(select(table))]
                for table in SQLModel.metadata.sorted_tables
            }


@cache
def compiled(*packs: str) -> Requirements:
    """Return what policies ask for, without any tailoring."""
    return compile_requirements(Library(), packs, LoadedInstitution(Institution()))


def bare(engine: Engine) -> Living:
    """Make the tables, and an institution that the register knows from `BEGUN` on."""
    tables.metadata()
    db.create_tables(engine)
    own = {"institution_id": 7, "valid_from": BEGUN, "timezone": "America/Mexico_City"}
    with db.writing(engine) as connection:
        institution = {"id": 7, "code": "IEE", "code_key": "iee"}
        connection.execute(insert(db.table(models.Institution)), [institution])
        connection.execute(insert(db.table(models.InstitutionVersion)), [own])
    return Living(engine, Scope(7))


def small(engine: Engine) -> Living:
    """Return the small register; all it knows it knows from `BEGUN` on."""
    living = bare(engine)
    with living.acting() as session:
        areas.add_area(session, "CS", {"name": "Comunicación Social"}, BEGUN)
        areas.add_area(session, "JD01", {"name": "Junta 01", "parent": "CS"}, BEGUN)
        for email, area in ((ANA, "CS"), (BEA, "CS"), (CARLA, "JD01")):
            people.add_person(session, email, {"area": area, "name": email[:3]}, BEGUN)
        for address in (REDES, PRENSA):
            mailboxes.add_mailbox(session, address, {"area": "JD01"}, BEGUN)
        told = {"area": "JD01", "login_mailbox": REDES, "opened_on": "2020-03-01"}
        accounts.add_account(session, "x/ieejemplo", told, BEGUN)
    return living
