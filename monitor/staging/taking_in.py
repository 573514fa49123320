"""Taking files in: their rows staged, what they name resolved, every fault found in one pass."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select

from monitor import db
from monitor.history import ALWAYS
from monitor.intake import sheets
from monitor.intake.faults import Fault, IntakeError, shown
from monitor.intake.inventory_files import InventoryFiles
from monitor.intake.wording import nearest
from monitor.staging import contradictions, filling, names, tables
from monitor.staging.names import Into, own_name
from monitor.staging.tables import SUBJECT_OF_KIND, Staged
from monitor.text import _

Progress = Callable[[str, int], None]
"""Told the sheet just read and how many rows it had."""


@dataclass(frozen=True)
class Choices:
    """How to import: `controls` may be named in the files; bad rows stop it or are left out.

    Values without a date hold from `since` on.
    """

    controls: frozenset[str]
    skip_bad_rows: bool = False
    since: date = ALWAYS


@dataclass(frozen=True)
class TakenIn:
    """Files staged: rows per sheet, stubs per kind, and the rows left out."""

    staged: Staged
    rows: dict[str, int]
    stubs: dict[str, int]
    left_out: tuple[Fault, ...]


@contextmanager
def taken_in(
    connection: Connection,
    files: InventoryFiles,
    into: Into,
    choices: Choices,
    progress: Progress,
) -> Iterator[TakenIn]:
    """Stage the files; the temporary tables go when the block ends well.

    Raises:
        IntakeError: every fault of every row.
    """
    staged = tables.create(connection, sheets.ALL)
    rows = {}
    for sheet in _present(files):
        rows[sheet.name] = filling.fill(connection, staged, sheet, files.rows(sheet.name))
        progress(sheet.name, rows[sheet.name])
    db.measure(connection, *staged.sheets.values())
    # A sheet without rows lists nobody: what others name is a stub then, not a dangling reference.
    listed = (sheet for sheet, count in rows.items() if count or files.at_fault.get(sheet))
    staged = replace(staged, listed=frozenset(listed))
    left_out, stubs = _clean(connection, staged, files, choices, into)
    db.measure(connection, staged.names)
    yield TakenIn(staged, rows, stubs, left_out)
    tables.drop(connection, staged)


def _present(files: InventoryFiles) -> Iterable[Any]:
    return (sheet for sheet in sheets.ALL if sheet.name in files.sheets)


def _clean(
    connection: Connection,
    staged: Staged,
    files: InventoryFiles,
    choices: Choices,
    into: Into,
) -> tuple[tuple[Fault, ...], dict[str, int]]:
    """Name every subject; return the faults of rows left out, and the stubs per kind.

    Leaving out one row may leave others without what they name, so it goes on until none is left.
    """
    found = list(files.faults)
    while True:
        across, stubs = _faults_across_rows(connection, staged, files, choices, into)
        found += [_placed(fault, files) for fault in across]
        refused = _of_access_lists(found, files) if choices.skip_bad_rows else []
        if files.unread or refused or (found and not choices.skip_bad_rows):
            raise IntakeError([*found, *refused])
        if not across:
            return tuple(found), stubs
        _note_subjects(connection, staged, files, across)
        _leave_out(connection, staged, across)


def _of_access_lists(found: list[Fault], files: InventoryFiles) -> list[Fault]:
    """Return why rows of access lists are not left out: nobody would miss a stranger's row."""
    access = files.labels.get("access")
    if access is None or all(fault.file != access for fault in found):
        return []
    reason = _("A list of who has access is taken whole or not at all; put its rows right.")
    return [Fault(access, None, None, None, reason)]


def _faults_across_rows(
    connection: Connection,
    staged: Staged,
    files: InventoryFiles,
    choices: Choices,
    into: Into,
) -> tuple[list[Fault], dict[str, int]]:
    filled = [sheet for sheet in sheets.ALL if sheet.name in staged.listed]
    at_fault = {kind: files.at_fault.get(sheet, {}) for kind, sheet in SUBJECT_OF_KIND.items()}
    found, stubs = names.resolve(connection, staged, filled, into, at_fault)
    found += contradictions.find(connection, staged, filled, files.today)
    for sheet in ("attestations", "duties"):
        found += _unknown_controls(connection, staged, sheet, choices.controls)
    return found, stubs


def _unknown_controls(
    connection: Connection, staged: Staged, sheet: str, known: frozenset[str]
) -> Iterable[Fault]:
    table = staged[sheet]
    query = select(table.c.row, table.c.control).where(table.c.control.not_in(sorted(known)))
    for row, control in connection.execute(query.order_by(table.c.row)):
        near = nearest(control, known)
        reason = (
            _("No policy has this control; did you mean “{near}”?").format(near=near)
            if near
            else _("No policy has this control; `monitor policy show mx-ine-mail` lists them.")
        )
        yield Fault(sheet, row, "control", shown(control), reason)


def _note_subjects(
    connection: Connection, staged: Staged, files: InventoryFiles, faults: list[Fault]
) -> None:
    """Keep which subjects the rows to be left out list: others may name them."""
    for kind, sheet in SUBJECT_OF_KIND.items():
        left_out = {fault.row for fault in faults if fault.file == sheet}
        if left_out:
            table, key, _shown = own_name(staged, kind)
            found = connection.execute(select(key, table.c.row).order_by(table.c.row.desc()))
            known = files.at_fault.setdefault(sheet, {})
            known.update((key, row) for key, row in found if row in left_out)


def _leave_out(connection: Connection, staged: Staged, faults: list[Fault]) -> None:
    connection.execute(staged.names.delete())
    for sheet in {fault.file for fault in faults}:
        tables_of = [staged[sheet], staged.linked] if sheet == "accounts" else [staged[sheet]]
        rows = iter({fault.row for fault in faults if fault.file == sheet})
        while batch := list(islice(rows, filling.BATCH)):  # a statement holds so many values only
            for table in tables_of:
                connection.execute(table.delete().where(table.c.row.in_(batch)))


def _placed(fault: Fault, files: InventoryFiles) -> Fault:
    """Return a fault found across rows with its file and column as they are written there."""
    column = files.headers[fault.file].get(fault.column) if fault.column else None
    return replace(fault, file=files.label(fault.file), column=column)
