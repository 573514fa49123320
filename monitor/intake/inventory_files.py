"""The inventory of an institution as files: which sheets there are, and their rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path

from monitor.intake import sheets
from monitor.intake.columns import Sheet
from monitor.intake.encoding import FileRefused
from monitor.intake.faults import Fault, Note, shown
from monitor.intake.folders import find, unreadable
from monitor.intake.header import names_columns, read_header
from monitor.intake.records import Record, Table
from monitor.intake.rows import Row, RowReader
from monitor.policy.platforms import Platforms
from monitor.text import _

__all__ = ["InventoryFiles", "Row", "open_inventory"]


@dataclass
class InventoryFiles:
    """The sheets found at a path, read as they are asked for.

    `faults` and `notes` grow while rows are read, and so do `headers` (per sheet, how the file
    writes each column), `at_fault` (per sheet, the bad rows by the key of the subject that they
    list) and `unread` (sheets of which rows are missing: without them the rest
    means something else). `institution_file` and `policies_folder` are only pointed at, not read.
    """

    sheets: tuple[str, ...]
    faults: list[Fault]
    notes: list[Note]
    institution_file: Path | None
    policies_folder: Path | None
    files: Mapping[str, Path]
    today: date
    platforms: Platforms
    tables: Mapping[str, Table] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    headers: dict[str, Mapping[str, str]] = field(default_factory=dict)
    at_fault: dict[str, dict[str, int]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def label(self, sheet: str) -> str:
        """Return how messages call a sheet by its English name: its file, and its name there."""
        return self.labels[sheet]

    def rows(self, sheet: str) -> Iterator[Row]:
        """Yield the good rows of a sheet by its English name, one at a time.

        Bad rows are left out and added to `faults`; a file that cannot be read at all gives a
        fault and no rows. Reading a sheet again tells its faults and notes anew.

        Raises:
            KeyError: there is no such sheet here.
        """
        file = self.labels[sheet]
        self.faults[:] = [fault for fault in self.faults if fault.file != file]
        self.notes[:] = [note for note in self.notes if note.file != file]
        self.unread.add(sheet)
        try:
            yield from self._rows(sheets.BY_NAME[sheet], self.tables[sheet], file)
        except FileRefused as refused:
            self.faults.append(Fault(file, refused.row, None, None, refused.reason))
        except OSError as error:
            self.faults.append(unreadable(self.files[sheet], error))

    def _rows(self, sheet: Sheet, table: Table, file: str) -> Iterator[Row]:
        records = table.records(sheet, lambda text, line: self.notes.append(Note(file, text, line)))
        first = next(records, None)
        if first is None:
            self.faults.append(Fault(file, None, None, None, _empty()))
            return
        if first.broken:
            self.faults.append(_broken(first, file))
            return
        if first.row is None and not first.cells:  # a list without items: nothing, and no mistake
            self.unread.discard(sheet.name)
            return
        header, faults = read_header(sheet, first.cells, file, first.row)
        second = next(records, None)
        twice = second is not None and names_columns(sheet, second.cells)
        if twice and second is not None:
            self.faults.append(_two_headers(second, file, first.row))
        if twice or not header.columns:
            self.faults += [] if twice else faults
            return
        self.faults += faults
        self.headers[sheet.name] = {column.name: name for _at, name, column in header.columns}
        reader = RowReader(file, sheet, header, self.today, self.platforms)
        self.at_fault[sheet.name] = reader.at_fault
        rest = records if second is None else chain([second], records)
        yield from self._typed(reader, rest, file, complete=header.complete)
        self.notes += reader.notes()
        if header.complete:
            self.unread.discard(sheet.name)

    def _typed(
        self, reader: RowReader, records: Iterable[Record], file: str, *, complete: bool
    ) -> Iterator[Row]:
        for record in records:
            if record.broken:
                self.faults.append(_broken(record, file))
                continue
            row, faults = reader.read(record.row or 0, record.cells, record.bad)
            self.faults += faults
            if row is not None and complete:
                yield row


def open_inventory(path: Path, today: date, platforms: Platforms) -> InventoryFiles:
    """Find the sheets at `path`: a folder of files, one workbook or JSON, or one CSV of accounts.

    Only inventory sheets and `institution.yaml` are read in a folder; other files are named in
    one note (ruling 11). `today` is the day after which a date lies in the future (ruling 1).

    Raises:
        IntakeError: there is nothing to read at that path, a file cannot be opened, or two files
            are the same sheet.
    """
    found = find(path)
    present = tuple(sheet.name for sheet in sheets.ALL if sheet.name in found.files)
    return InventoryFiles(
        sheets=present,
        faults=[],
        notes=list(found.notes),
        institution_file=found.institution_file,
        policies_folder=found.policies_folder,
        files=found.files,
        tables=found.tables,
        labels=found.labels,
        today=today,
        platforms=platforms,
    )


def _broken(record: Record, file: str) -> Fault:
    value = shown(record.cells[0]) if record.cells else None
    return Fault(file, record.row, None, value, record.broken or "")


def _two_headers(second: Record, file: str, first: int | None) -> Fault:
    reason = _(
        "There are two rows of headers, and this is the second; delete it or row {first}, so that "
        "one row names the columns and the next is a row of the inventory."
    ).format(first=first)
    return Fault(file, second.row, None, shown(", ".join(filter(None, second.cells))), reason)


def _empty() -> str:
    return _("This is empty; its first row must name the columns.")
