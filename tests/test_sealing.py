"""The signing key: made once, kept from others, and what it signs."""

import base64
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from monitor import sealing
from monitor.sealing import KEY_FILE, PUBLIC_FILE, KeyFault, KeyFileError, PublicKey


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "keys"


def _fault_of(folder: Path) -> KeyFault:
    with pytest.raises(KeyFileError) as raised:
        sealing.signer_in(folder)
    return raised.value.fault


def test_a_key_is_made_at_first_use_and_is_the_same_from_then_on(folder: Path) -> None:
    made = sealing.signer_in(folder)
    assert sealing.signer_in(folder).public == made.public
    assert sealing.public_keys(folder / PUBLIC_FILE) == [made.public]


def test_only_its_owner_may_read_the_key_whatever_the_umask(folder: Path) -> None:
    before = os.umask(0)
    try:
        sealing.signer_in(folder)
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / KEY_FILE).stat().st_mode & 0o777 == 0o400
    assert sorted(path.name for path in folder.iterdir()) == [KEY_FILE, PUBLIC_FILE]


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o420, 0o644])
def test_a_key_that_others_may_read_is_refused(folder: Path, mode: int) -> None:
    sealing.signer_in(folder)
    (folder / KEY_FILE).chmod(mode)
    assert _fault_of(folder) is KeyFault.READABLE


@pytest.mark.parametrize("mode", [0o770, 0o702, 0o777])
def test_a_folder_in_which_others_may_write_is_refused(folder: Path, mode: int) -> None:
    sealing.signer_in(folder)
    folder.chmod(mode)
    assert _fault_of(folder) is KeyFault.WRITABLE


def test_nothing_is_made_in_a_folder_in_which_others_may_write(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    assert _fault_of(folder) is KeyFault.WRITABLE
    assert not list(folder.iterdir())


def test_a_link_to_a_key_elsewhere_is_refused(folder: Path, tmp_path: Path) -> None:
    sealing.signer_in(folder)
    (folder / KEY_FILE).rename(tmp_path / "key")
    (folder / KEY_FILE).symlink_to(tmp_path / "key")
    with pytest.raises(OSError, match="symbolic links"):
        sealing.signer_in(folder)


def _other_kind_of_key() -> bytes:
    return X25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


@pytest.mark.parametrize("content", [b"", b"not a key", _other_kind_of_key()])
def test_a_file_that_holds_no_signing_key_is_refused(folder: Path, content: bytes) -> None:
    folder.mkdir(parents=True, mode=0o700)
    (folder / KEY_FILE).write_bytes(content)
    (folder / KEY_FILE).chmod(0o400)
    assert _fault_of(folder) is KeyFault.NO_KEY


def test_what_a_crash_left_half_written_is_written_anew(folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o700)
    (folder / f".{KEY_FILE}.new").write_bytes(b"-----BEGIN PRI")
    sealing.signer_in(folder)
    assert sorted(path.name for path in folder.iterdir()) == [KEY_FILE, PUBLIC_FILE]


def test_many_at_once_get_the_same_first_key(folder: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        keys = list(threads.map(lambda _n: sealing.signer_in(folder).public, range(24)))
    assert len(set(keys)) == 1


def test_processes_at_once_get_the_same_first_key(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from monitor import sealing;"
        "print(sealing.signer_in(Path(sys.argv[1])).public)"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(folder)],
            cwd=Path(__file__).parents[1],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _number in range(4)
    ]
    assert len({process.communicate()[0] for process in started}) == 1
    assert all(process.returncode == 0 for process in started)


def test_after_a_lost_key_the_public_ones_of_both_are_known(folder: Path) -> None:
    lost = sealing.signer_in(folder)
    (folder / KEY_FILE).unlink()
    new = sealing.signer_in(folder)
    assert lost.public != new.public
    assert sealing.public_keys(folder / PUBLIC_FILE) == [lost.public, new.public]


@given(message=st.binary(), other=st.binary())
def test_a_signature_is_of_its_message_and_key_only(message: bytes, other: bytes) -> None:
    signer = sealing.new_signer()
    signature = signer.sign(message)
    assert signer.public.verifies(signature, message)
    assert signer.public.verifies(signature, other) == (message == other)
    assert not sealing.new_signer().public.verifies(signature, message)


def test_ed25519_as_the_first_vectors_of_rfc_8032_have_it() -> None:
    key = PublicKey(
        bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    )
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert key.verifies(signature, b"\x72")
    assert not key.verifies(signature, b"\x73")
    assert not key.verifies(signature[:-1] + b"\x01", b"\x72")


def test_a_public_key_is_read_as_it_is_written() -> None:
    key = sealing.new_signer().public
    assert PublicKey.read(f" {key}\n") == key


@pytest.mark.parametrize(
    "line",
    [
        "",
        "monitor",
        "monitor+00000000+AQ==",
        "monitor+00000000+%%%",
        "monitor+00000000+" + base64.b64encode(b"\x01" + bytes(32)).decode(),
        pytest.param(
            "other" + str(sealing.new_signer().public).removeprefix("monitor"), id="another name"
        ),
        "ñ",
    ],
)
def test_what_is_no_public_key_is_refused(line: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r".*"):
        PublicKey.read(line)
    (tmp_path / "keys.pub").write_text(f"{sealing.new_signer().public}\n{line or '?'}\n")
    with pytest.raises(KeyFileError) as raised:
        sealing.public_keys(tmp_path / "keys.pub")
    assert raised.value.fault is KeyFault.NO_PUBLIC_KEY


def test_a_file_without_lines_holds_no_public_key(tmp_path: Path) -> None:
    (tmp_path / "keys.pub").write_bytes(b"\n\n")
    with pytest.raises(KeyFileError):
        sealing.public_keys(tmp_path / "keys.pub")


def test_the_private_key_is_never_shown(folder: Path) -> None:
    signer = sealing.signer_in(folder)
    assert "PrivateKey" not in repr(signer)
    assert repr(signer) == "Signer()"


def test_public_keys_of_former_places_stand_above_its_own(folder: Path) -> None:
    former = [sealing.new_signer().public, sealing.new_signer().public]
    own = sealing.signer_in(folder).public
    sealing.remember(folder, [*former, own])
    sealing.remember(folder, former)
    assert sealing.public_keys(folder / PUBLIC_FILE) == [*former, own]
    assert sealing.signer_in(folder).public == own


def test_a_folder_that_is_new_may_know_former_keys_first(tmp_path: Path) -> None:
    former = sealing.new_signer().public
    sealing.remember(tmp_path / "new", [former])
    own = sealing.signer_in(tmp_path / "new").public
    assert sealing.public_keys(tmp_path / "new" / PUBLIC_FILE) == [former, own]
