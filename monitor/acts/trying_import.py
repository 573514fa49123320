"""What an import would change, for people to read before they say yes; nothing of it is kept."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, select

from monitor.acts.importing import merged
from monitor.audit.entries import Subject
from monitor.audit.session import Session
from monitor.intake.inventory_files import InventoryFiles
from monitor.inventory import queries
from monitor.inventory.registered import registered
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


@dataclass(frozen=True)
class Would:
    """One thing an import would change: of whom, in which column of which table, and how.

    `column` is None where the subject itself, or a dated fact, is new or ends.
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
        for _seq, subject, found in batch:
            yield from _of_subject(subject, found, names)


def _ids(batch: Iterable[tuple[int, Subject, list[Change]]]) -> set[int]:
    found = {subject[1] for _seq, subject, _changes in batch}
    for _seq, _subject, each in batch:
        for change in each:
            values = [*change.key.items()]
            values += [(name, value) for name, pair in change.fields.items() for value in pair]
            found |= {value for name, value in values if name.endswith("_id") and value}
    return found


def _of_subject(subject: Subject, found: list[Change], names: Mapping[int, str]) -> Iterator[Would]:
    own = names.get(subject[1], subject[0])
    for change in found:
        told = _named(change.key, names)
        if change.new:
            now = {name: after for name, (_before, after) in change.fields.items()}
            yield Would(own, change.table, None, None, told | _named(now, names))
            continue
        for name, (before, after) in change.fields.items():
            pair = _named({"before": before, "after": after}, names) if _is_id(name) else {}
            yield Would(
                own,
                change.table,
                name,
                pair.get("before", before),
                pair.get("after", after),
            )


def _is_id(name: str) -> bool:
    return name.endswith("_id")


def _named(values: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, Any]:
    return {name: names.get(value, value) for name, value in values.items() if value is not None}


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
