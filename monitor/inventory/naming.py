"""What subjects are called by people, by their ids."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select

from monitor import db
from monitor.history import ALWAYS
from monitor.inventory.kinds import KINDS
from monitor.inventory.lookup import BATCH, display
from monitor.inventory.models import Institution
from monitor.scope import Scope

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


def timelines(
    connection: Connection, scope: Scope, kind: str, ids: Iterable[int]
) -> Mapping[int, list[tuple[date, str]]]:
    """Return all names of each subject with the day from which it had each, the first one first."""
    wanted = sorted(set(ids))
    found: dict[int, list[tuple[date, str]]] = {}
    if kind == "institution":
        called = names(connection, scope, kind, wanted)
        return {own: [(ALWAYS, name)] for own, name in called.items()}
    of = KINDS[kind]
    c = of.versions.c
    for start in range(0, len(wanted), BATCH):
        query = select(c[of.key], c.valid_from, display(of)).where(
            c.institution_id == scope.institution_id, c[of.key].in_(wanted[start : start + BATCH])
        )
        for own, since, name in connection.execute(query.order_by(c.valid_from)):
            found.setdefault(own, []).append((since, name))
    return found


def name_on(timeline: Sequence[tuple[date, str]], day: date | None) -> str:
    """Return the name on a day, the first one on days before it; None: the last there was."""
    held = [name for since, name in timeline if day is None or since <= day]
    return held[-1] if held else timeline[0][1]


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
