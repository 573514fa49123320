"""Files written whole or not at all: into a folder of their own, then into place at once."""

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.intake import sheets, sources
from monitor.intake.faults import Fault, IntakeError
from monitor.intake.folders import INSTITUTION_FILE, label
from monitor.intake.sources import csv
from monitor.text import _


@contextmanager
def placed(folder: Path, *, force: bool = False) -> Iterator[Path]:
    """Give a new folder to write an inventory into; at the end its files stand in `folder`.

    Everything is on the disk before anything is moved. A folder that is not there appears whole;
    into one that is there, files are moved one by one. With `force`, the sheets and the file of
    the institution that `folder` has are replaced, those that are not written anew included;
    what is no part of an inventory stays.

    Raises:
        IntakeError: `folder` is a file, or has files and `force` is not given.
        OSError: the files cannot be written.
    """
    refuse(folder, force=force)
    there = folder.is_dir()
    home = folder if there else folder.parent
    home.mkdir(parents=True, exist_ok=True)
    draft = home / f".export-{secrets.token_hex(8)}"
    draft.mkdir()
    try:
        yield draft
        _sync(draft.iterdir())
        _sync([draft])
        if there:
            _move(draft, folder)
        else:
            draft.rename(folder)
        _sync([home])
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def refuse(folder: Path, *, force: bool) -> None:
    """Stop where an inventory may not be written.

    Raises:
        IntakeError: `folder` is a file, or has files and `force` is not given.
        OSError: it cannot be looked into.
    """
    reason = None
    if folder.exists() and not folder.is_dir():
        reason = _("This is a file; give the name of a folder.")
    elif not force and folder.is_dir() and any(folder.iterdir()):
        reason = _(
            "There are files in this folder; give an empty one, or add --force to replace the "
            "inventory in it."
        )
    if reason:
        raise IntakeError([Fault(label(folder), None, None, None, reason)])


def _move(draft: Path, folder: Path) -> None:
    written = {path.name for path in draft.iterdir()}
    for name in written:
        (draft / name).replace(folder / name)
    for path in folder.iterdir():
        if path.name not in written and _is_of_an_inventory(path):
            path.unlink()


def _is_of_an_inventory(path: Path) -> bool:
    """Tell whether a file would be read together with the inventory just written."""
    if path.is_dir() or path.name.startswith((".", "~")):
        return False
    source = sources.of(path)
    is_sheet = source is csv and sheets.named(path.stem) is not None
    return is_sheet or path.name.lower() == INSTITUTION_FILE


def _sync(paths: Iterable[Path]) -> None:
    """Wait until the system has written files, or the names in a folder, to the disk."""
    for path in paths:
        at = os.open(path, os.O_RDONLY)
        try:
            os.fsync(at)
        finally:
            os.close(at)
