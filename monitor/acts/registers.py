"""Opening the register: the database that lives, and the institution in it that is meant."""

from dataclasses import dataclass

from sqlalchemy import Engine, select

from monitor import db
from monitor.inventory.models import Institution
from monitor.scope import Scope


@dataclass(frozen=True)
class Register:
    """An opened register."""

    engine: Engine


class InstitutionNotNamedError(Exception):
    """No institution is meant, or none of that code; `known` are the codes there are."""

    def __init__(self, known: list[str], asked: str | None = None) -> None:
        """Keep the codes that could be named."""
        super().__init__(asked or "")
        self.known, self.asked = known, asked


def scope_of(register: Register, code: str | None) -> Scope:
    """Return the scope of the institution called `code`, or of the only one there is.

    Raises:
        InstitutionNotNamedError: there is none of that code, none at all, or more than one.
    """
    table = db.table(Institution)
    query = select(table.c.id, table.c.code, table.c.code_key).order_by(table.c.code_key)
    with register.engine.connect() as connection:
        found = connection.execute(query).all()
    meant = [row for row in found if code is None or row.code_key == code.casefold()]
    if len(meant) != 1:
        raise InstitutionNotNamedError([row.code for row in found], code)
    return Scope(meant[0].id)
