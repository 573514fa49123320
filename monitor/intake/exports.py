"""Lists of who has access, as networks export them: any columns, in a CSV file or a workbook."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from monitor.intake import sheets, sources
from monitor.intake.encoding import FileRefused
from monitor.intake.faults import Fault, IntakeError, RefusedError, shown
from monitor.intake.guessing import FIELDS, Positions, guessed
from monitor.intake.records import Record, Table, Tables
from monitor.intake.sources import csv
from monitor.intake.wording import fold
from monitor.text import _, ngettext

SHEET = sheets.BY_NAME["access"]

IGNORED = "-"
"""What a column is mapped to that is not to be read."""

HEADER_WITHIN = 20
"""In how many rows the header is looked for: exports have a title, or a date, above it."""

ROWS_NAMED = 10


@dataclass(frozen=True)
class Person:
    """One row: who has access, as what, and to which account if the file says so."""

    row: int | None
    identity: str
    role: str | None = None
    account: str | None = None


@dataclass(frozen=True)
class Export:
    """What a list says: its people, and how it was read (finished sentences).

    `accounts` is the header of the column that names the account of each row; None: there is none.
    """

    file: str
    people: tuple[Person, ...]
    accounts: str | None
    notes: tuple[str, ...]


def read(path: Path, maps: Iterable[str] = ()) -> Export:
    """Read who has access; `maps` are COLUMN=FIELD, which win over what the headers suggest.

    Raises:
        IntakeError: it is no such file; no column says who; a row cannot be read; carries each.
        OSError: the file cannot be read.
    """
    told = dict(map(_mapped, maps))
    notes: list[str] = []
    try:
        rows = _table(path, notes).records(SHEET, lambda note, _line: notes.append(note))
        header, records = _header(path.name, rows, told)
        columns = _Columns(path.name, header.cells, _read_as(header.cells, told))
        people = tuple(_people(columns, records, notes))
    except FileRefused as refused:
        raise IntakeError([Fault(path.name, refused.row, None, None, refused.reason)]) from None
    accounts = next(iter(columns.headers("handle")), None)
    said = tuple(f"{path.name}: {note}" for note in (*columns.told(), *notes))
    return Export(path.name, people, accounts, said)


def _mapped(text: str) -> tuple[str, str]:
    """Return a column, folded, and the field that it is to be read as."""
    column, _equals, field = text.rpartition("=")
    forms = {fold(form): name for name in FIELDS for form in SHEET.by_name[name].headers}
    meant = IGNORED if field.strip() == IGNORED else forms.get(fold(field))
    if not column.strip() or meant is None:
        told = _("Write COLUMN=FIELD; FIELD is one of {fields}, or - to leave the column unread.")
        raise RefusedError(text, told.format(fields=", ".join(map(_field, FIELDS))))
    return fold(column), meant


def _field(name: str) -> str:
    return sheets.header(SHEET.by_name[name])


def _table(path: Path, notes: list[str]) -> Table:
    """Return the only table of a file; what is no workbook by its name is read as CSV."""
    tables = _tables(path)
    notes.extend(tables.notes)
    if len(tables.by_name) != 1:
        told = _("The workbook has several sheets; leave only the one with the list.")
        raise RefusedError(path.name, told)
    return next(iter(tables.by_name.values()))


def _tables(path: Path) -> Tables:
    source = sources.of(path) if path.suffix.lower() == ".xlsx" else None
    return source.tables(path) if source else csv.tables(path)


def _header(
    file: str, records: Iterator[Record], told: Mapping[str, str]
) -> tuple[Record, Iterator[Record]]:
    """Return the row that names the columns, and the rows below it.

    Of the rows that say who has access and have every column that was mapped, it is the one in
    which most columns are known: a title may say “People”, too.
    """
    top = list(islice(records, HEADER_WITHIN))
    known = [_known(record.cells, told) for record in top]
    best = max(range(len(top)), key=known.__getitem__, default=None)
    if best is None or not known[best]:
        raise RefusedError(file, _no_header(top[0].cells if top else [], told))
    return top[best], chain(top[best + 1 :], records)


def _known(cells: Sequence[str], told: Mapping[str, str]) -> int:
    """Return in how many columns a row is a header; 0 where it cannot be the one."""
    if not told.keys() <= {fold(cell) for cell in cells}:
        return 0
    read_as = _read_as(cells, told)
    return sum(map(len, read_as.values())) if read_as["identity"] else 0


def _no_header(cells: Sequence[str], told: Mapping[str, str]) -> str:
    there = ", ".join(f"“{shown(cell.strip())}”" for cell in cells if cell.strip()) or _("nothing")
    missing = [column for column in told if column not in {fold(cell) for cell in cells}]
    if missing:
        reason = _("No row has the column “{column}”; the first row has: {columns}.")
        return reason.format(column=shown(missing[0]), columns=there)
    return _(
        "No column is known to say who has access; name it: --map COLUMN={field}. The first row"
        " has: {columns}."
    ).format(columns=there, field=_field("identity"))


def _read_as(headers: Sequence[str], told: Mapping[str, str]) -> Positions:
    """Return what each field is read from: as told; else as guessed, from columns not told of."""
    meant = [told.get(fold(header)) for header in headers]
    free = [header if field is None else "" for header, field in zip(headers, meant, strict=True)]
    guess = guessed(free)
    return {
        field: tuple(at for at, each in enumerate(meant) if each == field) or guess[field]
        for field in FIELDS
    }


@dataclass(frozen=True)
class _Columns:
    """The columns of one list, and what each field is read from."""

    file: str
    cells: Sequence[str]
    by_field: Positions

    def headers(self, field: str) -> list[str]:
        return [self.cells[at].strip() for at in self.by_field[field]]

    def told(self) -> Iterator[str]:
        """Yield how the columns are read, for people to see whether it is right."""
        read = [
            _("{field} from {columns}").format(field=_field(field), columns=_quoted(headers))
            for field in FIELDS
            if (headers := self.headers(field))
        ]
        yield _("read as: {columns}.").format(columns="; ".join(read))
        taken = {at for positions in self.by_field.values() for at in positions}
        left = [c.strip() for at, c in enumerate(self.cells) if at not in taken and c.strip()]
        if left:
            yield _("not read: {columns}.").format(columns=_quoted(left))

    def person(self, record: Record) -> Person:
        cells = {field: self._cells(record, field) for field in FIELDS}
        role, account = next(iter(cells["role"]), None), _account(cells)
        return Person(record.row, _identity(cells["identity"]), role, account)

    def faults(self, record: Record) -> list[Fault]:
        """Return what of a row cannot be read, of the columns that matter."""
        if record.broken:
            return [Fault(self.file, record.row, None, None, record.broken)]
        wanted = {at for positions in self.by_field.values() for at in positions}
        return [
            Fault(self.file, record.row, self.cells[at].strip(), shown(record.cells[at]), reason)
            for at, reason in record.bad.items()
            if at in wanted
        ]

    def _cells(self, record: Record, field: str) -> list[str]:
        """Return the cells of a field that say something; a row may be shorter than the header."""
        at_hand = [at for at in self.by_field[field] if at < len(record.cells)]
        found = (record.cells[at].strip() for at in at_hand)
        return [cell for cell in found if cell and cell != "-"]


def _people(columns: _Columns, records: Iterable[Record], notes: list[str]) -> Iterator[Person]:
    faults: list[Fault] = []
    nobody: list[int | None] = []
    for record in records:
        found = columns.faults(record)
        faults += found
        if not found and any(cell.strip() for cell in record.cells):
            person = columns.person(record)
            if person.identity:
                yield person
            else:
                nobody.append(record.row)
    if faults:
        raise IntakeError(faults)
    if nobody:
        notes.append(_left_out(nobody))


def _identity(cells: Sequence[str]) -> str:
    """Return the first cell that looks like an address, else the parts of a name together."""
    addresses = [cell for cell in cells if "@" in cell[1:]]
    return addresses[0] if addresses else " ".join(cells)


def _account(cells: Mapping[str, Sequence[str]]) -> str | None:
    """Return which account a row names: as `platform/handle`, or its address where that is told."""
    handle = next(iter(cells["handle"]), None)
    platform = next(iter(cells["platform"]), None)
    if handle is None or platform is None or "/" in handle:
        return handle
    return f"{platform}/{handle}"


def _quoted(headers: Iterable[str]) -> str:
    return ", ".join(f"“{shown(header)}”" for header in headers)


def _left_out(rows: Sequence[int | None]) -> str:
    named = ", ".join(str(row) for row in rows[:ROWS_NAMED])
    told = ngettext(
        "{count} row names nobody and was left out: row {rows}.",
        "{count} rows name nobody and were left out: rows {rows}.",
        len(rows),
    )
    more = ", …" if len(rows) > ROWS_NAMED else ""
    return told.format(count=len(rows), rows=f"{named}{more}")
