"""The file of a register on SQLite: where it lies, who may read it, and where it must not lie."""

from pathlib import Path

from sqlalchemy import URL

from monitor import settings
from monitor.acts import private_files
from monitor.db import StoreError
from monitor.text import _, refusal

MAGIC = b"SQLite format 3\0"
MOUNTS = Path("/proc/self/mounts")
# Locks do not hold there, and a write-ahead log cannot be shared: https://www.sqlite.org/wal.html
NETWORK = frozenset(
    {
        *("afs", "beegfs", "ceph", "cifs", "davfs", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs"),
        *("nfs4", "ocfs2", "smb3", "smbfs", "fuse.ceph", "fuse.davfs2", "fuse.glusterfs"),
        *("fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
    }
)


class NoRegisterError(StoreError):
    """There is no register there yet, and the caller may not make one."""


def default_url() -> str:
    """Return the URL of the register in this user's own data folder."""
    return f"sqlite:///{Path(settings.data_folder()) / 'register.db'}"


def keys_folder(where: URL) -> Path:
    """Return the folder of a register's keys: beside its file; this user's own for a server."""
    beside = where.get_backend_name() == "sqlite" and where.database
    return (Path(beside).parent if beside else Path(settings.data_folder())) / "keys"


def prepare(file: Path, *, may_create: bool) -> None:
    """See that `file` can be a register, and make it, empty and private, where it may be made.

    Raises:
        NoRegisterError: it is not there, and may not be made.
        StoreError: it is not a database, or in a place where it must not be.
    """
    try:
        _refuse_network(file)
        if not file.exists():
            _make(file, may_create=may_create)
        elif not file.is_file() or _holds_something_else(file):
            told = _("{place} is not a database; give the place of a register, or of a new one.")
            raise StoreError(told.format(place=file))
    except OSError as error:
        raise StoreError(_not_opened(file, error)) from None


def make_folder(file: Path) -> None:
    """Make the folder that `file` is to lie in, for its owner alone; one that is there stays.

    Raises:
        StoreError: it lies on a network filesystem, or cannot be made.
    """
    try:
        _refuse_network(file)
        private_files.make_folder(file.parent)
    except OSError as error:
        raise StoreError(_not_opened(file, error)) from None


def network_filesystem(folder: Path) -> str | None:
    """Return the kind of network filesystem that `folder` lies on, None where it is none."""
    if not MOUNTS.exists():  # only Linux tells it so
        return None
    where, deepest, kind = folder.resolve(), -1, ""
    for line in MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, point, name, *_rest = line.split(" ")
        mount = Path(point.replace("\\040", " "))
        if where.is_relative_to(mount) and len(mount.parts) >= deepest:
            deepest, kind = len(mount.parts), name
    return kind if kind in NETWORK else None


def _not_opened(file: Path, error: OSError) -> str:
    told = _("{place} cannot be opened: {detail}.")
    return told.format(place=file, detail=refusal(error))


def _refuse_network(file: Path) -> None:
    kind = network_filesystem(file.resolve().parent)
    if kind:
        told = _(
            "{place} lies on a network filesystem ({kind}), where a register can be torn apart. Put"
            " it on a disk of this machine, or use PostgreSQL to share it."
        )
        raise StoreError(told.format(place=file, kind=kind))


def _make(file: Path, *, may_create: bool) -> None:
    if not may_create:
        told = _("There is no register at {place} yet; make one with: monitor init")
        raise NoRegisterError(told.format(place=file))
    private_files.make_folder(file.parent)
    try:
        private_files.make_file(file)
    except FileExistsError:  # another monitor was quicker
        return


def _holds_something_else(file: Path) -> bool:
    with file.open("rb") as content:
        start = content.read(len(MAGIC))
    return start not in {b"", MAGIC}
