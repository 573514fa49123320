"""Rows that repeat or contradict others: each fault names both of them."""

from datetime import date

import pytest

from monitor.text import day
from tests.staging.register import Register

ANA, BEA = "ana@iee.example", "bea@iee.example"
ACCOUNTS = "platform,handle,area,owner,substitute,password_changed_on\n"
DESIGNATIONS = "account,person,role,started_on,ended_on\n"


@pytest.mark.parametrize(
    ("sheet", "content", "row", "first"),
    [
        ("accounts", f"{ACCOUNTS}x,IEE,A,,,\nx,otra,A,,,\ntwitter,@iee,B,,,\n", 4, 2),
        ("areas", "code,name\nA1,a\nB2,b\n a1 ,c\n", 4, 2),
        ("people", f"email\n{ANA}\nANA@IEE.example\n", 3, 2),
        ("mailboxes", "address\nredes@iee.example\nRedes@iee.example.\n", 3, 2),
        (
            "designations",
            f"{DESIGNATIONS}x/iee,{ANA},owner,2026-01-01,\nx/IEE,{ANA},titular,2026-01-01,2026-02-01\n",
            3,
            2,
        ),
        (
            "designations",
            "area,person,role,started_on\nA1,-,owner,2026-01-01\na1,-,owner,2026-01-01\n",
            3,
            2,
        ),
        (
            "password_changes",
            f"subject,changed_on,by\naccount:x/iee,2026-01-01,\ncuenta:x/Iee,2026-01-01,{ANA}\n",
            3,
            2,
        ),
        (
            "access",
            f"platform,handle,identity,observed_on\nx,iee,{ANA},2026-01-01\nx,iee,ANA@iee.example,2026-01-01\n",
            3,
            2,
        ),
        (
            "access",
            "platform,handle,identity,observed_on\nx,iee,Ana,2026-01-01\nx,iee,ana,2026-01-01\n",
            3,
            2,
        ),
        ("portal", "platform,handle,observed_on\nx,iee,2026-01-01\nx,IEE,2026-01-01\n", 3, 2),
        (
            "documents",
            "kind,subject,signed_on\nstrategy,area:A1,2026-01-01\nestrategia,area:a1,2026-01-01\n",
            3,
            2,
        ),
        (
            "attestations",
            f"control,subject,by,on,answer\npassword.custody,x/iee,{ANA},2026-01-01,yes\n"
            f"password.custody,account:x/iee,{BEA},2026-01-01,no\n".replace(
                ",x/iee", ",account:x/iee"
            ),
            3,
            2,
        ),
        (
            "duties",
            "control,subject,due_on\npassword.custody,area:A1,2026-01-01\npassword.custody,area:A1,2026-01-01\n",
            3,
            2,
        ),
    ],
)
def test_a_row_that_repeats_another_names_the_first(
    register: Register, sheet: str, content: str, row: int, first: int
) -> None:
    (fault,) = register.refused({sheet: content})
    assert (fault.file, fault.row, fault.column) == (f"{sheet}.csv", row, None)
    assert fault.reason == f"This repeats row {first}; keep one of the two."


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        (
            "attestations",
            "control,subject,by,on,answer\npassword.custody,area:{0},{1},2026-01-01,yes\n",
        ),
        ("duties", "control,subject,due_on\npassword.custody,area:{0},2026-01-01\n"),
        ("documents", "kind,subject,signed_on\nstrategy,area:{0},2026-01-01\n"),
        ("designations", "area,person,role,started_on\n{0},{1},owner,2026-01-01\n"),
    ],
)
def test_a_row_repeats_another_that_calls_the_area_by_its_name(
    register: Register, sheet: str, rows: str
) -> None:
    header, _newline, row = rows.partition("\n")
    content = f"{header}\n{row.format('A1', ANA)}{row.format('Vocalía', ANA)}"
    (fault,) = register.refused({"areas": "code,name\nA1,Vocalía\n", sheet: content})
    assert (fault.file, fault.row) == (f"{sheet}.csv", 3)
    assert fault.reason == "This repeats row 2; keep one of the two."


def test_a_third_repeat_names_the_first_too(register: Register) -> None:
    faults = register.refused({"areas": "code\nA1\nB2\nA1\nA1\n"})
    assert [(fault.row, fault.reason) for fault in faults] == [
        (row, "This repeats row 2; keep one of the two.") for row in (4, 5)
    ]


def test_rows_that_differ_in_one_part_of_the_key_are_no_repeats(register: Register) -> None:
    register.take(
        {
            "accounts": f"{ACCOUNTS}x,iee,A,,,\nfacebook,iee.mx,A,,,\nx,iee2,A,,,\n",
            "designations": (
                f"{DESIGNATIONS}x/iee,{ANA},owner,2026-01-01,2026-02-01\n"
                f"x/iee,{ANA},owner,2026-03-01,\nx/iee,{ANA},task,2026-03-01,\n"
                f"x/iee,{BEA},owner,2026-03-01,\nx/iee2,{ANA},owner,2026-03-01,\n"
            ),
            "attestations": (
                "control,subject,person,by,on,answer\n"
                f"password.custody,account:x/iee,{ANA},{ANA},2026-01-01,yes\n"
                f"password.custody,account:x/iee,{BEA},{ANA},2026-01-01,yes\n"
                f"password.custody,account:x/iee,,{ANA},2026-01-01,yes\n"
                f"rotation.max-age,account:x/iee,{ANA},{ANA},2026-01-01,yes\n"
                f"password.custody,account:x/iee,{ANA},{ANA},2026-01-02,yes\n"
                f"password.custody,mailbox:{ANA},,{ANA},2026-01-02,yes\n"
                f"password.custody,person:{ANA},,{ANA},2026-01-02,yes\n"
            ),
        }
    )
    assert len(register.all("designation", "id")) == 5
    assert len(register.all("attestation", "control")) == 7


def contradiction(register: Register, cells: str, designations: str) -> list[tuple[object, ...]]:
    files = {"accounts": f"{ACCOUNTS}{cells}", "designations": f"{DESIGNATIONS}{designations}"}
    return [
        (fault.file, fault.row, fault.column, fault.value, fault.reason)
        for fault in register.refused(files)
    ]


def contradicts(sheet: str, row: int | str) -> str:
    return (
        f"This contradicts the sheet “{sheet}”, row {row}; correct one, or leave this cell empty."
    )


@pytest.mark.parametrize(
    ("role", "cell", "shown"),
    [("owner", "{0},", BEA), ("owner", "-,", "-"), ("substitute", ",{0}", BEA)],
)
@pytest.mark.parametrize(
    "designations",
    [
        "x/otra,{bea},{role},2026-01-01,\nx/iee,{ana},{role},2026-01-01,\n",
        "x/otra,{bea},{role},2026-01-01,\nx/iee,{bea},{role},2025-01-01,2026-01-01\n",
        "x/iee,{bea},task,2026-01-01,\nx/iee,-,{role},2026-01-01,\n",
        "x/iee,{bea},task,2026-01-01,\nx/iee,{bea},{role},2026-01-01,2026-11-22\n",
    ],
)
def test_a_cell_names_somebody_whose_dated_row_is_open_or_both_are_named(
    register: Register, role: str, cell: str, shown: str, designations: str
) -> None:
    accounts = f"x,otra,A,,,\nx,iee,A,{cell.format(BEA)},\n"
    dated = designations.format(ana=ANA, bea=BEA, role=role)
    assert contradiction(register, accounts, dated) == [
        ("accounts.csv", 3, role, shown, contradicts("designations", 3))
    ]


@pytest.mark.parametrize(
    ("cell", "designations"),
    [
        (ANA, f"x/iee,{ANA},owner,2026-01-01,\n"),
        (ANA, f"x/iee,{ANA},owner,2026-01-01,2026-11-23\n"),
        (ANA, f"x/iee,{ANA},owner,2026-01-01,-\n"),
        (ANA, f"x/iee,{BEA},owner,2025-01-01,2026-01-01\nx/iee,{ANA},owner,2026-01-01,\n"),
        (ANA, f"x/iee,{BEA},owner,2026-01-01,\nx/iee,{ANA},owner,2026-01-01,\n"),
        ("", f"x/iee,{BEA},owner,2025-01-01,2026-01-01\n"),
        (ANA, f"x/iee,{BEA},substitute,2026-01-01,\n"),
        ("-", f"x/iee,{BEA},task,2026-01-01,\n"),
        (ANA, f"x/otra,{BEA},owner,2026-01-01,\n"),
    ],
)
def test_a_cell_that_agrees_or_is_empty_is_no_fault(
    register: Register, cell: str, designations: str
) -> None:
    accounts = f"{ACCOUNTS}x,iee,A,{cell},,\nx,otra,A,,,\n"
    register.take({"accounts": accounts, "designations": f"{DESIGNATIONS}{designations}"})
    assert len(register.all("account", "id")) == 2


def test_a_designation_for_the_area_contradicts_no_cell(register: Register) -> None:
    designations = f"area,person,role,started_on\nA,{BEA},owner,2026-01-01\n"
    register.take({"accounts": f"{ACCOUNTS}x,iee,A,{ANA},,\n", "designations": designations})
    assert register.all("designation", "account_id", "area_id", "person_id") == [
        ("account:x/iee", None, f"person:{ANA}"),
        (None, "area:a", f"person:{BEA}"),
    ]


CHANGES = "subject,changed_on\n"


@pytest.mark.parametrize(
    ("changes", "row"),
    [
        ("account:x/iee,2026-05-01\n", 2),
        ("account:x/otra,2026-03-01\naccount:x/iee,2026-05-01\naccount:x/iee,2026-03-01\n", 3),
        ("account:x/iee,2026-03-01\naccount:x/iee,2026-02-28\naccount:x/iee,2026-03-02\n", 4),
        ("account:x/iee,2026-02-28\n", 2),
    ],
)
def test_the_day_in_a_cell_is_the_newest_of_the_dated_sheet_or_both_are_named(
    register: Register, changes: str, row: int
) -> None:
    files = {
        "accounts": f"{ACCOUNTS}x,otra,A,,,\nx,iee,A,,,01/03/2026\n",
        "password_changes": f"{CHANGES}{changes}",
    }
    (fault,) = register.refused(files)
    assert (fault.file, fault.row, fault.column) == ("accounts.csv", 3, "password_changed_on")
    assert fault.value == "2026-03-01"
    given = day(date.fromisoformat(changes.splitlines()[row - 2].split(",")[1]))
    assert fault.reason == contradicts("password_changes", f"{row} ({given})")


def test_the_day_of_a_mailbox_contradicts_its_dated_rows_alone(register: Register) -> None:
    files = {
        "mailboxes": "address,password_changed_on\nredes@iee.example,2026-03-01\n",
        "accounts": f"{ACCOUNTS}x,iee,A,,,2026-05-01\n",
        "password_changes": (
            f"{CHANGES}account:x/iee,2026-05-01\nmailbox:Redes@iee.example,2026-04-01\n"
        ),
    }
    (fault,) = register.refused(files)
    assert (fault.file, fault.row) == ("mailboxes.csv", 2)
    assert fault.reason == contradicts("password_changes", f"3 ({day(date(2026, 4, 1))})")


@pytest.mark.parametrize("cell", ["2026-03-01", ""])
def test_a_day_that_agrees_or_is_empty_is_written_once(register: Register, cell: str) -> None:
    changes = f"{CHANGES}account:x/iee,2026-01-01\naccount:x/iee,2026-03-01\n"
    register.take({"accounts": f"{ACCOUNTS}x,iee,A,,,{cell}\n", "password_changes": changes})
    assert len(register.all("password_change", "valid_from")) == 2
