"""Keys and signatures (Ed25519): the only module that uses `cryptography`; it knows no tables.

Signatures and public keys are those of signed notes (https://c2sp.org/signed-note), so that an
auditor may check them with other people's programs.
"""

import base64
import binascii
import fcntl
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NAME = "monitor"
"""Who signs, in the words of a signed note."""

KEY_FILE = "audit-signing.pem"
PUBLIC_FILE = "audit-signing.pub"

_ED25519 = b"\x01"  # how a signed note marks the algorithm
_DIGITS = 8  # of a key id
_OTHERS_READ, _OTHERS_WRITE = 0o077, 0o022


class KeyFault(Enum):
    """Why a key file is refused; `reports.audit_wording` says it in words."""

    READABLE = "others may read it"
    WRITABLE = "others may change the folder it is in"
    NO_KEY = "it is not a key that was made here"
    NO_PUBLIC_KEY = "it holds no public key"


class KeyFileError(Exception):
    """A key file, or its folder, that cannot be used as it is."""

    def __init__(self, fault: KeyFault, file: Path) -> None:
        """Keep what is wrong, and with which file or folder."""
        super().__init__(f"{file}: {fault.value}")
        self.fault, self.file = fault, file


@dataclass(frozen=True)
class PublicKey:
    """What checks signatures; `str()` is the line that is handed out."""

    raw: bytes

    @classmethod
    def read(cls, line: str) -> "PublicKey":
        """Read `monitor+<key id>+<base64>`.

        Raises:
            ValueError: it is not such a line, or its id is not that of its key.
        """
        encoded = line.strip().split("+", 2)[-1]
        try:
            decoded = base64.b64decode(encoded, validate=True)
        except binascii.Error as error:
            raise ValueError(line) from error
        found = cls(decoded[1:])
        if len(found.raw) != 32 or str(found) != line.strip():  # noqa: PLR2004 - RFC 8032: 32 octets
            raise ValueError(line)
        return found

    @property
    def key_id(self) -> str:
        """The first eight hexadecimal digits of a SHA-256 over the name and the key."""
        return hashlib.sha256(f"{NAME}\n".encode() + _ED25519 + self.raw).hexdigest()[:_DIGITS]

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Tell whether the signature is this key's, of exactly this message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def __str__(self) -> str:
        return f"{NAME}+{self.key_id}+{base64.b64encode(_ED25519 + self.raw).decode()}"


@dataclass(frozen=True)
class Signer:
    """A private key that signs; it is never shown."""

    _key: Ed25519PrivateKey = field(repr=False)

    @property
    def public(self) -> PublicKey:
        """The key that checks what this one signs."""
        return PublicKey(self._key.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of a signature."""
        return self._key.sign(message)


def new_signer() -> Signer:
    """Return a signer with a new key, kept nowhere."""
    return Signer(Ed25519PrivateKey.generate())


def signer_in(folder: Path) -> Signer:
    """Return the signer whose key is in `folder`; make the key, and the folder, at first use.

    The private key is readable by its owner only. The public one stands beside it, below those of
    keys that were there before: what they signed can still be checked.

    Raises:
        KeyFileError: others may read the key or change its folder, or it is not such a key.
        OSError: the system refuses.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _locked(folder):  # two processes may need the first key at once
        if not (folder / KEY_FILE).exists():
            _keep(folder, new_signer())
        signer = _read(folder / KEY_FILE)
        _make_known(folder / PUBLIC_FILE, signer.public)
    return signer


def remember(folder: Path, keys: Iterable[PublicKey]) -> None:
    """Let `folder` know the public keys of where a register was before, above its own.

    Raises:
        KeyFileError: others may change the folder.
        OSError: the system refuses.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / PUBLIC_FILE
    with _locked(folder):
        known = public_keys(file) if file.exists() else []
        new = [key for key in dict.fromkeys(keys) if key not in known]
        if new:
            _write(file, "".join(f"{key}\n" for key in [*new, *known]).encode(), 0o444)


def public_keys(file: Path) -> list[PublicKey]:
    """Return the public keys in a file, one a line.

    Raises:
        KeyFileError: a line is no public key, or there is none.
        OSError: the system refuses.
    """
    lines = [line for line in file.read_text("utf-8", "replace").splitlines() if line.strip()]
    try:
        found = [PublicKey.read(line) for line in lines]
    except ValueError:
        found = []
    if not found:
        raise KeyFileError(KeyFault.NO_PUBLIC_KEY, file)
    return found


def _keep(folder: Path, signer: Signer) -> None:
    pem = signer._key.private_bytes(  # noqa: SLF001 - this module is the one that may see it
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    _write(folder / KEY_FILE, pem, 0o400)


def _make_known(file: Path, public: PublicKey) -> None:
    known = public_keys(file) if file.exists() else []
    if public not in known:
        _write(file, "".join(f"{key}\n" for key in [*known, public]).encode(), 0o444)


def _read(file: Path) -> Signer:
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as opened:
        if stat.S_IMODE(os.fstat(descriptor).st_mode) & _OTHERS_READ:
            raise KeyFileError(KeyFault.READABLE, file)
        content = opened.read()
    try:
        key = serialization.load_pem_private_key(content, None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(KeyFault.NO_KEY, file)
    return Signer(key)


def _write(file: Path, content: bytes, mode: int) -> None:
    """Write a file whole or not at all, and so that a power cut does not take it back."""
    temporary = file.with_name(f".{file.name}.new")
    temporary.unlink(missing_ok=True)  # what a crash left; whoever writes holds the lock
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with os.fdopen(os.open(temporary, flags, mode), "wb") as opened:
        os.fchmod(opened.fileno(), mode)  # whatever the umask takes away
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    temporary.rename(file)
    _sync(file.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if stat.S_IMODE(os.fstat(descriptor).st_mode) & _OTHERS_WRITE:
            raise KeyFileError(KeyFault.WRITABLE, folder)
        yield
    finally:
        os.close(descriptor)
