"""Bad input, case by case: what is wrong, where, why; exit code 2, and nothing left behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.intake.workbooks import ACCOUNTS, made, with_part
from tests.reports.example import written

ACCOUNT = "platform,handle,area\nx,ieejemplo,JD01\n"
BOOK = made(ACCOUNTS)
INSTITUTION = "policies: [mx-ine-mail]\n"


def _params(text: str) -> str:
    return f"{INSTITUTION}params:\n  {text}\n"


@dataclass(frozen=True)
class Case:
    """Files, and what must be said of them; `says` are pieces of the message, in their order."""

    files: Mapping[str, str | bytes]
    says: tuple[str, ...]
    policy: tuple[str, ...] = ("--policy", "mx-ine-mail")
    path: str = ""
    more: tuple[str, ...] = field(default=())


def _accounts(text: str | bytes, *says: str) -> Case:
    return Case({"accounts.csv": text}, ("accounts.csv", *says))


def _workbook(data: bytes, *says: str) -> Case:
    return Case({"redes.xlsx": data}, ("redes.xlsx", *says), path="redes.xlsx")


def _json(text: str | bytes, *says: str) -> Case:
    return Case({"redes.json": text}, ("redes.json", *says), path="redes.json")


def _institution(text: str | bytes, *says: str) -> Case:
    files = {"accounts.csv": ACCOUNT, "institution.yaml": text}
    return Case(files, ("institution.yaml", *says), policy=())


def _cell(column: str, value: str, *says: str) -> Case:
    text = f"platform,handle,area,{column}\nx,ieejemplo,JD01,{value}\n"
    return _accounts(text, "row 2", column, *says)


CASES = {
    "a file that is not there": Case({}, ("gone.csv", "cannot be read"), path="gone.csv"),
    "an unknown column": _accounts(
        "platform,handle,area,login_mailbx\nx,a,A,\n", "row 1", "login_mailbx", "“login_mailbox”"
    ),
    "a required column that is missing": _accounts("platform,handle\nx,a\n", "row 1", "area"),
    "a day there is not": _cell("opened_on", "2026-02-30", "no such day"),
    "a day that is no day": _cell("opened_on", "yesterday", "2026-01-31"),
    "a day in the future": _cell("opened_on", "2999-01-01", "not come yet"),
    "the same key twice": _accounts(ACCOUNT + "twitter,@IEEjemplo,JD02\n", "row 3", "row 2"),
    "a reference to nothing": Case(
        {"accounts.csv": ACCOUNT, "areas.csv": "code\nJD02\n"},
        ("accounts.csv", "row 2", "area", "“JD02”"),
    ),
    "UTF-16": _accounts(ACCOUNT.encode("utf-16"), "UTF-16", "UTF-8"),
    "a binary file": _accounts(b"platform,handle,area\nx,\x00\x01\x02,JD01\n", "row 2", "NUL"),
    "a workbook that is damaged": _workbook(b"PK\x03\x04", "damaged", "CSV"),
    "a workbook of the old format": _workbook(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls", "XLSX"),
    "a workbook with a password": _workbook(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"
    ),
    "a workbook that is a bomb": _workbook(
        with_part(BOOK, "xl/worksheets/sheet1.xml", lambda _part: b" " * (50 << 20)), "unfold"
    ),
    "a workbook with entities": _workbook(
        with_part(BOOK, "xl/workbook.xml", lambda part: b"<!DOCTYPE a>" + part), "unfold"
    ),
    "a workbook with merged cells": _workbook(
        made(ACCOUNTS, lambda book: book.worksheets[0].merge_cells("A1:B1")), "accounts", "A1:B1"
    ),
    "a workbook with a formula nobody computed": _workbook(
        made({"accounts": [["platform", "handle", "area"], ["x", "a", "=B2"]]}),
        *("accounts", "row 2", "area", "formula"),
    ),
    "a workbook with two rows of headers": _workbook(
        made({"accounts": [["Cuentas"], *ACCOUNTS["accounts"]]}), "row 2", "two rows of headers"
    ),
    "a workbook with days as numbers": _workbook(
        made({"accounts": [["platform", "handle", "area", "opened_on"], ["x", "a", "A", 46000]]}),
        *("row 2", "opened_on", "format the cell as a date"),
    ),
    "a spreadsheet of another format": Case(
        {"redes.ods": b"PK\x03\x04"}, ("redes.ods", "XLSX", "CSV"), path="redes.ods"
    ),
    "a workbook called CSV": _accounts(BOOK, "does not end in .xlsx"),
    "JSON that is none": _json("{", "row 1", "not valid JSON"),
    "JSON nested deep": _json("[" * 100_000, "far too deep"),
    "JSON of another form": _json('{"accounts": {}}', "“accounts” is no list"),
    "JSON with a key twice": _json('[{"platform": "x", "platform": "x"}]', "row 1", "twice"),
    "JSON with no number": _json(
        '[{"platform": "x", "handle": "a", "area": NaN}]', "row 1", "area", "no number"
    ),
    "JSON that is not UTF-8": _json("[á]".encode("cp1252"), "not UTF-8"),
    "JSON over the limit": _json(b" " * (65 << 20), "65 MB", "64 MB", "CSV"),
    "a cell of a megabyte": _cell("name", "a" * 1_000_000, "32767", "1000000"),
    "a control character": _cell("name", "a\x1b[31m", "control character"),
    "a malformed address": _cell("login_mailbox", "redes@@iee.example", "exactly one @"),
    "an address with an impossible domain": _cell("login_mailbox", "redes@-iee-.example", "domain"),
    "a value that is not listed": _cell("status", "opne", "open"),
    "sheets that contradict each other on who": Case(
        {
            "accounts.csv": "platform,handle,area,owner\nx,a,JD01,ana@iee.example\n",
            "designations.csv": (
                "account,person,role,started_on\naccount:x/a,beto@iee.example,owner,2026-01-01\n"
            ),
        },
        ("accounts.csv", "row 2", "owner", "“designations”, row 2"),
    ),
    "sheets that contradict each other on when": Case(
        {
            "accounts.csv": "platform,handle,area,password_changed_on\nx,a,JD01,2026-01-01\n",
            "password_changes.csv": "subject,changed_on\naccount:x/a,2026-02-01\n",
        },
        ("accounts.csv", "row 2", "password_changed_on", "“password_changes”, row 2"),
    ),
    "an attestation about a control there is not": Case(
        {
            "accounts.csv": ACCOUNT,
            "attestations.csv": (
                "control,subject,by,on,answer\n"
                "password.custdy,account:x/ieejemplo,ana@iee.example,2026-01-01,yes\n"
            ),
        },
        ("attestations.csv", "row 2", "control", "“password.custody”"),
    ),
    "an unknown policy": Case(
        {"accounts.csv": ACCOUNT}, ("mx-ine-mial", "“mx-ine-mail”"), ("--policy", "mx-ine-mial")
    ),
    "a policy file that is not there": Case(
        {"accounts.csv": ACCOUNT}, ("own.yaml", "cannot be read"), ("--policy", "own.yaml")
    ),
    "no policy named": Case(
        {"accounts.csv": ACCOUNT},
        ("No policy is named", "mx-ine-mail", "--policy ID", "institution.yaml"),
        policy=(),
    ),
    "an unknown control": _institution(
        _params("rotation.maxage: {max_age: P1M}"),
        *(":3:", "params.rotation.maxage", "“rotation.max-age”"),
    ),
    "an unknown parameter": _institution(
        _params("rotation.max-age: {maxage: P1M}"),
        *(":3:", "params.rotation.max-age.maxage", "“max_age”"),
    ),
    "a parameter of the wrong type": _institution(
        _params("rotation.max-age: {max_age: often}"),
        *(":3:", "params.rotation.max-age.max_age", "“often” is not a duration"),
    ),
    "a list where one value belongs": _institution(
        _params("rotation.max-age: {max_age: [P1M]}"),
        *(":3:", "params.rotation.max-age.max_age", "one value"),
    ),
    "a parameter weaker than the document": _institution(
        _params("rotation.max-age: {max_age: P1Y}"),
        *(":3:", "max_age", "asks for less", "mx-ine-mail 4.3.VIII does (P2M)", "approver"),
    ),
    "an unknown reading": _institution(
        f"{INSTITUTION}readings:\n  rotation.max-age: {{intervals: days-60}}\n",
        *(":3:", "readings.rotation.max-age.intervals", "“interval”"),
    ),
    "a reading that is not offered": _institution(
        f"{INSTITUTION}readings:\n  rotation.max-age: {{interval: bimester}}\n",
        *(":3:", "readings.rotation.max-age.interval", "not offered (mx-ine-mail 4.3.VIII)"),
    ),
    "an alternative of a reading that there is not": _institution(
        f"{INSTITUTION}readings:\n  rotation.max-age: {{interval: days-6}}\n",
        *(":3:", "readings.rotation.max-age.interval", "“days-60”"),
    ),
    "a control that the policy does not ask for": _institution(
        _params("verification.requested: {boards: bound}"),
        *(":3:", "params.verification.requested", "no policy chosen here asks for this"),
    ),
    "a policy that is not there, named by the institution": _institution(
        "code: IEE\npolicies: [mx-ine-mial]\n", ":2:", "policies", "“mx-ine-mail”"
    ),
    "policies that cannot hold together": _institution(
        "policies: [mx-ine-mail, mx-iee-son]\n",
        "email.institutional-domain.allowed_domains",
        "[ine.mx] (mx-ine-mail 4.1.IV.1) · [ieesonora.org.mx] (mx-iee-son 7.V)",
        "set one value under params",
    ),
    "deep YAML": _institution(f"policies: {'[' * 40}{']' * 40}\n", ":1:", "20 levels"),
    "aliased YAML": _institution("policies: &a [mx-ine-mail]\nroles: *a\n", ":1:", "aliases"),
    "YAML that is none": _institution("policies: [\n", "not valid YAML"),
    "YAML that is not UTF-8": _institution("name: México\n".encode("cp1252"), "not UTF-8"),
    "YAML with a key twice": _institution("code: A\ncode: B\n", ":2:", "“code”", "twice"),
    "an institution with an unknown key": _institution(
        "polices: [mx-ine-mail]\n", ":1:", "polices", "“policies”"
    ),
    "an institution with an unknown time zone": _institution(
        f"{INSTITUTION}timezone: Mars/Olympus\n", ":2:", "timezone", "America/Mexico_City"
    ),
    "an institution with an unknown calendar": _institution(
        f"{INSTITUTION}calendar: mx-ltf\n", ":2:", "calendar", "“mx-lft”"
    ),
    "an institution without a code": _institution(f"{INSTITUTION}code:\n", ":2:", "code", "text"),
    "an empty folder": Case({}, ("no sheet of an inventory", "accounts.csv")),
    "a folder without sheets": Case(
        {"acounts.csv": ACCOUNT}, ("no sheet", "acounts.csv", "accounts.csv")
    ),
    "the same sheet twice": Case(
        {"accounts.csv": ACCOUNT, "cuentas.csv": ACCOUNT},
        ("cuentas.csv", "“accounts”", "accounts.csv"),
    ),
    "an empty file": _accounts("", "empty"),
    "a day to judge that is none": Case(
        {"accounts.csv": ACCOUNT}, ("--as-of", "2026-02-30"), more=("--as-of", "2026-02-30")
    ),
    "a folder of policies with a broken one": Case(
        {"accounts.csv": ACCOUNT}, ("broken.yaml", "id", "missing"), ("--policy", "broken.yaml")
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_refused_clearly(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    case = CASES[name]
    monkeypatch.chdir(tmp_path)
    Path("broken.yaml").write_text("title: {en: A, es: A}\n", encoding="utf-8")
    folder = written(tmp_path / "in", case.files)
    before = _all_files(tmp_path)
    said = run("check", folder / case.path, *case.policy, *case.more)
    assert said.exit_code == 2, said.output
    assert said.stdout == ""
    assert "Traceback" not in said.stderr
    at = -1
    for piece in case.says:
        at = said.stderr.find(piece, at + 1)
        assert at >= 0, f"{piece!r} is not said, or not in its place:\n{said.stderr}"
    assert _all_files(tmp_path) == before


def _all_files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_that_cannot_be_read_is_refused(run: Run, tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    said = run("check", loop, "--policy", "mx-ine-mail")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "loop: It cannot be read" in said.stderr


def test_every_fault_is_told_in_one_pass_with_a_count(run: Run, tmp_path: Path) -> None:
    text = "platform,handle,area,opened_on\nx,a b,A,\nx,b,,\nx,c,A,2026-13-01\n"
    folder = written(tmp_path / "in", {"accounts.csv": text})
    said = run("check", folder, "--policy", "mx-ine-mail")
    assert [line[:20] for line in said.stderr.splitlines()] == [
        "accounts.csv, row 2,",
        "accounts.csv, row 3,",
        "accounts.csv, row 4,",
        "3 things to put righ",
    ]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("\ufeffplatform,handle,area\nx,ieejemplo,JD01\n".encode(), ""),
        (b"platform,handle,area\nmyspace,ieejemplo,JD01\n", "“myspace”"),
        ("platform,handle,area\nx,ieejemplo,Culiacán\n".encode("cp1252"), "Windows-1252"),
    ],
    ids=["a BOM", "a network that is not known", "Windows-1252"],
)
def test_what_can_be_read_is_read_with_a_note(
    run: Run, tmp_path: Path, text: bytes, note: str
) -> None:
    folder = written(tmp_path / "in", {"accounts.csv": text})
    said = run("check", folder, "--policy", "mx-ine-mail", "--format", "csv")
    assert said.exit_code == 1
    assert "/ieejemplo" in said.stdout
    assert note in said.stderr
    assert said.stderr.count("Note: accounts.csv") == (1 if note else 0)
