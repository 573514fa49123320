"""UTF-8 or Windows-1252, decided in one pass; anything else says what to do."""

import codecs
from pathlib import Path

import pytest

from monitor.intake import encoding
from monitor.intake.encoding import Encoding, FileRefused, decide


def decided(tmp_path: Path, data: bytes) -> Encoding:
    path = tmp_path / "f.csv"
    path.write_bytes(data)
    return decide(path)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", Encoding("utf-8-sig")),
        (b"plain", Encoding("utf-8-sig")),
        ("área".encode(), Encoding("utf-8-sig")),
        (codecs.BOM_UTF8 + "área".encode(), Encoding("utf-8-sig")),
        ("uno\ndos\nárea".encode("cp1252"), Encoding("cp1252", 3)),
        ("€ 5".encode("cp1252"), Encoding("cp1252", 1)),
        ("ñ".encode()[:1], Encoding("cp1252", 1)),
    ],
)
def test_the_encoding_is_decided(tmp_path: Path, data: bytes, expected: Encoding) -> None:
    assert decided(tmp_path, data) == expected


@pytest.mark.parametrize(
    ("data", "row", "reason"),
    [
        ("área".encode("utf-16"), None, "UTF-16.*CSV UTF-8"),
        (codecs.BOM_UTF16_BE + "área".encode("utf-16-be"), None, "UTF-16"),
        ("area\ncode".encode("utf-16-le"), 1, "NUL"),
        (b"a\nb\n\x00", 3, "NUL"),
        (b"PK\x03\x04rest", None, "spreadsheet.*CSV"),
        (b"\xd0\xcf\x11\xe0rest", None, "spreadsheet"),
        (b"uno\n\xe1\n\x81", 3, "neither"),
        (codecs.BOM_UTF8 + b"uno\n\xe1", 2, "neither"),
    ],
)
def test_what_is_neither_is_refused(
    tmp_path: Path, data: bytes, row: int | None, reason: str
) -> None:
    with pytest.raises(FileRefused, match=reason) as refused:
        decided(tmp_path, data)
    assert refused.value.row == row


def test_a_letter_cut_between_two_pieces_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "_PIECE", 4)
    assert decided(tmp_path, "abcñ€ñ€ñ".encode()) == Encoding("utf-8-sig")
    assert decided(tmp_path, "abc\nabc\nñ".encode("cp1252")) == Encoding("cp1252", 3)
    assert decided(tmp_path, "ñabcdñabcdñ".encode("cp1252")) == Encoding("cp1252", 1)
    with pytest.raises(FileRefused) as refused:
        decided(tmp_path, b"abc\nabc\nabc\n\x00")
    assert refused.value.row == 4
