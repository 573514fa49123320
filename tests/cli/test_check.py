"""`monitor check`: what it prints, what it leaves alone, and how it exits."""

import csv
import io
import json
import os
import pty
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.processes import MONITOR, started, surroundings
from tests.reports.example import SHEETS, written

# An institute in which all that is mandatory is met or does not apply but for what is asked here.
RELAXED = "policies: [own]\n"
OWN_CONTROLS = """\
family: own
title: {en: Own, es: Propios}
controls:
  own.duty:
    class: computed
    subjects: [account]
    phase: operation
    title: {en: Owner named, es: Propietaria}
    checks: [administrators_count]
"""
OWN_PACK = """\
id: own
version: 1.0.0
title: {en: Own, es: Propio}
issuer: Us
status: in_force
adopted: null
in_force_from: 2026-01-01
source: {file: own.txt, sha256: "%s"}
timezone: America/Mexico_City
calendar: mx-lft
roles: {}
gap_resolver: null
numbering: {"1": One}
controls:
  own.duty:
    strength: STRENGTH
    severity: SEVERITY
    clauses: [{ref: "1", quote: One, en: One}]
    remediation: {en: Name one., es: Nombre.}
    examples: []
""" % ("0" * 64)
OWNERS = {
    "fail": "-,beto@iee.example",
    "unknown": ",beto@iee.example",
    "pass": "ana@iee.example,beto@iee.example",
}


def _own(folder: Path, outcome: str, severity: str = "high", strength: str = "must") -> Path:
    """Write an institute with one account that one control of its own judges as said."""
    pack = OWN_PACK.replace("SEVERITY", severity).replace("STRENGTH", strength)
    header = "platform,handle,area,owner,substitute\n"
    written(folder / "policies" / "packs", {"own.yaml": pack})
    written(folder / "policies" / "controls", {"own.yaml": OWN_CONTROLS})
    row = f"x,ieejemplo,JD01,{OWNERS[outcome]}\n"
    return written(folder, {"accounts.csv": header + row, "institution.yaml": RELAXED})


@pytest.mark.parametrize(
    ("found", "fail_on", "code"),
    [
        (("fail", "critical"), "critical", 1),
        (("fail", "high"), "critical", 0),
        (("fail", "high"), "high", 1),
        (("unknown", "high"), "high", 1),
        (("fail", "medium"), "high", 0),
        (("fail", "medium"), "medium", 1),
        (("fail", "low"), "medium", 0),
        (("unknown", "low"), "low", 1),
        (("fail", "critical"), "never", 0),
        (("pass", "critical"), "low", 0),
    ],
)
def test_it_exits_1_on_a_finding_of_that_severity_or_a_graver_one(
    run: Run, tmp_path: Path, found: tuple[str, str], fail_on: str, code: int
) -> None:
    folder = _own(tmp_path / "iee", *found)
    said = run("check", folder, "--fail-on", fail_on)
    assert said.exit_code == code, said.stderr


@pytest.mark.parametrize(("arguments", "code"), [((), 0), (("--strict",), 1)])
def test_what_is_only_recommended_counts_when_strict(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    folder = _own(tmp_path / "iee", "fail", "critical", "should")
    assert run("check", folder, *arguments).exit_code == code


def test_without_more_it_fails_on_high(run: Run, tmp_path: Path) -> None:
    assert run("check", _own(tmp_path / "a", "fail", "high")).exit_code == 1
    assert run("check", _own(tmp_path / "b", "fail", "medium")).exit_code == 0


def test_text_says_what_is_wrong_and_notes_go_to_stderr(run: Run, institute: Path) -> None:
    said = run("check", institute)
    assert said.exit_code == 1
    assert said.stdout.strip().startswith("Instituto de Ejemplo (IEE) · as of ")
    assert "x/ieejemplo" in said.stdout
    assert said.stderr.startswith("Note: ")
    assert "Note: " not in said.stdout


def test_it_speaks_spanish(run: Run, institute: Path) -> None:
    said = run("check", institute, lang="es")
    assert said.exit_code == 1
    assert "Nota: " in said.stderr
    assert "What to do first" not in said.stdout


def test_json_and_csv_hold_the_same_findings(run: Run, institute: Path) -> None:
    as_json = json.loads(run("check", institute, "--format", "json").stdout)
    as_csv = list(csv.DictReader(io.StringIO(run("check", institute, "--format", "csv").stdout)))
    assert [row["code"] for row in as_csv] == [each["code"] for each in as_json["findings"]]
    assert as_json["preview"] is True


def test_with_all_it_lists_what_is_met_too(run: Run, institute: Path) -> None:
    whole = json.loads(run("check", institute, "--format", "json", "--all").stdout)
    assert {each["outcome"] for each in whole["findings"]} >= {"pass", "not_applicable"}


def test_a_day_past_or_to_come_can_be_asked_for(run: Run, institute: Path) -> None:
    outcomes = {}
    for day in ("2026-08-15", "01/10/2026", "2026-10-02"):
        said = run("check", institute, "--as-of", day, "--format", "json")
        found = json.loads(said.stdout)
        outcomes[found["as_of"]] = {
            each["outcome"]
            for each in found["findings"]
            if (each["control"], each["subject"]) == ("rotation.max-age", "account:x/ieejemplo")
        }
    assert outcomes == {
        "2026-08-15": set(),
        "2026-10-01": {"warn"},
        "2026-10-02": {"fail"},
    }


def test_policies_named_take_the_place_of_the_institutions_own(run: Run, tmp_path: Path) -> None:
    folder = _own(tmp_path / "iee", "pass")
    own = "policies: [own]\nparams:\n  rotation.max-age: {max_age: P1M}\n"
    (folder / "institution.yaml").write_text(own, encoding="utf-8")
    named = ("--policy", "own", "--policy", "own", "--format", "json")
    said = run("check", folder, *named)
    assert [each["id"] for each in json.loads(said.stdout)["policies"]] == ["own"]
    assert "rotation.max-age: left out, no policy chosen here asks for it" in said.stderr
    assert run("check", folder).exit_code == 2


def test_several_policies_hold_together(run: Run, tmp_path: Path) -> None:
    folder = _own(tmp_path / "iee", "pass")
    named = ("--policy", "own", "--policy", "mx-ine-mail", "--format", "json")
    found = json.loads(run("check", folder, *named).stdout)
    assert [each["id"] for each in found["policies"]] == ["own", "mx-ine-mail"]
    assert found["summary"]["controls"] == 36


def test_a_policy_may_be_a_file(run: Run, tmp_path: Path) -> None:
    folder = _own(tmp_path / "iee", "pass")
    said = run("check", folder, "--policy", folder / "policies" / "packs" / "own.yaml")
    assert said.exit_code == 0


def test_bad_rows_can_be_skipped_and_are_named(run: Run, tmp_path: Path) -> None:
    text = "platform,handle,area,opened_on\nx,good,A,\nx,bad,A,2026-13-01\n"
    folder = written(tmp_path / "iee", {"accounts.csv": text})
    assert run("check", folder, "--policy", "mx-ine-mail").exit_code == 2
    said = run("check", folder, "--policy", "mx-ine-mail", "--skip-bad-rows")
    assert said.exit_code == 1
    assert "Left out: accounts.csv, row 3" in " ".join(said.stdout.split())
    assert "1 account " in said.stdout
    assert "x/bad" not in said.stdout


def test_one_file_of_accounts_is_enough(run: Run, accounts: Path) -> None:
    said = run("check", accounts, "--policy", "mx-ine-mail")
    assert said.exit_code == 1
    assert "LOCAL · as of " in said.stdout
    assert "no institution.yaml: code LOCAL" in said.stderr


def test_a_control_of_ones_own_that_cannot_be_judged_is_refused(run: Run, tmp_path: Path) -> None:
    folder = _own(tmp_path / "iee", "pass")
    controls = folder / "policies" / "controls" / "own.yaml"
    good = controls.read_text(encoding="utf-8")
    controls.write_text(good.replace("administrators_count", "admin_count"), encoding="utf-8")
    said = run("check", folder)
    assert (said.exit_code, said.stdout) == (2, "")
    assert "own.duty: “admin_count” is not known here" in said.stderr


def test_nothing_is_written_beside_the_files(run: Run, institute: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    run("check", institute)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


# --- a process of its own ------------------------------------------------------------------------


def test_as_a_process_it_prints_no_escape_codes_where_there_is_no_terminal(
    tmp_path: Path,
) -> None:
    written(tmp_path / "iee", SHEETS)
    said = started("check", "iee", cwd=tmp_path)
    assert said.returncode == 1
    assert "\x1b" not in said.stdout + said.stderr
    assert "Traceback" not in said.stderr


def test_a_reader_that_goes_away_is_no_error_to_talk_of(tmp_path: Path) -> None:
    written(tmp_path / "iee", SHEETS)
    command = [*MONITOR, "check", "iee", "--format", "json", "--all"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert [line for line in told.splitlines() if not line.startswith("Note: ")] == []


def test_a_disk_that_is_full_is_told_in_a_line(tmp_path: Path) -> None:
    written(tmp_path / "iee", SHEETS)
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*MONITOR, "policy", "list"],
            cwd=tmp_path,
            env=surroundings(),
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "cannot be read or written" in done.stderr


@pytest.mark.parametrize(("more", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_on_a_terminal_colours_are_used_unless_refused(
    tmp_path: Path, more: dict[str, str], coloured: bool
) -> None:
    written(tmp_path / "iee", SHEETS)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*MONITOR, "check", "iee"],
        cwd=tmp_path,
        env=surroundings(TERM="xterm-256color", **more),
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(theirs)
        shown = _read_all(ours)
        process.wait()
    assert process.returncode == 1
    assert (b"\x1b[1;31m" in shown) is coloured


def _read_all(terminal: int) -> bytes:
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other end is closed
            part = b""
        if not part:
            os.close(terminal)
            return b"".join(parts)
        parts.append(part)


DOMAIN = "params:\n  email.institutional-domain: {allowed_domains: [iee.example]}\n"


def test_ruling_15_a_mailbox_at_fault_is_told_of_each_account_it_opens(
    run: Run, tmp_path: Path
) -> None:
    handles = [f"ieejemplo{number}" for number in range(10)]
    rows = [f"x,{handle},CS,redes@else.example\n" for handle in handles]
    sheets = SHEETS | {
        "accounts.csv": "".join(["platform,handle,area,login_mailbox\n", *rows]),
        "mailboxes.csv": "address,kind,area\nredes@else.example,generic,CS\n",
        "institution.yaml": f"{SHEETS['institution.yaml']}{DOMAIN}",
    }
    asked = ("check", written(tmp_path / "iee", sheets), "--format", "json")
    found = [
        each
        for each in json.loads(run(*asked).stdout)["findings"]
        if (each["control"], each["outcome"]) == ("email.institutional-domain", "fail")
    ]
    assert sorted(each["subject"] for each in found) == [f"account:x/{each}" for each in handles]
    assert {each["observed"]["login_mailbox"] for each in found} == {"redes@else.example"}


def _handed_over(folder: Path, day: str, calendar: str) -> Path:
    """Write an institute whose account got another owner on a day, which nobody was told."""
    sheets = SHEETS | {
        "institution.yaml": f"{SHEETS['institution.yaml']}calendar: {calendar}\n",
        "accounts.csv": "platform,handle,area\nx,ieejemplo,CS\n",
        "designations.csv": (
            "account,role,person,started_on,ended_on\n"
            f"x/ieejemplo,owner,beto@iee.example,2024-01-01,{day}\n"
            f"x/ieejemplo,owner,ana@iee.example,{day},\n"
        ),
    }
    return written(folder / "iee", sheets)


@pytest.mark.parametrize(
    ("day", "due", "marked"),
    [
        ("2025-11-14", "2025-11-25", False),
        ("2025-12-19", "2026-01-13", True),  # INE's notice ends with the vacations, on 2026-01-06
        ("2026-10-26", "2026-11-02", True),
    ],
)
def test_a_date_where_the_calendar_knows_nothing_is_marked(
    run: Run, tmp_path: Path, day: str, due: str, *, marked: bool
) -> None:
    files = _handed_over(tmp_path, day, "mx-ine-2025")
    asked = ("check", files, "--as-of", "2026-11-20", "--format")
    found = json.loads(run(*asked, "json").stdout)["findings"]
    (row,) = (each for each in found if each["control"] == "admins.change-notice")
    assert row["observed"]["due_on"] == due
    assert row["observed"].get("statutory_days_only", False) is marked
    told = " ".join(run(*asked, "text").stdout.split())
    assert ("(counted on statutory days alone)" in told) is marked
