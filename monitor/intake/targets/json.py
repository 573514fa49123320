"""An inventory as one JSON file of tables; what is not known has no key."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from monitor.intake import sheets
from monitor.intake.contents import Contents, texts
from monitor.intake.targets import stem


def write(folder: Path, contents: Iterable[Contents], lang: str) -> list[Path]:
    """Write all sheets into one file, an item on each line."""
    path = folder / f"{stem(lang)}.json"
    with path.open("x", encoding="utf-8", newline="\n") as stream:
        before = "{"
        for each in contents:
            title = json.dumps(sheets.sheet_title(each.sheet.name, lang), ensure_ascii=False)
            stream.write(f"{before}\n{title}: [")
            stream.writelines(_items(each, lang))
            stream.write("\n]")
            before = ","
        stream.write("{}\n" if before == "{" else "\n}\n")
    return [path]


def _items(contents: Contents, lang: str) -> Iterator[str]:
    columns = contents.sheet.columns
    keys = [sheets.header(column, lang) for column in columns]
    as_text = [texts(column, lang) for column in columns]
    before = "\n"
    for row in contents.rows:
        cells = zip(keys, as_text, row, strict=True)
        item = {
            key: list(cell)
            if isinstance(cell, tuple)
            else cell
            if isinstance(cell, bool)
            else text(cell)
            for key, text, cell in cells
            if cell is not None
        }
        yield before + json.dumps(item, ensure_ascii=False)
        before = ",\n"
