"""Workbooks that are too large, or pretend to be small: refused before anything parses them."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from monitor.intake import packages
from monitor.intake.encoding import FileRefused
from monitor.intake.packages import look_through
from tests.intake.workbooks import ACCOUNTS, made, with_part

SHEET_1 = "xl/worksheets/sheet1.xml"


def refused(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "redes.xlsx"
    path.write_bytes(data)
    with pytest.raises(FileRefused) as told:
        look_through(path)
    return told.value.reason


def packed(*parts: tuple[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(name, content)
    return stream.getvalue()


def test_a_workbook_is_kept_with_what_was_seen_in_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "redes.xlsx"
    path.write_bytes(
        with_part(
            made(ACCOUNTS),
            SHEET_1,
            lambda part: part.replace(
                b"</sheetData>", b"</sheetData><x:mergeCell ref='B2:B3'/><x:f>1</x:f>"
            ),
        )
    )
    package = look_through(path)
    assert package.parts[SHEET_1] == packages.Part(["B2:B3"], formulas=True)
    assert package.parts["xl/workbook.xml"] == packages.Part()
    assert package.stream().read() == path.read_bytes()


def test_what_lies_across_two_pieces_is_seen_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "redes.xlsx"
    for before in range(300):
        text = b"<s>" + b" " * before + b'<mergeCell ref="A1:B1"/>' + b" " * 300
        path.write_bytes(packed(("a.xml", text)))
        with monkeypatch.context() as patched:
            patched.setattr(packages, "_PIECE", 257)
            assert look_through(path).parts["a.xml"].merged == ["A1:B1"]


def test_a_file_larger_than_the_limit_says_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "LARGEST_FILE", 1000)
    told = refused(tmp_path, made(ACCOUNTS))
    assert "save each of its sheets as CSV (UTF-8) into one folder" in told


def test_an_honest_workbook_that_unpacks_to_too_much_says_the_way_out(tmp_path: Path) -> None:
    text = b"Vocal Ejecutiva de la Junta Distrital de un estado de la federacion " * 2
    rows = b"".join(b"<row><c>%d</c><c>%b</c></row>" % (n, text) for n in range(80_000))
    sheets = [(f"xl/worksheets/sheet{number}.xml", rows) for number in range(1, 10)]
    told = refused(tmp_path, packed(*sheets))
    assert "more than the 100 MB that a workbook may have" in told
    assert "save each of its sheets as CSV" in told


def test_a_bomb_is_refused_by_its_own_directory(tmp_path: Path) -> None:
    bomb = packed((SHEET_1, b"\0" * (90 << 20)))
    assert len(bomb) < 100_000
    assert "unfold to far more" in refused(tmp_path, bomb)


def test_a_bomb_that_lies_in_its_directory_unfolds_no_further(tmp_path: Path) -> None:
    """The directory says a thousand bytes; what is read stops there, and its checksum is wrong."""
    bomb = bytearray(packed((SHEET_1, b" " * (90 << 20))))
    directory = bomb.rindex(b"PK\x01\x02")
    for at in (directory + 24, 22):
        bomb[at : at + 4] = struct.pack("<I", 1000)
    assert "damaged" in refused(tmp_path, bytes(bomb))


def test_what_is_read_is_counted_whatever_the_directory_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "_refuse_by_directory", lambda _members: None)
    monkeypatch.setattr(packages, "LARGEST_UNPACKED", 2 << 20)
    assert "unfold to far more" in refused(tmp_path, packed((SHEET_1, b" " * (3 << 20))))


def test_thousands_of_parts_are_refused(tmp_path: Path) -> None:
    parts = [(f"xl/media/{number}.png", b"") for number in range(1001)]
    assert "unfold to far more" in refused(tmp_path, packed(*parts))


def test_a_part_that_would_be_parsed_whole_is_small(tmp_path: Path) -> None:
    lines = b"".join(b"<xf id='%d'/>" % (number * 2654435761) for number in range(500_000))
    assert len(lines) > packages.LARGEST_PARSED
    assert "unfold to far more" in refused(tmp_path, packed(("xl/styles.xml", lines)))
    (tmp_path / "redes.xlsx").write_bytes(packed(("xl/media/image1.emf", lines)))
    assert look_through(tmp_path / "redes.xlsx").parts.keys() == {"xl/media/image1.emf"}


@pytest.mark.parametrize("name", [SHEET_1, "xl/workbook.xml", "[Content_Types].xml", "other.bin"])
@pytest.mark.parametrize(
    "text",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"<!-- " + b"-" * 3_000_000 + b" --><!doctype a SYSTEM 'file:///etc/passwd'><a/>",
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16-be"),
    ],
    ids=["entities", "far down", "UTF-16", "UTF-16 without a mark"],
)
def test_document_types_are_refused_wherever_they_are(
    tmp_path: Path, name: str, text: bytes
) -> None:
    assert "unfold to far more" in refused(
        tmp_path, with_part(made(ACCOUNTS), name, lambda _: text)
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04", "damaged"),
        (b"platform,handle\n", "damaged"),
        (made(ACCOUNTS)[:-30], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old format .xls"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "has a password",
        ),
    ],
    ids=["empty", "a beginning", "a CSV", "cut off", "xls", "encrypted"],
)
def test_what_is_no_workbook_says_what_it_is(tmp_path: Path, data: bytes, said: str) -> None:
    assert said in refused(tmp_path, data)


def test_parts_with_a_password_are_refused(tmp_path: Path) -> None:
    data = bytearray(made(ACCOUNTS))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    assert "has a password" in refused(tmp_path, bytes(data))


def test_a_workbook_that_cannot_be_read_says_so_as_the_system_does(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        look_through(tmp_path / "gone.xlsx")
