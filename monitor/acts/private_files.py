"""Files and folders that their owner alone may read, from the moment they are there."""

import os
from pathlib import Path

_OWNER_ONLY, _OWNERS_FOLDER = 0o600, 0o700


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, for its owner alone; one that is there stays as it is.

    Raises:
        OSError: the system refuses.
    """
    folder.mkdir(mode=_OWNERS_FOLDER, parents=True, exist_ok=True)


def make_file(file: Path) -> None:
    """Make an empty file that its owner alone may read.

    Raises:
        FileExistsError: there is one.
        OSError: the system refuses.
    """
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY))
