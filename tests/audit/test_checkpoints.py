"""Checkpoints: their text, what is no checkpoint, and when one is made."""

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from monitor.audit.checkpoints import Statement, parse, signed
from monitor.sealing import new_signer
from tests.audit.logs import IEE, OPLE, Log, empty, filled

SAID = Statement(IEE, 128, "0f" * 32, "2026-11-22T17:30:00.000000Z")
SIGNER = new_signer()
TEXT = signed(SAID, SIGNER)


def _texts(log: Log) -> list[tuple[int, int, str]]:
    query = "SELECT institution_id, seq, text FROM checkpoint ORDER BY institution_id, seq"
    with log.engine.connect() as connection:
        return [(row[0], row[1], row[2]) for row in connection.execute(text(query))]


def test_a_checkpoint_is_a_signed_note_of_six_lines() -> None:
    lines = TEXT.split("\n")
    assert lines[:5] == [
        f"monitor/audit/1/{IEE}",
        "128",
        "0f" * 32,
        "2026-11-22T17:30:00.000000Z",
        "",
    ]
    assert lines[5].startswith("— monitor ")
    assert lines[6:] == [""]


def test_what_is_written_is_read_and_signed_by_its_key_only() -> None:
    found = parse(TEXT)
    assert found
    assert (found.chain, found.size, found.head) == (SAID.chain, SAID.size, SAID.head)
    assert found.made_at == SAID.made_at
    assert found.signed_by([new_signer().public, SIGNER.public])
    assert not found.signed_by([new_signer().public])
    assert not found.signed_by([])


@given(at=st.integers(0, len(TEXT) - 1), other=st.characters(codec="utf-8"))
def test_a_checkpoint_with_another_letter_is_none_or_not_signed(at: int, other: str) -> None:
    altered = TEXT[:at] + other + TEXT[at + 1 :]
    found = parse(altered)
    valid = found is not None and found.signed_by([SIGNER.public])
    assert valid == (altered == TEXT)


@pytest.mark.parametrize(
    "altered",
    [
        "",
        TEXT + "\n",
        "\n" + TEXT,
        TEXT + TEXT,
        TEXT.replace("\n128\n", "\n0128\n"),
        TEXT.replace("\n128\n", "\n١٢٨\n"),
        TEXT.replace("\n128\n", "\n0\n"),
        TEXT.replace("\n128\n", "\n-128\n"),
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("— ", "- "),
        TEXT.replace("0f", "0F"),
    ],
)
def test_what_is_not_exactly_a_checkpoint_is_none(altered: str) -> None:
    assert parse(altered) is None


def test_two_texts_of_one_signature_are_not_both_checkpoints() -> None:
    last = TEXT[-3]  # the last digit of base64 before `=` carries two bits that mean nothing
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = letters[letters.index(last) ^ 1]
    altered = f"{TEXT[:-3]}{other}=\n"
    assert base64.b64decode(altered.rpartition(" ")[2]) == base64.b64decode(TEXT.rpartition(" ")[2])
    assert parse(altered) is None


def test_each_unit_of_work_that_records_ends_with_a_checkpoint(
    engine: Engine, tmp_path: Path
) -> None:
    log = filled(engine, tmp_path)
    found = [(chain, seq) for chain, seq, _text in _texts(log)]
    assert [seq for chain, seq in found if chain == IEE] == [3, 4, 9, 10, 12]
    assert [seq for chain, seq in found if chain == OPLE] == [2, 3, 6, 7, 9]
    for chain, seq, text_ in _texts(log):
        said = parse(text_)
        assert said
        assert (said.chain, said.size) == (chain, seq)


def test_without_entries_or_without_a_signer_there_is_none(engine: Engine, tmp_path: Path) -> None:
    log = empty(engine, tmp_path)
    log.act(0)
    log.act(2, signed=False)
    assert not _texts(log)
    log.act(1)
    assert [seq for _chain, seq, _text in _texts(log)] == [3]


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not on this machine")
def test_openssl_checks_the_signature(tmp_path: Path) -> None:
    """As README tells auditors; the key in the form that openssl reads (RFC 8410)."""
    der = bytes.fromhex("302a300506032b6570032100") + SIGNER.public.raw
    (tmp_path / "key.der").write_bytes(der)
    (tmp_path / "said").write_text(TEXT.partition("\n\n")[0] + "\n")
    (tmp_path / "signature").write_bytes(base64.b64decode(TEXT.rpartition(" ")[2])[4:])
    command = "openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in said"
    done = subprocess.run(
        [*command.split(), "-sigfile", "signature"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
