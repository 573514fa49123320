"""Sheets written as CSV that spreadsheets in either language open rightly, and that read back."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from monitor.intake import sheets
from monitor.intake.cells import spelling
from monitor.intake.columns import YES_NO, Choice, Column
from monitor.intake.faults import Fault, IntakeError, shown
from monitor.intake.sources import csv
from monitor.intake.wording import fold
from monitor.text import _

DELIMITERS = {"en": ",", "es": ";"}
"""What spreadsheets in that language put between cells."""

# The mark of UTF-8, without which they take accents for Windows-1252.
CODEC = "utf-8-sig"
LINE_END = "\r\n"


def file_name(sheet: str, lang: str) -> str:
    """Return the name of a sheet's file in `lang`, in letters that every system can store."""
    return fold(sheets.sheet_title(sheet, lang)).replace(" ", "_") + csv.ENDING


def write_sheet(folder: Path, sheet: str, rows: Iterable[Mapping[str, str]], lang: str) -> Path:
    """Write one sheet with the headers and listed values of `lang`; return the file.

    `rows` are cells by English column name, listed values and yes/no in English; columns that no
    row gives are left out unless they are required. Cells are written as they are.

    Raises:
        IntakeError: the file is there already.
        KeyError: there is no such sheet, or a row gives a column that the sheet does not have.
        OSError: the file cannot be written.
    """
    given = [dict(row) for row in rows]
    whole = sheets.BY_NAME[sheet]
    names = set().union(*given)
    unknown = names.difference(whole.by_name)
    if unknown:
        raise KeyError(*sorted(unknown))
    always = {name for group in whole.either[:1] for name in group}
    columns = [each for each in whole.columns if each.required or each.name in names | always]
    path = folder / file_name(sheet, lang)
    header = [sheets.header(column, lang) for column in columns]
    spelled = [(column.name, _choices(column, lang)) for column in columns]
    body = ([_spelled(row.get(name, ""), choices) for name, choices in spelled] for row in given)
    write_lines(path, [], chain([header], body), lang)
    return path


def _choices(column: Column, lang: str) -> tuple[Choice, ...]:
    """Return the listed values of a column that `lang` writes otherwise than in English."""
    if lang != "es":
        return ()
    return YES_NO if column.kind == "boolean" else column.choices


def _spelled(cell: str, choices: tuple[Choice, ...]) -> str:
    choice = spelling(cell, choices) if choices else None
    return choice.es[0] if choice else cell


def write_lines(
    path: Path, comments: Sequence[str], records: Iterable[Sequence[str]], lang: str
) -> None:
    """Write a new file: lines of comment, then records of cells.

    Raises:
        IntakeError: the file is there already.
        OSError: it cannot be written.
    """
    delimiter = DELIMITERS[lang]
    special = re.compile(f'[{delimiter}"\\r\\n]')
    refuse_existing([path], path.parent)
    with path.open("x", encoding=CODEC, newline="") as stream:
        stream.writelines(f"{csv.COMMENT} {comment}".rstrip() + LINE_END for comment in comments)
        for cells in records:
            stream.write(delimiter.join(_quoted(cell, special) for cell in cells) + LINE_END)


def refuse_existing(paths: Iterable[Path], folder: Path) -> None:
    """Stop before anything in `folder` is overwritten.

    Raises:
        IntakeError: one or more of the files are there already.
    """
    reason = _("This file is there already and is not overwritten; choose an empty folder.")
    there = [path.relative_to(folder) for path in paths if path.exists()]
    if there:
        raise IntakeError(Fault(shown(str(path)), None, None, None, reason) for path in there)


def _quoted(cell: str, special: re.Pattern[str]) -> str:
    """Quote what would be taken for something else, a # at the beginning included."""
    if special.search(cell) or cell.startswith(csv.COMMENT):
        return '"' + cell.replace('"', '""') + '"'
    return cell
