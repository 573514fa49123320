"""What an import would change, for people to read before they say yes; nothing of it is kept."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, select

from monitor.acts.importing import merged
from monitor.audit.entries import Subject
from monitor.audit.session import Session
from monitor.credentials.models import PasswordChange
from monitor.credentials.queries import changes_before
from monitor.intake.inventory_files import InventoryFiles
from monitor.inventory import queries
from monitor.inventory.registered import registered
from monitor.inventory.relations import Designation
from monitor.policy.schema import Institution
from monitor.scope import Scope
from monitor.staging import changes
from monitor.staging.changes import Change
from monitor.staging.merging import Merging
from monitor.staging.names import own_name
from monitor.staging.tables import SUBJECT_OF_KIND
from monitor.staging.taking_in import Choices, Progress, TakenIn

BATCH = 500
SHOWN = 20
DESIGNATIONS, PASSWORD_CHANGES = Designation.__tablename__, PasswordChange.__tablename__

Earlier = Mapping[tuple[int, date], date]
"""By subject and day of a password change, the day of the one before."""


@dataclass(frozen=True)
class Would:
    """One thing an import would change: of whom, in which column of which table, and how.

    `column` is None where a row as a whole is new or ends, or another takes its place: `before`
    and `after` are rows then (by column, with references in place of ids), or None.
    """

    subject: str
    table: str
    column: str | None
    before: object
    after: object


@dataclass(frozen=True)
class OnlyHere:
    """Subjects of a kind that the register has and the file has not: how many, and the first."""

    kind: str
    count: int
    first: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """What an import would do; `changes` can be read once, while the trial lasts."""

    taken: TakenIn
    changes: Iterator[Would]
    only_here: tuple[OnlyHere, ...]


@contextmanager
def try_import(
    session: Session,
    files: InventoryFiles,
    own: Institution,
    choices: Choices,
    progress: Progress,
) -> Iterator[Trial]:
    """Do the import, and show what it changes; the caller undoes it.

    Raises:
        IntakeError: as the import itself.
    """
    connection, scope = session.connection, session.scope
    there = registered(connection, scope)
    with merged(session, files, own, choices, progress) as (taken, merging):
        found = _told(connection, scope, merging)
        yield Trial(taken, found, tuple(_only_here(connection, taken, there)))


def _told(connection: Connection, scope: Scope, merging: Merging) -> Iterator[Would]:
    """Yield the changes with the references of subjects in place of their ids."""
    source = changes.by_subject(connection, merging.steps)
    while batch := list(islice(source, BATCH)):
        names = queries.references(connection, scope, _ids(batch))
        changed = {own for _seq, (_kind, own), _changes in batch}
        earlier = changes_before(connection, scope, changed)
        for _seq, subject, found in batch:
            yield from _of_subject(subject, found, names, earlier)


def _ids(batch: Iterable[tuple[int, Subject, list[Change]]]) -> set[int]:
    found = {subject[1] for _seq, subject, _changes in batch}
    for _seq, _subject, each in batch:
        for change in each:
            values = [*change.key.items()]
            values += [(name, value) for name, pair in change.fields.items() for value in pair]
            found |= {value for name, value in values if name.endswith("_id") and value}
    return found


def _of_subject(
    subject: Subject, found: list[Change], names: Mapping[int, str], earlier: Earlier
) -> Iterator[Would]:
    own = names.get(subject[1], subject[0])
    ended = {_place(each): _row(each, names) for each in found if _ends(each)}
    for change in found:
        if change.new:
            before = ended.pop(_place(change), None) or _previous(subject, change, earlier)
            yield Would(own, change.table, None, before, _row(change, names))
        elif not _ends(change):
            yield from _columns(own, change, names)
    for (table, _place_of), row in ended.items():
        yield Would(own, table, None, row, None)


def _columns(own: str, change: Change, names: Mapping[int, str]) -> Iterator[Would]:
    for name, pair in change.fields.items():
        before, after = (names.get(each, each) if _is_id(name) else each for each in pair)
        yield Would(own, change.table, name, before, after)


def _ends(change: Change) -> bool:
    return not change.new and change.fields.keys() == {"valid_to"}


def _place(change: Change) -> tuple[str, object]:
    """Return what only one row at a time fills: where one ends as another begins, it gave way."""
    role, row = change.key.get("role"), tuple(change.key.values())
    return change.table, role if change.table == DESIGNATIONS else row


def _previous(subject: Subject, change: Change, earlier: Earlier) -> dict[str, Any] | None:
    """Return the password change before a new one, None where there is none."""
    if change.table != PASSWORD_CHANGES or change.day is None:
        return None
    day = earlier.get((subject[1], change.day))
    return {"valid_from": day} if day else None


def _row(change: Change, names: Mapping[int, str]) -> dict[str, Any]:
    """Return the row that is new, or the one that ends with the day on which it does."""
    now = {name: after for name, (_before, after) in change.fields.items()}
    row = {name: value for name, value in {**change.key, **now}.items() if value is not None}
    return {name: names.get(value, value) if _is_id(name) else value for name, value in row.items()}


def _is_id(name: str) -> bool:
    return name.endswith("_id")


def _only_here(connection: Connection, taken: TakenIn, register: Any) -> Iterator[OnlyHere]:
    """Yield, for each kind that the files list, what the register has besides."""
    for kind, sheet in SUBJECT_OF_KIND.items():
        if register is None or sheet not in taken.staged.listed:
            continue
        there = register.current[kind].subquery("there")
        _table, key, _shown = own_name(taken.staged, kind)
        listed = select(key.label("key")).group_by(key).subquery("listed")
        source = there.outerjoin(listed, listed.c.key == there.c.key)
        query = select(there.c.key).select_from(source).where(listed.c.key.is_(None))
        count = connection.scalar(select(func.count()).select_from(query.subquery())) or 0
        if count:
            first = connection.scalars(query.order_by(there.c.key).limit(SHOWN))
            yield OnlyHere(kind, count, tuple(first))
