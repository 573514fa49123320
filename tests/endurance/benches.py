"""A register on a bench: workers on it are killed, and it is looked at after each kill."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from monitor import db
from monitor.acts import backup_files, proving, taking_files, unit_of_work
from monitor.acts.auditing import known_keys
from monitor.acts.backup_files import BackupError
from monitor.acts.registers import scope_of
from monitor.acts.taking_files import Offered
from monitor.audit.models import INSTALLATION
from monitor.audit.verifying import Outside
from monitor.db import StoreError
from monitor.sealing import PublicKey
from tests.acts.living import ANA, opened
from tests.cli.processes import ROOT, surroundings
from tests.endurance import killed
from tests.endurance.acting import ACTS, SINCE, Desk, actor, backup_of, folder_of
from tests.endurance.killed import IN_FULL, Model, Seen

EACH = {"set": 4, "passwords": 2, "import": 1, "round": 1, "backup": 1}
"""How many acts a worker is to do."""

_KEPT = 3  # backups that were acknowledged; all there are get proved again after each kill
_PATIENCE = 10  # seconds until a server has noticed that its client is gone


@dataclass(frozen=True)
class Killed:
    """What became of one worker: where it was, how often its act was saved, all faults since."""

    act: str
    told: tuple[int, ...]
    where: str
    saved: int
    faults: tuple[str, ...]


@dataclass
class Bench:
    """A register, the workshop on it, and what must be on record.

    `ends` is how many entries each chain had when it was looked at last, through `engine`, which
    has no connection meanwhile. `measured` are the points and the seconds of what a worker does,
    `backups` the newest that were acknowledged.
    """

    url: str
    folder: Path
    process: "subprocess.Popen[str]"
    chain: int
    seen: Seen
    model: Model
    ends: dict[int, int]
    engine: Engine
    keys: list[PublicKey]
    number: int = 1
    slowest: float = 0.0
    backups: list[Path] = field(default_factory=list)
    measured: dict[str, tuple[int, float]] = field(default_factory=dict)

    def measure(self, *acts: str) -> list[str]:
        """Do acts of each kind without a kill, and keep how long they take; return all faults."""
        done = {}
        for act in [*acts, *acts]:  # the first time, statements are compiled
            answer = self._ask(do="measure", act=act, first=self.number, acts=1)
            done[self.number] = act
            self.number += 1
            self.measured[act] = (answer["points"] * EACH[act], answer["seconds"] * EACH[act])
        self.backups += [backup_of(self.folder, each) for each in done if done[each] == "backup"]
        return [*self._backups({}), *self._look(done, {})]

    def kill(self, act: str, acts: int | None = None, **how: Any) -> Killed:
        """Let a worker do acts, kill it, use the register at once, and look at it."""
        first, acts = self.number, EACH[act] if acts is None else acts
        answer = self._ask(do="kill", act=act, first=first, acts=acts, **how)
        told = tuple(int(each) for each in answer["told"] if each.isdecimal())
        self.number += acts
        flying = first + len(told)
        began = dict.fromkeys((*told, flying), act)
        found = [] if answer["killed"] else [f"it was not killed: {answer['told']}"]
        found += self._backups({number: number in told for number in began if act == "backup"})
        try:
            used = self._use(act, flying)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
            used = {}
            found.append(f"the register cannot be used: {error!r}")
        found += self._look({**dict.fromkeys(told, act), **used}, {flying: act})
        return Killed(act, told, answer["where"], answer["saved"], tuple(found))

    def send(self, line: dict[str, Any]) -> None:
        """Send the workshop a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()

    def _ask(self, **order: Any) -> dict[str, Any]:
        assert self.process.stdout is not None
        self.send(order)
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def _use(self, act: str, flying: int) -> dict[int, str]:
        """Open the register and do one more act: the backup that was cut short, or a plain one."""
        number, again = self.number, "set"
        if act == "backup" and not backup_of(self.folder, flying).exists():
            number, again = flying, "backup"
        began = time.perf_counter()
        with opened(self.url) as register:
            desk = Desk(register, scope_of(register, None), self.folder)
            ACTS[again](desk, number, unit_of_work.begin)
        if again == "backup":
            self.backups.append(backup_of(self.folder, number))
        self.slowest = max(self.slowest, time.perf_counter() - began)
        self.number += 1
        return {number: again}

    def _look(self, promised: dict[int, str], flying: dict[int, str]) -> list[str]:
        """Return every fault of the register, and go on from what it is."""
        found = list(_quiet(self.engine))
        with db.reading(self.engine) as connection:
            now = Seen.of(connection, self.ends)
            outside = Outside(tuple(self.keys), self.folder / "anchors")
            found += killed.unsound(connection, outside)
            ends = {end.chain: end.size for end in proving.ends_of(connection)}
        self.engine.dispose()
        found += self._compare(now, promised, {**flying, **promised})
        self.seen, self.model, self.ends = now, Model.read(now.contents), ends
        return found

    def _compare(self, now: Seen, promised: dict[int, str], acts: dict[int, str]) -> Iterator[str]:
        names = {actor(number).name: number for number in sorted(acts)}
        there = killed.by_act(now.entries)
        for name, number in names.items():
            if name in there or number in promised:
                self.model.follow(acts[number], number)
            if name not in there and number in promised:
                yield f"acknowledged and not in the log: {acts[number]} {number}"
        for name, entries in there.items():
            if name not in names:
                yield f"nobody did this: {name} {dict(entries)}"
            elif entries != IN_FULL[acts[names[name]]]:
                yield f"not the whole act: {name} {dict(entries)}"
        yield from killed.unlike(self.model, now.contents)
        yield from killed.uneven(now.contents)
        changed = killed.differences(self.seen.contents, now.contents)
        yield from killed.unaccounted(changed, now.entries, self.chain)
        yield from self._told_of_backups(now)

    def _told_of_backups(self, now: Seen) -> Iterator[str]:
        """Hold the log's entries on backups against the files."""
        for entry in now.entries:
            if entry.institution_id == INSTALLATION:
                details = json.loads(entry.details)
                file = self.folder / "backups" / details["file"]
                if not file.exists() or backup_files.digest(file) != details["sha256"]:
                    yield f"the log tells of a backup that is not there: {details}"

    def _backups(self, taken: dict[int, bool]) -> Iterator[str]:
        """Say what is wrong with the files of backups, and forget the oldest.

        `taken` are the numbers of new ones, and whether they were acknowledged.
        """
        self.backups += [backup_of(self.folder, number) for number, told in taken.items() if told]
        for file in self.backups:
            if not (file.exists() and backup_files.manifest_of(file).exists()):
                yield f"a backup was acknowledged and is not there: {file.name}"
        for file in sorted((self.folder / "backups").iterdir()):
            if file.suffix != ".json":
                new = int(file.name.strip(".").partition(".")[0]) in taken
                yield from self._unproved(file, new=new)
        for file in self.backups[:-_KEPT]:
            backup_files.manifest_of(file).unlink(missing_ok=True)
            file.unlink(missing_ok=True)
        del self.backups[:-_KEPT]

    def _unproved(self, file: Path, *, new: bool) -> Iterator[str]:
        """Say what is wrong with a file that may be a backup; a hidden one need not be any."""
        try:
            ends = {end.chain: end.size for end in proving.prove(file).ends}
        except (BackupError, StoreError, OSError) as error:
            if not file.name.startswith("."):
                yield f"not a backup, and named like one: {file.name}: {error}"
            return
        if not (file.name.startswith(".") or backup_files.manifest_of(file).exists()):
            yield f"a backup without its manifest: {file.name}"
        if new:
            yield from self._not_whole(file, ends)

    def _not_whole(self, file: Path, ends: dict[int, int]) -> Iterator[str]:
        """Say in what a proved backup differs from the register when it was taken."""
        engine = db.open_copy(file)
        with engine.connect() as connection:
            content = Seen.of(connection).contents
        engine.dispose()
        if (content, ends) != (self.seen.contents, self.ends):
            yield f"it passes for a whole backup and is not: {file.name}"


def _quiet(engine: Engine) -> Iterator[str]:
    """Wait until a server has let go of what was killed; what it still does would come too late."""
    if engine.dialect.name == "sqlite":
        return
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    end = time.monotonic() + _PATIENCE
    with engine.connect() as opened:
        connection = opened.execution_options(isolation_level="AUTOCOMMIT")
        while connection.exec_driver_sql(query).scalar():
            if time.monotonic() > end:
                yield "the server still works for a client that was killed"
                return
            time.sleep(0.005)


@contextmanager
def bench(url: str, folder: Path) -> Iterator[Bench]:
    """Make a register at `url`, and give the workshop on it; all its files lie in `folder`."""
    for name in ("backups", "anchors"):
        (folder / name).mkdir(parents=True)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.endurance.killing"],
        cwd=ROOT,
        env=surroundings(MONITOR_ANCHORS=str(folder / "anchors")),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            made = _made(url, folder, process)
            made.send({"url": url, "folder": str(folder)})
            yield made
        finally:
            process.kill()


def _made(url: str, folder: Path, process: "subprocess.Popen[str]") -> Bench:
    """Make the register while the workshop, which waits for it, is being set up."""
    with opened(url, may_create=True) as register:
        files = Offered(folder_of(folder, 0), SINCE)
        taking_files.take(register, ANA, None, files, lambda _sheet, _rows: None)
        chain = scope_of(register, None).institution_id
        with db.reading(register.engine) as connection:
            seen = Seen.of(connection)
            ends = {end.chain: end.size for end in proving.ends_of(connection)}
        keys = known_keys(register)
    model, engine = Model.read(seen.contents), db.open_database(url)
    return Bench(url, folder, process, chain, seen, model, ends, engine, keys)
