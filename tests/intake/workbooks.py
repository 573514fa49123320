"""Workbooks for tests: made cell by cell, taken apart, and saved by LibreOffice."""

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

Sheets = Mapping[str, Sequence[Sequence[Any]]]

ACCOUNTS = {"accounts": [["platform", "handle", "area"], ["x", "iee", "A"]]}

LIBREOFFICE = shutil.which("soffice")


def made(sheets: Sheets, change: Callable[[Workbook], None] = lambda _book: None) -> bytes:
    """Return a workbook with these rows; `change` may do more to it before it is saved."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(workbook: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one part changed; a part that it lacks is made from nothing."""
    stream = BytesIO()
    with ZipFile(BytesIO(workbook)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, change(old.read(name) if name in old.namelist() else b""))
    return stream.getvalue()


def saved_by_libreoffice(workbook: bytes, folder: Path) -> bytes:
    """Let LibreOffice open a workbook, compute it and save it as XLSX."""
    source = folder / "from" / "book.xlsx"
    source.parent.mkdir()
    source.write_bytes(workbook)
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"),
            *("--convert-to", "xlsx", "--outdir", folder / "to", source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "to" / "book.xlsx").read_bytes()
