"""Importing with --skip-bad-rows: what is left out, what follows from it, and what still stops."""

import pytest

from monitor.intake.faults import Fault
from monitor.staging import filling
from tests.staging import register as registers
from tests.staging.register import Register

register, shared_engine = registers.register, registers.shared_engine

ANA = "ana@iee.example"
FAULTY = {
    "accounts": (
        "platform,handle,area,opened_on\nx,iee,A1,32/01/2026\nx,otra,A9,\nx,mas,A1,2027-01-01\n"
        "facebook,iee.mx,A1,\nfacebook,IEE.mx,A1,\n"
    ),
    "areas": "code\nA1\n",
    "attestations": (
        "control,subject,by,on,answer\n"
        f"password.custdy,account:facebook/iee.mx,{ANA},2026-10-01,yes\n"
        f"password.custody,account:facebook/iee.mx,{ANA},2026-10-01,perhaps\n"
    ),
    "access": "platform,handle,identity,observed_on\nfacebook,iee.mx,z,2026-11-01\n",
    "duties": "control,subject,due_on\nzzz,area:A1,2027-01-01\n",
}
FAULTS = {
    ("accounts.csv", 2, "opened_on"),
    ("accounts.csv", 3, "area"),
    ("accounts.csv", 4, "opened_on"),
    ("accounts.csv", 6, None),
    ("attestations.csv", 2, "control"),
    ("attestations.csv", 3, "answer"),
    ("duties.csv", 2, "control"),
}


def places(faults: list[Fault] | tuple[Fault, ...]) -> list[tuple[str, int | None, str | None]]:
    return [(fault.file, fault.row, fault.column) for fault in faults]


def test_bad_rows_are_left_out_and_told_when_asked_for(register: Register) -> None:
    imported = register.take(FAULTY, skip=True)
    assert set(places(imported.left_out)) == FAULTS
    assert len(imported.left_out) == len(FAULTS)
    assert register.all("account_version", "platform", "handle") == [("facebook", "iee.mx")]
    assert register.all("access_seen", "identity") == [("z",)]
    assert register.all("attestation", "control") == register.all("duty", "control") == []


def test_what_names_a_row_left_out_is_left_out_in_turn(register: Register) -> None:
    files = {
        "areas": "code,parent\nA1,A9\nA2,A1\nB1,\n",
        "people": f"email,area\n{ANA},A2\nbea@iee.example,B1\n",
        "accounts": (
            "platform,handle,area,owner,linked_accounts\n"
            f"x,iee,B1,{ANA},x/otra\nx,otra,B1,bea@iee.example,x/iee\n"
        ),
        "duties": "control,subject,due_on\npassword.custody,account:x/iee,2027-01-01\n",
    }
    imported = register.take(files, skip=True)
    assert places(imported.left_out) == [
        ("areas.csv", 2, "parent"),
        ("areas.csv", 3, "parent"),
        ("people.csv", 2, "area"),
        ("accounts.csv", 2, "owner"),
        ("duties.csv", 2, "subject"),
    ]
    assert register.all("account_version", "handle") == [("otra",)]
    assert register.all("linked_account", "account_id", "handle_key") == [("account:x/otra", "iee")]
    assert imported.stubs == {}
    assert imported.rows["areas"] == 3


def test_of_two_rows_that_repeat_each_other_the_first_is_kept(register: Register) -> None:
    areas = "code,name\nA1,first\nA1,second\n"
    imported = register.take({"areas": areas}, skip=True)
    assert places(imported.left_out) == [("areas.csv", 3, None)]
    assert register.all("area_version", "name") == [("first",)]


def test_access_lists_are_taken_whole_or_not_at_all(register: Register) -> None:
    files = {
        "accounts": "platform,handle,area\nx,iee,A1\n",
        "access": f"platform,handle,identity,observed_on\nx,iee,{ANA},2026-11-01\n"
        "x,iee,stranger,2027-01-01\n",
    }
    assert places(register.refused(files, skip=True)) == [
        ("access.csv", 3, "observed_on"),
        ("access.csv", None, None),
    ]
    assert register.count() == 0


def test_more_bad_rows_than_one_statement_can_hold_are_left_out(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "BATCH", 10)
    rows = "".join(f"x,cuenta{number},A9\n" for number in range(95))
    files = {"areas": "code\nB1\n", "accounts": f"platform,handle,area\n{rows}x,iee,B1\n"}
    imported = register.take(files, skip=True)
    assert len(imported.left_out) == 95
    assert register.all("account_version", "handle") == [("iee",)]


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ("name\nVocalía\n", 1),
        ("", None),
        ("Zona\nA1\n", 1),
        ("code,name\nA1,\0\n", 2),
    ],
)
def test_a_sheet_that_cannot_be_read_stops_even_who_skips_bad_rows(
    register: Register, content: str, row: int | None
) -> None:
    files = {"areas": content, "accounts": "platform,handle,area\nx,iee,A1\n"}
    faults = register.refused(files, skip=True)
    assert (faults[0].file, faults[0].row) == ("areas.csv", row)
    assert register.count() == 0


def test_an_unknown_column_is_told_and_does_without_when_rows_are_skipped(
    register: Register,
) -> None:
    files = {"areas": "code,notes\nA1,x\n"}
    assert places(register.refused(files)) == [("areas.csv", 1, "notes")]
    assert places(register.take(files, skip=True).left_out) == [("areas.csv", 1, "notes")]
