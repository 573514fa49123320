"""Records of the sheets of an XLSX workbook, row by row, as openpyxl reads them."""

import re
import struct
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice, repeat
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook

from monitor.intake.columns import Sheet
from monitor.intake.encoding import FileRefused
from monitor.intake.faults import shown
from monitor.intake.packages import DAMAGED, Package, Part, damaged, look_through
from monitor.intake.records import Record, Tables, Tell
from monitor.text import _, ngettext

WHOLE = True
COMMENT = "#"
MOST_ROWS = 1_048_576
MOST_CELLS = 50_000_000
BATCH = 500
RANGES_NAMED = 5

# What openpyxl raises on a package that is a sound zip and no sound workbook.
_BROKEN = (
    *DAMAGED,
    ParseError,
    AttributeError,
    LookupError,
    OSError,
    OverflowError,
    TypeError,
    ValueError,
    struct.error,
)

# How LibreOffice saves a cell that says TRUE or FALSE.
_CONSTANTS = ("=TRUE()", "=FALSE()")

_MIDNIGHT = time()
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True)
class XlsxTable:
    """One sheet of a workbook that has been opened."""

    package: Package
    values: Any
    part: Part
    place: int

    def records(self, _sheet: Sheet, tell: Tell) -> Iterator[Record]:
        """Yield its records; formulas are read as the values saved with them, with one note."""
        if self.part.merged:
            raise FileRefused(_merged(self.part.merged))
        try:
            yield from self._records(tell)
        except _BROKEN:
            raise FileRefused(damaged()) from None

    def _records(self, tell: Tell) -> Iterator[Record]:
        formulas = self._formulas() if self.part.formulas else repeat(())
        read, first = 0, 0
        for row, (cells, maybe) in enumerate(zip(_rows(self.values), formulas, strict=False), 1):
            record, computed = _record(row, cells, maybe)
            if computed:
                read, first = read + computed, first or row
            if record is not None:
                yield record
        if read:
            tell(_of_formulas(read, first), None)

    def _formulas(self) -> Iterator[Sequence[Any]]:
        """Read the same sheet once more, as it was typed in."""
        return _rows(_open(self.package, computed=False).worksheets[self.place])


def tables(path: Path) -> Tables:
    """Open a workbook and name its sheets; those that are hidden are noted, and not read.

    Raises:
        FileRefused: as `monitor.intake.packages.look_through`, or it is no sound workbook.
        OSError: the file cannot be read.
    """
    package = look_through(path)
    try:
        worksheets = _open(package, computed=True).worksheets
        visible = {
            each.title: XlsxTable(package, each, _part(package, each), place)
            for place, each in enumerate(worksheets)
            if each.sheet_state == "visible"
        }
    except _BROKEN:
        raise FileRefused(damaged()) from None
    hidden = [shown(each.title) for each in worksheets if each.sheet_state != "visible"]
    notes = (_hidden(hidden),) if hidden else ()
    return Tables(visible, notes, alone=len(visible) == 1)


def _open(package: Package, *, computed: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl would lose on saving: nothing is saved
        return load_workbook(package.stream(), read_only=True, data_only=computed, keep_links=False)


def _part(package: Package, worksheet: Any) -> Part:
    """Return what was seen in the part of the package that a sheet is."""
    return package.parts[worksheet._worksheet_path]  # noqa: SLF001 - openpyxl says it nowhere else


def _rows(worksheet: Any) -> Iterator[Sequence[Any]]:
    """Yield the rows of a sheet, missing ones included, and stop where no sheet can go."""
    worksheet.reset_dimensions()  # what a file says of its own size is often wrong
    source = worksheet.iter_rows()
    cells = 0
    for row, each in enumerate(_batched_without_warnings(source), 1):
        cells += len(each)
        if row > MOST_ROWS or cells > MOST_CELLS:
            raise FileRefused(damaged())
        yield each


def _batched_without_warnings(source: Iterator[Any]) -> Iterator[Any]:
    """Let openpyxl read without its warnings, of which those that matter become bad cells."""
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            batch = list(islice(source, BATCH))
        if not batch:
            return
        yield from batch


def _record(row: int, cells: Sequence[Any], formulas: Sequence[Any]) -> tuple[Record | None, int]:
    """Return one row as text, None where it is blank or a comment, and how many were computed."""
    texts: list[str] = []
    bad: dict[int, str] = {}
    for position, cell in enumerate(cells):
        value = cell.value
        if value.__class__ is str and cell.data_type == "s":
            texts.append(_unescaped(value) if "_x" in value else value)
        elif value is None:
            texts.append("")
        else:
            text, reason = _as_text(value, cell.data_type)
            texts.append(text)
            if reason:
                bad[position] = reason
    computed = 0
    for position, cell in enumerate(formulas):
        if cell.data_type == "f" and cell.value not in _CONSTANTS:
            computed += 1
            if cells[position].value is None and cells[position].data_type != "str":
                texts[position] = shown(str(cell.value))
                bad[position] = _not_computed()
    if not any(texts) or (texts[0].startswith(COMMENT) and not _marked_as_text(cells[0])):
        return None, computed
    return Record(row, texts, bad=bad), computed


def _marked_as_text(cell: Any) -> bool:
    """Tell whether a cell was written with an apostrophe before it, so that it is no comment."""
    return bool(cell.style_array.quotePrefix)


def _as_text(value: Any, data_type: str) -> tuple[str, str | None]:
    """Return a value that is no text as a file would write it, and why it cannot be read."""
    if data_type == "e":
        return str(value), _("The spreadsheet shows an error here; correct its formula or cell.")
    if isinstance(value, datetime) and value.time() != _MIDNIGHT:
        return str(value), _("There is a time of day in this cell; leave the date only.")
    if isinstance(value, time | timedelta):
        return str(value), _("There is a time of day in this cell, and no date; correct it.")
    return _plain(value), None


def _plain(value: Any) -> str:
    """Return a truth value, a day or a number; a whole number without the point it is kept with."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def _unescaped(text: str) -> str:
    """Turn what XML cannot hold back into characters (ECMA-376, 22.9.2.19: `_x000D_`)."""

    def character(match: re.Match[str]) -> str:
        code = int(match[1], 16)
        return match[0] if code in _SURROGATES else chr(code)

    return _ESCAPED.sub(character, text)


def _merged(ranges: list[str]) -> str:
    named = ", ".join(ranges[:RANGES_NAMED])
    if len(ranges) > RANGES_NAMED:
        named = f"{named}, …"
    return _(
        "Cells are merged here ({ranges}), so that rows lack what they seem to have; unmerge them "
        "and write the value in each row."
    ).format(ranges=named)


def _hidden(names: list[str]) -> str:
    return _("Not read, because they are hidden: {sheets}.").format(sheets=", ".join(names))


def _of_formulas(count: int, row: int) -> str:
    return ngettext(
        "{count} cell is a formula, in row {row}; the value saved with it was read.",
        "{count} cells are formulas, the first in row {row}; the values saved with them were read.",
        count,
    ).format(count=count, row=row)


def _not_computed() -> str:
    return _(
        "There is a formula here and no value saved with it; open the file in a spreadsheet "
        "program and save it, or paste the values."
    )
