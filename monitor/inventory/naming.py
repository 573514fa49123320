"""What subjects are called by people, by their ids."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Select, func, select

from monitor import db
from monitor.inventory.finding import display
from monitor.inventory.kinds import KINDS
from monitor.inventory.models import Institution
from monitor.scope import Scope

BATCH = 500

COLUMNS = {
    "area_id": "area",
    "parent_id": "area",
    "holder_id": "person",
    "person_id": "person",
    "by_id": "person",
    "mailbox_id": "mailbox",
    "owner": "person",
    "substitute": "person",
    "task": "person",
    "head": "person",
    "login_mailbox": "mailbox",
    "recovery_mailbox": "mailbox",
    "merged_into": "area",
}
"""Columns and details of the log that hold the id of a subject, and of which kind."""


def names(connection: Connection, scope: Scope, kind: str, ids: Iterable[int]) -> Mapping[int, str]:
    """Return the last name of each subject: `x/ieejemplo`, a code, an address."""
    wanted = sorted(set(ids))
    found: dict[int, str] = {}
    for start in range(0, len(wanted), BATCH):  # a statement holds so many values only
        query = _last_names(scope, kind, wanted[start : start + BATCH])
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def name(connection: Connection, scope: Scope, kind: str, subject_id: int) -> str:
    """Return the last name of one subject."""
    return names(connection, scope, kind, [subject_id])[subject_id]


def _last_names(scope: Scope, kind: str, ids: list[int]) -> Select[Any]:
    if kind == "institution":
        own = db.table(Institution)
        return select(own.c.id, own.c.code).where(own.c.id == scope.institution_id)
    of = KINDS[kind]
    c = of.versions.c
    newest_first = c.valid_from.desc()
    place = func.row_number().over(partition_by=c[of.key], order_by=newest_first).label("place")
    own_rows = (c.institution_id == scope.institution_id, c[of.key].in_(ids))
    named = select(c[of.key], display(of).label("name"), place).where(*own_rows).subquery()
    return select(named.c[0], named.c.name).where(named.c.place == 1)
