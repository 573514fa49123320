"""`monitor audit` as people type it: what is shown, what is proved, and with which exit code."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.audit import protection
from monitor.sealing import new_signer
from tests.cli.conftest import Run


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, institute: Path) -> Path:
    """Give the file of a register with the small institute in it, anchored outside."""
    file, anchors = tmp_path / "data" / "register.db", tmp_path / "anchors"
    anchors.mkdir()
    monkeypatch.setenv("MONITOR_DATABASE", f"sqlite:///{file}")
    monkeypatch.setenv("MONITOR_ANCHORS", str(anchors))
    made = run("init", "--code", "IEE", "--yes")
    assert made.exit_code == 0, made.output
    taken_in = run("import", institute)
    assert taken_in.exit_code == 0, taken_in.output
    return file


def _alter(database: Path, statement: str) -> None:
    connection = sqlite3.connect(database)
    for name in protection._ON_SQLITE:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.usefixtures("database")
def test_the_log_of_an_import_is_shown(run: Run) -> None:
    shown = run("audit", "show", "--last", 1)
    assert shown.exit_code == 0, shown.output
    assert "inventory imported" in shown.stdout
    assert "institution IEE" in shown.stdout
    assert "1 row" in shown.stdout
    everything = json.loads(run("audit", "show", "--all", "--format", "json").stdout)
    assert [entry["seq"] for entry in everything] == list(range(1, len(everything) + 1))
    assert everything[-1]["action"] == "institution:imported"


@pytest.mark.usefixtures("database")
def test_the_installation_s_own_log_is_shown_apart(run: Run) -> None:
    shown = run("audit", "show", "--installation")
    assert shown.exit_code == 0, shown.output
    assert "register brought to this release" in shown.stdout


@pytest.mark.usefixtures("database")
def test_entries_are_chosen_by_subject_action_actor_and_day(run: Run) -> None:
    of_accounts = json.loads(run("audit", "show", "--action", "account", "--format", "json").stdout)
    assert {entry["subject_kind"] for entry in of_accounts} == {"account"}
    assert "None." in run("audit", "show", "--actor", "nobody").stdout
    assert "None." in run("audit", "show", "--until", "2020-01-01").stdout
    assert "None." not in run("audit", "show", "--since", "01/01/2020").stdout


@pytest.mark.usefixtures("database")
def test_what_is_not_there_is_told_with_exit_code_2(run: Run) -> None:
    for asked in (["x/nobody"], ["--action", "account:renmed"], ["--since", "soon"]):
        shown = run("audit", "show", *asked)
        assert shown.exit_code == 2, asked
        assert "Traceback" not in shown.output


@pytest.mark.usefixtures("database")
def test_an_intact_log_is_proved(run: Run) -> None:
    proved = run("audit", "verify")
    assert proved.exit_code == 0, proved.output
    assert "the installation: intact, 1 entry; entries after the last anchor: 0" in proved.stdout
    assert "IEE: intact" in proved.stdout
    assert not proved.stderr


@pytest.mark.usefixtures("database")
def test_without_anchors_the_proof_is_doubted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MONITOR_ANCHORS")
    proved = run("audit", "verify")
    assert proved.exit_code == 0, proved.output
    assert "No checkpoints from outside were given (--anchors)" in proved.stderr
    assert "after the last anchor" not in proved.stdout


def test_without_a_public_key_the_proof_is_doubted(run: Run, database: Path) -> None:
    (database.parent / "keys" / "audit-signing.pub").unlink()
    proved = run("audit", "verify")
    assert proved.exit_code == 0, proved.output
    assert "signatures were not checked" in proved.stderr


def test_an_altered_log_ends_with_exit_code_4(run: Run, database: Path) -> None:
    _alter(database, "UPDATE audit_entry SET actor = 'eva' WHERE seq = 2 AND institution_id <> 0")
    proved = run("audit", "verify")
    assert proved.exit_code == 4
    assert "IEE: altered; the first bad entry is 2: it is not what was recorded" in proved.stdout
    assert "the installation: intact" in proved.stdout


def test_an_auditor_s_own_key_and_anchors_are_held_against_it(
    run: Run, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pubkey = tmp_path / "auditor.pub"
    pubkey.write_text(run("audit", "key").stdout)
    monkeypatch.delenv("MONITOR_ANCHORS")
    given = ("--anchors", tmp_path / "anchors", "--pubkey", pubkey)
    assert run("audit", "verify", *given).exit_code == 0
    pubkey.write_text(f"{new_signer().public}\n")
    unknown = run("audit", "verify", *given)
    assert unknown.exit_code == 4
    assert "Where another machine writes to this register" in unknown.stderr
    pubkey.write_text("?")
    refused = run("audit", "verify", *given)
    assert refused.exit_code == 3
    assert "holds no public key" in refused.stderr
    _alter(database, "DELETE FROM audit_entry WHERE seq = 1 AND institution_id = 0")
    assert run("audit", "verify", "--anchors", tmp_path / "anchors").exit_code == 4


def test_a_key_that_others_may_read_stops_every_change(
    run: Run, database: Path, institute: Path
) -> None:
    key = database.parent / "keys" / "audit-signing.pem"
    key.chmod(0o444)
    before = run("audit", "show", "--all", "--format", "json").stdout
    (institute / "accounts.csv").write_text("platform,handle,area\nx,nueva,JD01AGS\n")
    refused = run("import", institute / "accounts.csv")
    assert refused.exit_code == 3, refused.output
    assert f"chmod 400 {key}" in refused.stderr
    assert run("audit", "show", "--all", "--format", "json").stdout == before


def test_the_printed_verifier_agrees(run: Run, database: Path, tmp_path: Path) -> None:
    printed = run("audit", "verifier")
    assert printed.exit_code == 0
    script = tmp_path / "verifier.py"
    script.write_text(printed.stdout, encoding="utf-8")
    command: list[str | Path]
    command = [sys.executable, "-I", script, database, tmp_path / "anchors"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    told = run("audit", "show", "--all", "--format", "json").stdout
    command[3] = Path("-")
    done = subprocess.run(command, input=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    _alter(database, "UPDATE audit_entry SET action = 'x:y' WHERE seq = 2 AND institution_id <> 0")
    command[3] = database
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert "ALTERED from entry 2 to 2 on" in done.stdout


def test_a_folder_of_anchors_that_is_away_is_a_note(
    run: Run, database: Path, institute: Path, tmp_path: Path
) -> None:
    assert database.exists()
    (tmp_path / "anchors").rename(tmp_path / "unplugged")
    (institute / "accounts.csv").write_text("platform,handle,area\nx,nueva,JD01AGS\n")
    done = run("import", institute / "accounts.csv")
    assert done.exit_code == 0, done.output
    assert "Note: The checkpoint of the log could not be copied to" in done.stderr
