"""An inventory as CSV files, one for each sheet, as spreadsheets in either language open them."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from monitor.intake import sheets
from monitor.intake.contents import Contents, texts
from monitor.intake.writing import file_name, write_lines


def write(folder: Path, contents: Iterable[Contents], lang: str) -> list[Path]:
    """Write one file for each sheet."""
    written = []
    for each in contents:
        path = folder / file_name(each.sheet.name, lang)
        header = [sheets.header(column, lang) for column in each.sheet.columns]
        write_lines(path, [], chain([header], _lines(each, lang)), lang)
        written.append(path)
    return written


def _lines(contents: Contents, lang: str) -> Iterator[list[str]]:
    as_text = [texts(column, lang) for column in contents.sheet.columns]
    for row in contents.rows:
        yield [text(cell) for text, cell in zip(as_text, row, strict=True)]
