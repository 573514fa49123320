"""The package that a workbook is, a zip of XML parts: looked through before anything parses it.

What it unpacks to is bounded twice: as its own directory says, and as it is read. No part may
define entities or a document type, with which a small file unfolds to gigabytes.
"""

import re
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from monitor.intake.encoding import FileRefused
from monitor.text import _

LARGEST_FILE = 10 << 20
LARGEST_UNPACKED = 100 << 20
MOST_PARTS = 1000
LARGEST_RATIO = 100
MEGABYTE = 1 << 20

# A part that is parsed whole costs ten times its size in memory; only these are streamed or unread.
LARGEST_PARSED = 8 << 20
_NOT_PARSED_WHOLE = re.compile(r"xl/(worksheets|media|drawings|charts|pivot\w*)/|xl/sharedStrings")

_PIECE = 1 << 20
_OVERLAP = 256
_DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*["']([A-Za-z0-9:$]{1,40})["']""")
# How the tag of a formula begins, with or without a prefix; found in a text, it does no harm.
_FORMULA = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

DAMAGED = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What `zipfile` raises on a file that is no sound zip, or that is one with a password."""


@dataclass
class Part:
    """What was seen in one part: the merged ranges of a sheet, and whether it has formulas."""

    merged: list[str] = field(default_factory=list)
    formulas: bool = False


@dataclass(frozen=True)
class Package:
    """A workbook that may be parsed: its bytes, and what was seen in each part by its name."""

    data: bytes = field(repr=False)
    parts: dict[str, Part]

    def stream(self) -> IO[bytes]:
        """Return its bytes to read from the start."""
        return BytesIO(self.data)


def look_through(path: Path) -> Package:
    """Read a workbook and look at every part of it, in pieces.

    Raises:
        FileRefused: it is too large, would unfold to far more than it is, has a password, is of
            the old format, or is damaged.
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        data = stream.read(LARGEST_FILE + 1)
    if data.startswith(_OLE):
        raise FileRefused(_password() if _ENCRYPTED in data else _old_format())
    if len(data) > LARGEST_FILE:
        raise FileRefused(_too_large(path.stat().st_size, LARGEST_FILE))
    try:
        with ZipFile(BytesIO(data)) as archive:
            _refuse_by_directory(archive.infolist())
            return Package(data, _look_at_parts(archive))
    except DAMAGED:
        raise FileRefused(damaged()) from None


def _refuse_by_directory(members: list[ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    bombs = (m for m in members if m.file_size > max(_PIECE, LARGEST_RATIO * m.compress_size))
    if len(members) > MOST_PARTS or any(bombs):
        raise FileRefused(_unfolds())
    if unpacked > LARGEST_UNPACKED:
        raise FileRefused(_too_large(unpacked, LARGEST_UNPACKED))
    if any(
        m.file_size > LARGEST_PARSED and not _NOT_PARSED_WHOLE.match(m.filename) for m in members
    ):
        raise FileRefused(_unfolds())
    if any(member.flag_bits & 1 for member in members):
        raise FileRefused(_password())


def _look_at_parts(archive: ZipFile) -> dict[str, Part]:
    parts = {}
    left = LARGEST_UNPACKED
    for member in archive.infolist():
        parts[member.filename] = part = Part()
        left -= _look_at(archive, member, part, left)
    return parts


def _look_at(archive: ZipFile, member: ZipInfo, part: Part, left: int) -> int:
    """Read one part to its end; return how many bytes it was."""
    size, before = 0, b""
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > left:
                raise FileRefused(_unfolds())
            _search(before + piece, len(before), part)
            before = piece[-_OVERLAP:]
    return size


def _search(text: bytes, overlap: int, part: Part) -> None:
    """Look at a piece that begins with the end of the one before, so that nothing is cut in two."""
    declares = b"<!" in text and _DOCUMENT_TYPE.search(text)  # plain searches are far quicker
    if declares or (not overlap and text.startswith(_UTF_16)):
        raise FileRefused(_unfolds())
    part.formulas = part.formulas or any(mark in text for mark in _FORMULA)
    if b"mergeCell" not in text:
        return
    part.merged += [match[1].decode() for match in _MERGED.finditer(text) if match.end() > overlap]


def damaged() -> str:
    """Say that a workbook cannot be made sense of."""
    return _(
        "This workbook is damaged, or it is no XLSX at all; open it in a spreadsheet program and "
        "save it again as XLSX, or save each of its sheets as CSV (UTF-8)."
    )


def _too_large(size: int, limit: int) -> str:
    return _(
        "This workbook has {size} MB (a compressed file counts as what it unpacks to, too), more "
        "than the {limit} MB that a workbook may have; save each of its sheets as CSV (UTF-8) "
        "into one folder and give that folder: it may be of any size."
    ).format(size=-(-size // MEGABYTE), limit=limit // MEGABYTE)


def _unfolds() -> str:
    return _(
        "This workbook is packed as no spreadsheet program packs one: it would unfold to far more "
        "than it is. Open it in a spreadsheet program and save each of its sheets as CSV (UTF-8)."
    )


def _password() -> str:
    return _("This workbook has a password; take the password away and save it again.")


def _old_format() -> str:
    return _(
        "This workbook is of the old format .xls; save it as XLSX (“Excel workbook”), or each of "
        "its sheets as CSV (UTF-8)."
    )
