"""What others may not read cannot be read by them for a moment, whatever the umask allows."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.acts import private_files


@pytest.fixture(autouse=True)
def _generous() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_a_file_is_its_owners_alone_and_new(tmp_path: Path) -> None:
    file = tmp_path / "register.db"
    private_files.make_file(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text("precious")
    with pytest.raises(FileExistsError):
        private_files.make_file(file)
    assert file.read_text() == "precious"


def test_a_folder_is_its_owners_alone_and_one_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(mode=0o755)
    private_files.make_folder(tmp_path / "shared")
    private_files.make_folder(tmp_path / "own")
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("shared", "own")]
    assert modes == [0o755, 0o700]
