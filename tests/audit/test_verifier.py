"""The verifier that stands alone: short, without monitor, and of the same opinion."""

import ast
import json
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from monitor import db
from monitor.audit import verifier
from monitor.audit.models import AuditEntry, AuditHead, Checkpoint
from monitor.audit.queries import Wanted
from monitor.reports.audit import Shown, write_log
from monitor.scope import Scope
from tests.audit.logs import IEE, OPLE, Log, filled

SCRIPT = Path(verifier.__file__)
LINES = 80


def _said(*arguments: object, cwd: Path, told: str = "") -> tuple[int, list[str]]:
    """Run the script alone, where nothing of monitor can be found."""
    script = cwd / "verifier.py"
    shutil.copy(SCRIPT, script)
    done = subprocess.run(
        [sys.executable, "-I", str(script), *map(str, arguments)],
        cwd=cwd,
        input=told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr, done.stderr
    return done.returncode, sorted(done.stdout.splitlines())


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    folder = tmp_path / "auditor"
    folder.mkdir()
    return folder


@pytest.fixture
def of_a_file(tmp_path: Path) -> Log:
    return filled(db.open_database(f"sqlite:///{tmp_path / 'log.db'}"), tmp_path / "anchors")


def _file(log: Log) -> str:
    return str(log.engine.url.database)


def _as_json(log: Log, *chains: int) -> str:
    out = StringIO()
    with db.reading(log.engine) as connection:
        for chain in chains:
            write_log(connection, Scope(chain), Wanted(), Shown("json", "UTC"), out)
    return out.getvalue()


def test_it_is_short_enough_to_be_read_and_needs_python_only() -> None:
    source = SCRIPT.read_text()
    assert len(source.splitlines()) <= LINES
    imported = {
        name
        for node in ast.walk(ast.parse(source))
        for name in (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names


def test_an_intact_register_is_intact_with_its_tail_counted(of_a_file: Log, alone: Path) -> None:
    of_a_file.act(2)
    status, lines = _said(_file(of_a_file), of_a_file.folder, cwd=alone)
    assert status == 0
    assert lines == [
        "chain 0: intact, 1 entries, the last 0 of them without an anchor",
        f"chain {IEE}: intact, 14 entries, the last 2 of them without an anchor",
        f"chain {OPLE}: intact, 9 entries, the last 0 of them without an anchor",
    ]


def test_it_writes_nothing_to_the_register_it_reads(of_a_file: Log, alone: Path) -> None:
    of_a_file.engine.dispose()
    before = {
        path.name: path.read_bytes() for path in Path(_file(of_a_file)).parent.glob("log.db*")
    }
    _said(_file(of_a_file), cwd=alone)
    after = Path(_file(of_a_file)).read_bytes()
    assert after == before["log.db"]


def test_an_altered_register_is_altered_from_the_same_entry(of_a_file: Log, alone: Path) -> None:
    of_a_file.change(AuditEntry, 6, actor="eva")
    status, lines = _said(_file(of_a_file), of_a_file.folder, cwd=alone)
    assert status == 4
    assert lines[1] == f"chain {IEE}: ALTERED from entry 6 to 6 on"
    assert "intact" in lines[0]
    assert "intact" in lines[2]


def test_a_shortened_register_is_caught_by_the_anchors_only(of_a_file: Log, alone: Path) -> None:
    of_a_file.delete(AuditEntry, 7)
    of_a_file.delete(Checkpoint, 7)
    of_a_file.change(AuditHead, None, seq=7, hash=of_a_file.stored()[7].hash)
    assert _said(_file(of_a_file), cwd=alone)[0] == 0
    status, lines = _said(_file(of_a_file), of_a_file.folder, cwd=alone)
    assert (status, lines[1]) == (4, f"chain {IEE}: ALTERED from entry 8 to 8 on")


def test_a_folder_without_anchors_proves_nothing_and_is_refused(
    of_a_file: Log, alone: Path
) -> None:
    command = [sys.executable, "-I", str(SCRIPT), _file(of_a_file), str(alone)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"no anchors in {alone}\n"


def test_json_of_either_engine_is_read_in_place_of_a_file(kept: Log, alone: Path) -> None:
    told = _as_json(kept, 0, IEE, OPLE)
    status, lines = _said("-", kept.folder, cwd=alone, told=told)
    assert status == 0
    assert [line.partition(",")[0] for line in lines] == [
        "chain 0: intact",
        f"chain {IEE}: intact",
        f"chain {OPLE}: intact",
    ]
    altered = told.replace("«ñ»", "«n»", 1)
    assert _said("-", kept.folder, cwd=alone, told=altered)[0] == 4


def test_json_of_one_chain_is_not_asked_for_the_others(kept: Log, alone: Path) -> None:
    status, lines = _said("-", kept.folder, cwd=alone, told=_as_json(kept, IEE))
    assert (status, len(lines)) == (0, 1)


def test_json_that_lacks_its_end_is_shorter_than_its_anchors(kept: Log, alone: Path) -> None:
    entries = json.loads(_as_json(kept, IEE))[:-3]
    told = "\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    status, lines = _said("-", kept.folder, cwd=alone, told=told)
    assert (status, lines) == (4, [f"chain {IEE}: ALTERED from entry 10 to 10 on"])


def test_details_that_are_not_canonical_are_handed_over_as_they_are(kept: Log, alone: Path) -> None:
    kept.change(AuditEntry, 6, details='{"a": 1, "a": 2}')
    told = _as_json(kept, IEE)
    assert json.loads(told)[5]["details"] == '{"a": 1, "a": 2}'
    status, lines = _said("-", cwd=alone, told=told)
    assert (status, lines) == (4, [f"chain {IEE}: ALTERED from entry 6 to 6 on"])


def test_without_a_register_it_says_how_it_is_used(alone: Path) -> None:
    shutil.copy(SCRIPT, alone)
    done = subprocess.run(
        [sys.executable, "verifier.py"], cwd=alone, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "python3 verifier.py REGISTER.db [ANCHORS]" in done.stderr
