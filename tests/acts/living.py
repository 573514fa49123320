"""A register with a history, for tests of what is done to registers as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from monitor import db
from monitor.acts import opening
from monitor.acts.registers import Register, open_register, scope_of
from monitor.acts.unit_of_work import begin
from monitor.audit.entries import Actor
from monitor.inventory.models import Person, PersonVersion
from monitor.migrations import tables
from monitor.scope import Scope

ANA = Actor("os:ana@host")
SINCE = date(2020, 1, 1)


@contextmanager
def opened(url: str, *, may_create: bool = False) -> Iterator[Register]:
    """Open a register for the length of the block."""
    register = open_register(url, actor=ANA, may_create=may_create)
    try:
        yield register
    finally:
        register.engine.dispose()


def with_people(url: str, count: int) -> None:
    """Make a register, if there is none, and record people in it, one act for each."""
    with opened(url, may_create=True) as register:
        opening.open_institution(register, ANA, opening.described(code="IEE", name="Ñandú"))
        for _each in range(count):
            add_person(register, scope_of(register, None))


def add_person(register: Register, scope: Scope) -> int:
    """Record somebody new; return the number of the entry."""
    with begin(register, ANA, scope) as session:
        own = db.new_id()
        entry = session.record("person:changed", ("person", own), {"rank": "medio"})
        identity = {"institution_id": scope.institution_id, "id": own}
        session.connection.execute(insert(db.table(Person)), [identity])
        email = f"{own}@iee.example"
        version = {"email": email, "email_key": email, "rank": "medio", "active_from": SINCE}
        row = {"person_id": own, "valid_from": SINCE, "entry": entry, **version}
        session.connection.execute(
            insert(db.table(PersonVersion)), [{"institution_id": scope.institution_id, **row}]
        )
        return entry


def content(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, what is the installation's own log aside."""
    return {
        table.name: sorted(
            (tuple(row) for row in connection.execute(select(table)) if row[0] != 0), key=repr
        )
        for table in tables.in_order()
    }


def content_of(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of a register, as `content`."""
    with opened(url) as register, register.engine.connect() as connection:
        return content(connection)


def actions(url: str) -> list[tuple[str, str]]:
    """Return the actions and details of the installation's own log."""
    query = "SELECT action, details FROM audit_entry WHERE institution_id = 0 ORDER BY seq"
    with opened(url) as register, register.engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]
