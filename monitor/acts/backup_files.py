"""The files of a backup: a copy of the register, and beside it a manifest of what it must be."""

import errno
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from monitor.acts import private_files
from monitor.sealing import PublicKey
from monitor.text import _

SCHEMA = "monitor.backup/1"


class BackupError(Exception):
    """A backup that is not what it should be; the message is a finished sentence."""


class LiveRegisterError(Exception):
    """There is a register already where a backup is to go; carries what people call it."""


@dataclass(frozen=True)
class End:
    """How a chain of the log ends: its number of entries, and the hash of the last one."""

    chain: int
    size: int
    head: str


@dataclass(frozen=True)
class Manifest:
    """What a backup must be: the bytes of its file, and the state of the register in it.

    `keys` are the public keys of the log, which travel with it: what they signed stays provable.
    """

    file: str
    sha256: str
    size: int
    revision: str
    made_at: str
    release: str
    source: str
    ends: tuple[End, ...]
    keys: tuple[str, ...] = ()


def manifest_of(file: Path) -> Path:
    """Return where the manifest of a backup lies."""
    return file.with_name(f"{file.name}.json")


def read_manifest(file: Path) -> Manifest | None:
    """Return the manifest beside a backup, None where there is none.

    Raises:
        BackupError: there is something else in its place.
        OSError: it cannot be read.
    """
    place = manifest_of(file)
    if not place.exists():
        return None
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
        if found.pop("schema") != SCHEMA:
            raise BackupError(_not_a_manifest(place))
        ends = tuple(End(**end) for end in found["ends"])
        keys = tuple(str(PublicKey.read(line)) for line in found["keys"])
        return Manifest(**{**found, "ends": ends, "keys": keys})
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BackupError(_not_a_manifest(place)) from None


def refuse_to_overwrite(file: Path) -> None:
    """Refuse a name that is taken; a manifest alone is what a backup cut short left behind.

    Raises:
        FileExistsError: there is a file of that name, or no manifest where that would lie.
        OSError: what lies there cannot be read.
    """
    taken = file if file.exists() else None
    if taken is None:
        try:
            read_manifest(file)
        except BackupError:
            taken = manifest_of(file)
    if taken is not None:
        raise FileExistsError(errno.EEXIST, _("there is a file of that name"), str(taken))


def write_manifest(manifest: Manifest, file: Path) -> None:
    """Write the manifest beside a backup, whole or not at all."""
    place = manifest_of(file)
    partial = new_private(partial_of(place))
    content: dict[str, Any] = {"schema": SCHEMA, **asdict(manifest)}
    partial.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    put_in_place(partial, place)


def digest(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def partial_of(file: Path) -> Path:
    """Return where a file is written before it is put in its place."""
    return file.with_name(f".{file.name}.partial")


def new_private(file: Path) -> Path:
    """Make an empty file that its owner alone may read, in place of what a crash left there."""
    file.unlink(missing_ok=True)
    private_files.make_file(file)
    return file


def put_in_place(partial: Path, file: Path) -> None:
    """Let a finished file take its place, seen through to the disk: a power cut leaves one."""
    synchronise(partial)
    partial.replace(file)
    synchronise(file.parent)


def synchronise(path: Path) -> None:
    """See a file or a folder through to the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _not_a_manifest(place: Path) -> str:
    return _("{place} is not the manifest of a backup.").format(place=place)
