"""A large inventory for measuring: the sample institute many times over, each copy renamed."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from monitor import sample

if TYPE_CHECKING:
    import _csv

_ADDRESS = re.compile(r"(?<=[A-Za-z0-9])@(?=[a-z0-9.-]+\.example)")


def write(folder: Path, copies: int) -> None:
    """Write `copies` of the sample institute into one inventory folder, about 1,000 accounts each.

    Area codes, handles and addresses get the number of their copy; the institution stays one.
    """
    original = folder.parent / f"{folder.name}-original"
    sample.write(original, "en")
    folder.mkdir(parents=True)
    (folder / "institution.yaml").write_bytes((original / "institution.yaml").read_bytes())
    for path in sorted(original.glob("*.csv")):
        with (folder / path.name).open("w", encoding="utf-8", newline="") as target:
            _repeat(path, copies, csv.writer(target))


def _repeat(path: Path, copies: int, writer: "_csv.Writer") -> None:
    with path.open(encoding="utf-8-sig", newline="") as source:
        header, *rows = list(csv.reader(source))
    writer.writerow(header)
    for number in range(copies):
        for row in rows:
            renamed = list(_renamed(header, row, number))
            if number == 0 or not _of_the_institution(renamed):
                writer.writerow(renamed)


def _of_the_institution(row: list[str]) -> bool:
    return any(cell.startswith("institution:") for cell in row)


def _renamed(header: list[str], row: list[str], number: int) -> Iterator[str]:
    for column, cell in zip(header, row, strict=True):
        if number == 0 or cell in {"", "-"}:
            yield cell
        elif column in {"code", "area", "parent"} or cell.startswith("area:"):
            yield f"{cell}{number}"
        elif column == "handle":
            yield _handle(cell, number)
        elif column == "linked_accounts" or cell.startswith("account:"):
            yield ";".join(_account(each, number) for each in cell.split(";"))
        else:
            yield _ADDRESS.sub(f"{number}@", cell)


def _account(reference: str, number: int) -> str:
    platform, _slash, handle = reference.partition("/")
    return f"{platform}/{_handle(handle, number)}"


def _handle(handle: str, number: int) -> str:
    """Return another handle of the same platform's form, short enough for every one of them."""
    if handle.isdigit():
        return str(int(handle) + 1000 * number)
    if handle.startswith("UC") or "." in handle:
        return f"z{number}{handle}"
    return f"h{crc32(handle.casefold().encode()):08x}z{number}"
