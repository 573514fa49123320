"""An inventory as one XLSX workbook: a sheet for each, days as days, everything else as text."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from monitor.intake import sheets
from monitor.intake.columns import LONGEST_CELL
from monitor.intake.contents import Contents, texts
from monitor.intake.faults import Fault, IntakeError
from monitor.intake.targets import stem
from monitor.text import _

MOST_ROWS = 1_048_576

# Characters that XML cannot hold, or changes; and what would be taken for the mark of one.
_TO_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def write(folder: Path, contents: Iterable[Contents], lang: str) -> list[Path]:
    """Write one workbook; its rows lie in temporary files until it is saved, not in memory."""
    path = folder / f"{stem(lang)}.xlsx"
    book = Workbook(write_only=True)
    try:
        for each in contents:
            _write_sheet(book.create_sheet(sheets.sheet_title(each.sheet.name, lang)), each, lang)
        book.save(path)
    except BaseException:
        for sheet in book.worksheets:
            _let_go(sheet)
        raise
    return [path]


def _write_sheet(sheet: Any, contents: Contents, lang: str) -> None:
    sheet.freeze_panes = "A2"
    sheet.append([sheets.header(column, lang) for column in contents.sheet.columns])
    for number, cells in enumerate(_rows(contents, lang), 2):
        reason = _too_many() if number > MOST_ROWS else _unfit(cells)
        if reason:
            title = sheets.sheet_title(contents.sheet.name)
            raise IntakeError([Fault(title, number, None, None, reason)])
        sheet.append([_cell(sheet, cell) for cell in cells])


def _let_go(sheet: Any) -> None:
    """Close the temporary file of a sheet that will not be saved."""
    if not sheet.closed:
        sheet.close()


def _rows(contents: Contents, lang: str) -> Iterator[list[str | date | None]]:
    """Yield days as they are, and everything else as the text that the workbook is to hold."""
    as_text = [texts(column, lang) for column in contents.sheet.columns]
    for row in contents.rows:
        yield [
            cell if isinstance(cell, date) else _escaped(text(cell)) or None
            for text, cell in zip(as_text, row, strict=True)
        ]


def _escaped(text: str) -> str:
    """Return a text with what XML cannot hold written as ECMA-376 has it (`_x000D_`)."""
    return _TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _unfit(cells: list[str | date | None]) -> str | None:
    if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells):
        return _(
            "A cell of a workbook holds {limit} characters at most; export with --format csv."
        ).format(limit=LONGEST_CELL)
    return None


def _cell(sheet: Any, cell: str | date | None) -> Any:
    """Return what openpyxl is to write: text as text, also where it looks like a formula."""
    if not isinstance(cell, str) or not cell.startswith(("=", "#")):
        return cell
    made = WriteOnlyCell(sheet, cell)
    made.data_type = "s"
    made.quotePrefix = True  # an apostrophe before it: neither a formula nor a comment
    return made


def _too_many() -> str:
    return _(
        "A sheet of a workbook has room for {limit} rows only; export with --format csv."
    ).format(limit=MOST_ROWS)
