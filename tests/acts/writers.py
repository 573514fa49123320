"""A process that writes to a register, as people at several desks do at once.

`python -m tests.acts.writers URL NAME COUNT [PAUSE]`: after each act that is saved it says its
number, and rests for so many milliseconds.
"""

import sys
import time

from sqlalchemy import select, update

from monitor import db
from monitor.acts.registers import Register, open_register, scope_of
from monitor.acts.unit_of_work import begin
from monitor.audit.entries import Actor
from monitor.inventory.models import InstitutionVersion
from monitor.scope import Scope


def count_up(register: Register, actor: Actor, scope: Scope) -> int:
    """Read a number, write the next one, in one act; return the number of its entry."""
    with begin(register, actor, scope) as session:
        table = db.table(InstitutionVersion)
        own = table.c.institution_id == scope.institution_id
        known = session.connection.scalar(select(table.c.name).where(own))
        entry = session.record("institution:changed", ("institution", scope.institution_id))
        name = str(int(known or 0) + 1)
        session.connection.execute(update(table).where(own).values(name=name, entry=entry))
    return entry


def main(url: str, name: str, count: str, pause: str = "0") -> None:
    """Do so many acts, one after another."""
    register = open_register(url)
    scope = scope_of(register, None)
    for _each in range(int(count)):
        sys.stdout.write(f"{count_up(register, Actor(name), scope)}\n")
        sys.stdout.flush()
        time.sleep(int(pause) / 1000)
    register.engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
