"""Which encoding a text file has, decided by reading it once in pieces: UTF-8 or Windows-1252."""

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path

from monitor.text import _

_PIECE = 1 << 20
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SPREADSHEET = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# The five bytes that mean nothing in Windows-1252.
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


class FileRefused(Exception):  # noqa: N818 - it is the file that is refused, for a reason
    """The whole file cannot be read; `row` is the line to blame, if one is."""

    def __init__(self, reason: str, row: int | None = None) -> None:
        """Keep the reason, a finished sentence, and the row."""
        super().__init__(reason)
        self.reason, self.row = reason, row


@dataclass(frozen=True)
class Encoding:
    """A codec by its Python name, and the line (from 1) that is not UTF-8, if there is one."""

    codec: str
    not_utf_8: int | None = None


@dataclass
class _Findings:
    """What one pass over the bytes of a file has shown; lines count from 1."""

    decoder: codecs.IncrementalDecoder = field(
        default_factory=codecs.getincrementaldecoder("utf-8")
    )
    lines: int = 1
    not_utf_8: int | None = None
    undefined: int | None = None

    def take(self, piece: bytes, *, last: bool) -> None:
        nul = piece.find(b"\0")
        if nul >= 0:
            raise FileRefused(_not_text(), self._line(piece, nul))
        if self.undefined is None and (match := _UNDEFINED.search(piece)):
            self.undefined = self._line(piece, match.start())
        if self.not_utf_8 is None:
            try:
                self.decoder.decode(piece, final=last)
            except UnicodeDecodeError as error:
                self.not_utf_8 = self._line(piece, error.start)
        self.lines += piece.count(b"\n")

    def _line(self, piece: bytes, position: int) -> int:
        return self.lines + piece.count(b"\n", 0, position)


def decide(path: Path) -> Encoding:
    """Return the encoding of the file: UTF-8, with or without its mark, else Windows-1252.

    Raises:
        FileRefused: UTF-16, a spreadsheet, NUL bytes, or bytes that are neither of the two.
        OSError: the file cannot be read.
    """
    findings = _Findings()
    with path.open("rb") as stream:
        piece = stream.read(_PIECE)
        _refuse_other_formats(piece)
        marked = piece.startswith(codecs.BOM_UTF8)
        while piece:
            following = stream.read(_PIECE)
            findings.take(piece, last=not following)
            piece = following
    if findings.not_utf_8 is None:
        return Encoding("utf-8-sig")
    if marked or findings.undefined is not None:
        line = findings.not_utf_8 if marked else findings.undefined
        raise FileRefused(
            _("The file is neither UTF-8 nor Windows-1252; save it again as CSV UTF-8."), line
        )
    return Encoding("cp1252", findings.not_utf_8)


def _refuse_other_formats(piece: bytes) -> None:
    if piece.startswith(_UTF_16):
        raise FileRefused(_("The file is UTF-16 (“Unicode text”); save it again as CSV UTF-8."))
    if piece.startswith(_SPREADSHEET):
        raise FileRefused(is_spreadsheet())


def is_spreadsheet() -> str:
    """Say what to do with a spreadsheet in another format, or under another name."""
    return _(
        "This is a spreadsheet, but its name does not end in .xlsx; save it as XLSX (“Excel "
        "workbook”), or each of its sheets as CSV (UTF-8)."
    )


def _not_text() -> str:
    return _(
        "There is a NUL byte here: this is not a text file, or one in UTF-16; save it again as "
        "CSV UTF-8."
    )
