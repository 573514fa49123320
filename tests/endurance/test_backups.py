"""Backups taken while somebody writes without a pause: each is sound, and whole up to a moment.

Small on each push; `pytest tests/endurance/test_backups.py --full -s` takes 200 and prints figures.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from monitor.acts import backup_files, proving
from monitor.acts.backing_up import back_up
from monitor.acts.backup_files import BackupError, Manifest
from monitor.acts.registers import Register
from monitor.acts.restoring import Wanted, restore
from tests.acts.living import ANA, opened, with_people
from tests.cli.processes import ROOT, surroundings

EVER, PAUSE = "10000000", "5"  # a log that grows faster takes longer to prove, 200 times over


@dataclass(frozen=True)
class Sizes:
    """How many backups are taken, and how many plain copies stand against them."""

    backups: int
    copies: int


@pytest.fixture
def sizes(*, full: bool) -> Sizes:
    return Sizes(200, 60) if full else Sizes(5, 3)


@contextmanager
def writing(url: str) -> Iterator["Acknowledged"]:
    """Let another process write, act after act, for the length of the block."""
    command = [sys.executable, "-m", "tests.acts.writers", url, "os:desk@host", EVER, PAUSE]
    output = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, env=surroundings(), stdout=output, text=True
    ) as writer:
        assert writer.stdout is not None
        acknowledged = Acknowledged(writer.stdout.fileno())
        acknowledged.wait()
        try:
            yield acknowledged
        finally:
            writer.kill()


class Acknowledged:
    """What the writer said is saved, as far as it was heard."""

    def __init__(self, source: int) -> None:
        """Listen without waiting."""
        os.set_blocking(source, False)
        self._source, self._heard = source, b""

    def wait(self) -> None:
        """Wait for the first act."""
        while not self.last():
            time.sleep(0.01)

    def last(self) -> int:
        """Return the number of the newest entry that was acknowledged."""
        with suppress(BlockingIOError):
            while chunk := os.read(self._source, 1 << 16):
                self._heard = self._heard[-64:] + chunk
        lines = self._heard.split(b"\n")[:-1]
        return int(lines[-1]) if lines else 0


@pytest.fixture
def url(database_url: str) -> str:
    with_people(database_url, 20)
    with opened(database_url) as register, register.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE institution_version SET name = '0'")
    return database_url


def entries(proof: proving.Proof) -> int:
    """Return how many entries the institution's chain has."""
    return max(end.size for end in proof.ends if end.chain)


def test_backups_under_writing_are_sound_and_hold_all_that_was_acknowledged(
    url: str, tmp_path: Path, sizes: Sizes
) -> None:
    file, sizes_seen, began = tmp_path / "b.db", [], time.perf_counter()
    with writing(url) as acknowledged, opened(url) as register:
        for number in range(sizes.backups):
            promised = acknowledged.last()
            back_up(register, ANA, file)
            restored = tmp_path / f"restored-{number}.db"
            done = restore(Wanted(file, f"sqlite:///{restored}"), ANA)
            assert entries(done.proof) >= promised, "an acknowledged act is not in the backup"
            assert entries_of(restored) == entries(done.proof)
            sizes_seen.append(entries(done.proof))
            for path in (file, backup_files.manifest_of(file), restored):
                path.unlink()
    assert sizes_seen == sorted(sizes_seen)
    assert len(set(sizes_seen)) > sizes.backups // 2, "nobody was writing meanwhile"
    told = f"{sizes.backups} backups of {register.engine.dialect.name}, {sizes_seen[-1]} acts"
    print(f"\n{told}, {time.perf_counter() - began:.0f} s: all restored and sound")  # noqa: T201 - figures


def entries_of(restored: Path) -> int:
    """Open what was restored as a register, and count the entries of the institution's chain."""
    with opened(f"sqlite:///{restored}") as register, register.engine.connect() as connection:
        query = "SELECT count(*) FROM audit_entry WHERE institution_id <> 0"
        return connection.exec_driver_sql(query).scalar() or 0


def test_a_plain_copy_of_the_live_file_fails(tmp_path: Path, sizes: Sizes) -> None:
    """The positive control: what `cp` gives is neither whole nor taken for a backup."""
    live, copy = tmp_path / "r.db", tmp_path / "copy.db"
    with_people(f"sqlite:///{live}", 20)
    with opened(f"sqlite:///{live}") as register, register.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE institution_version SET name = '0'")
    refused = lacking = 0
    with writing(f"sqlite:///{live}"), opened(f"sqlite:///{live}") as register:
        for _each in range(sizes.copies):
            with register.engine.connect() as connection:
                ends = proving.ends_of(connection)
            shutil.copy(live, copy)
            refused += is_refused(copy)
            lacking += is_refused(as_if_it_were_a_backup(copy, register, ends))
            time.sleep(0.05)
    assert refused == sizes.copies, "a copy by other means was taken for a backup"
    assert lacking == sizes.copies, "a plain copy held all that was saved: no control at all"
    print(f"\n{lacking} of {sizes.copies} plain copies lack what was saved")  # noqa: T201 - figures


def as_if_it_were_a_backup(
    copy: Path, register: Register, ends: tuple[backup_files.End, ...]
) -> Path:
    """Give a plain copy the looks of a backup, with a manifest of what was saved before it."""
    content = bytearray(copy.read_bytes())
    content[18:20] = b"\1\1"
    copy.write_bytes(content)
    digest = backup_files.digest(copy)
    blank = Manifest(copy.name, digest, copy.stat().st_size, "0001", "", "", register.place, ends)
    backup_files.write_manifest(blank, copy)
    return copy


def is_refused(file: Path) -> bool:
    try:
        proving.prove(file)
    except BackupError:
        return True
    finally:
        backup_files.manifest_of(file).unlink(missing_ok=True)
    return False


def test_the_writer_of_these_tests_does_write(url: str) -> None:
    with writing(url) as acknowledged:
        first = acknowledged.last()
        end = time.monotonic() + 30
        while acknowledged.last() == first:
            assert time.monotonic() < end
            time.sleep(0.01)
