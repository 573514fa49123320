"""The inventory of an institution as files: which sheets there are, and their rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from monitor.intake import sheets
from monitor.intake.columns import Sheet
from monitor.intake.encoding import Encoding, FileRefused, decide
from monitor.intake.faults import Fault, Note, shown
from monitor.intake.folders import find, label, unreadable
from monitor.intake.header import read_header, spellings
from monitor.intake.rows import Row, RowReader
from monitor.intake.sources import csv
from monitor.policy.platforms import Platforms
from monitor.text import _

__all__ = ["InventoryFiles", "Row", "open_inventory"]


@dataclass
class InventoryFiles:
    """The sheets found at a path, read as they are asked for.

    `faults` and `notes` grow while rows are read, and so do `headers` (per sheet, how the file
    writes each column) and `unread` (sheets of which rows are missing: without them the rest
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
    headers: dict[str, Mapping[str, str]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def rows(self, sheet: str) -> Iterator[Row]:
        """Yield the good rows of a sheet by its English name, one at a time.

        Bad rows are left out and added to `faults`; a file that cannot be read at all gives a
        fault and no rows. Reading a sheet again tells its faults and notes anew.

        Raises:
            KeyError: there is no such sheet here.
        """
        path = self.files[sheet]
        self.faults[:] = [fault for fault in self.faults if fault.file != label(path)]
        self.notes[:] = [note for note in self.notes if note.file != label(path)]
        self.unread.add(sheet)
        try:
            encoding = decide(path)
            yield from self._rows(sheets.BY_NAME[sheet], path, encoding)
        except FileRefused as refused:
            self.faults.append(Fault(label(path), refused.row, None, None, refused.reason))
        except OSError as error:
            self.faults.append(unreadable(path, error))

    def _rows(self, sheet: Sheet, path: Path, encoding: Encoding) -> Iterator[Row]:
        if encoding.not_utf_8 is not None:
            self.notes.append(Note(label(path), _as_windows_1252(encoding.not_utf_8)))
        records = csv.records(path, encoding, frozenset(spellings(sheet)))
        first = next(records, None)
        if first is None:
            self.faults.append(Fault(label(path), None, None, None, _empty()))
            return
        if first.broken:
            self.faults.append(_broken(first, label(path)))
            return
        header, faults = read_header(sheet, first.cells, label(path), first.row)
        self.faults += faults
        if not header.columns:
            return
        self.headers[sheet.name] = {column.name: name for _at, name, column in header.columns}
        reader = RowReader(label(path), sheet, header, self.today, self.platforms)
        yield from self._typed(reader, records, label(path), complete=header.complete)
        self.notes += reader.notes()
        if header.complete:
            self.unread.discard(sheet.name)

    def _typed(
        self, reader: RowReader, records: Iterable[csv.Record], file: str, *, complete: bool
    ) -> Iterator[Row]:
        for record in records:
            if record.broken:
                self.faults.append(_broken(record, file))
                continue
            row, faults = reader.read(record.row, record.cells)
            self.faults += faults
            if row is not None and complete:
                yield row


def open_inventory(path: Path, today: date, platforms: Platforms) -> InventoryFiles:
    """Find the sheets at `path`: a folder of CSV files, or one CSV file of accounts.

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
        today=today,
        platforms=platforms,
    )


def _broken(record: csv.Record, file: str) -> Fault:
    value = shown(record.cells[0]) if record.cells else None
    return Fault(file, record.row, None, value, record.broken or "")


def _as_windows_1252(line: int) -> str:
    return _(
        "Line {line} is not UTF-8, so the file was read as Windows-1252; look whether its accents "
        "are right, or save it as CSV UTF-8."
    ).format(line=line)


def _empty() -> str:
    return _("The file is empty; its first row must name the columns.")
