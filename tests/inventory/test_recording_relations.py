"""Who is in charge and what is tied to what: recorded, recorded as none, or not recorded."""

from datetime import date

import pytest

from monitor.history import ALWAYS
from tests.staging.register import Register

ANA, BEA = "ana@iee.example", "bea@iee.example"
DAY = date(2026, 1, 31)


def accounts(*rows: str, columns: str) -> dict[str, str]:
    lines = "".join(f"x,cuenta{number},A1,{row}\n" for number, row in enumerate(rows, start=1))
    return {"accounts": f"platform,handle,area,{columns}\n{lines}"}


def test_owner_and_substitute_of_a_cell_are_designations_without_a_day(register: Register) -> None:
    cells = (f"{ANA},{BEA}", f"{ANA},-", ",", f"{BEA},{BEA}")
    register.take(accounts(*cells, columns="owner,substitute"))
    ana, bea = f"person:{ANA}", f"person:{BEA}"
    assert register.all("designation", "account_id", "role", "person_id", "valid_from") == [
        ("account:x/cuenta1", "owner", ana, ALWAYS),
        ("account:x/cuenta1", "substitute", bea, ALWAYS),
        ("account:x/cuenta2", "owner", ana, ALWAYS),
        ("account:x/cuenta2", "substitute", None, ALWAYS),
        ("account:x/cuenta4", "owner", bea, ALWAYS),
        ("account:x/cuenta4", "substitute", bea, ALWAYS),
    ]


def test_the_dated_sheet_goes_before_the_cells_of_that_account_and_role(
    register: Register,
) -> None:
    files = accounts(f"{ANA},{BEA}", f"{ANA},{BEA}", columns="owner,substitute")
    files["designations"] = (
        "account,area,person,role,started_on,ended_on,notified_on,number\n"
        f"x/cuenta1,,{BEA},owner,2024-01-01,{DAY},,\n"
        f"x/cuenta1,,{ANA},owner,{DAY},-,2026-02-02,OF-1\n"
        f",A1,{ANA},substitute,{DAY},2027-06-30,,\n"
        f"x/cuenta2,,-,task,{DAY},,,\n"
    )
    register.take(files)
    columns = ("account_id", "area_id", "person_id", "role", "valid_from", "valid_to", "number")
    ana, bea, one, two = f"person:{ANA}", f"person:{BEA}", "account:x/cuenta1", "account:x/cuenta2"
    assert register.all("designation", *columns, "notified_on") == [
        (one, None, ana, "owner", DAY, None, "OF-1", date(2026, 2, 2)),
        (one, None, bea, "owner", date(2024, 1, 1), DAY, None, None),
        (one, None, bea, "substitute", ALWAYS, None, None, None),
        (two, None, ana, "owner", ALWAYS, None, None, None),
        (two, None, bea, "substitute", ALWAYS, None, None, None),
        (two, None, None, "task", DAY, None, None, None),
        (None, "area:a1", ana, "substitute", DAY, date(2027, 6, 30), None, None),
    ]


def test_heads_are_recorded_recorded_as_none_or_not_recorded(register: Register) -> None:
    register.take({"areas": f"code,head\nA1,{ANA}\nB2,-\nC3,\n"})
    assert register.all("headship", "area_id", "person_id", "valid_from", "valid_to") == [
        ("area:a1", f"person:{ANA}", ALWAYS, None),
        ("area:b2", None, ALWAYS, None),
    ]


def test_mailboxes_of_accounts_are_recorded_by_their_use(register: Register) -> None:
    cells = ("redes@iee.example,otra@iee.example", "redes@iee.example,-", "-,", ",")
    register.take(accounts(*cells, columns="login_mailbox,recovery_mailbox"))
    redes, other = "mailbox:redes@iee.example", "mailbox:otra@iee.example"
    assert register.all("account_mailbox", "account_id", "use", "mailbox_id", "valid_from") == [
        ("account:x/cuenta1", "login", redes, ALWAYS),
        ("account:x/cuenta1", "recovery", other, ALWAYS),
        ("account:x/cuenta2", "login", redes, ALWAYS),
        ("account:x/cuenta2", "recovery", None, ALWAYS),
        ("account:x/cuenta3", "login", None, ALWAYS),
    ]


def test_linked_accounts_are_recorded_recorded_as_none_or_not_recorded(
    register: Register,
) -> None:
    cells = ("x/cuenta2; account:facebook/Fuera.Mx", "-", "")
    register.take(accounts(*cells, columns="linked_accounts"))
    assert register.all("linked_account", "account_id", "platform", "handle_key") == [
        ("account:x/cuenta1", "facebook", "fueramx"),
        ("account:x/cuenta1", "x", "cuenta2"),
    ]
    assert register.all("account_version", "account_id", "linked_none") == [
        ("account:x/cuenta1", False),
        ("account:x/cuenta2", True),
        ("account:x/cuenta3", False),
    ]


def test_each_access_list_ends_where_the_next_of_its_account_begins(register: Register) -> None:
    files = accounts("", "", columns="name")
    files["access"] = (
        "platform,handle,identity,role,observed_on\n"
        f"x,cuenta1,{ANA},editor,2026-03-01\nx,cuenta1,Agencia,-,2026-03-01\n"
        f"x,cuenta1,{ANA.upper()},,2026-01-31\ntwitter,@Cuenta1,{BEA},,2026-06-01\n"
        f"x,cuenta2,{ANA},,2026-02-01\n"
    )
    register.take(files)
    march, june = date(2026, 3, 1), date(2026, 6, 1)
    one, two = "account:x/cuenta1", "account:x/cuenta2"
    assert register.all("access_list", "account_id", "valid_from", "valid_to") == [
        (one, DAY, march),
        (one, march, june),
        (one, june, None),
        (two, date(2026, 2, 1), None),
    ]
    columns = ("account_id", "valid_from", "identity", "identity_key", "role")
    assert register.all("access_seen", *columns) == [
        (one, DAY, ANA.upper(), ANA, None),
        (one, march, "Agencia", "agencia", None),
        (one, march, ANA, ANA, "editor"),
        (one, june, BEA, BEA, None),
        (two, date(2026, 2, 1), ANA, ANA, None),
    ]


@pytest.mark.parametrize("table", ["designation", "headship", "account_mailbox"])
def test_nothing_is_recorded_where_nothing_is_said(register: Register, table: str) -> None:
    files = accounts(",,,", columns="owner,substitute,login_mailbox,recovery_mailbox")
    register.take({**files, "areas": "code,head\nA1,\n"})
    assert register.all(table, "institution_id") == []


def test_two_imports_of_two_institutions_do_not_close_each_others_lists(
    register: Register,
) -> None:
    files = accounts("", columns="name")
    header = "platform,handle,identity,observed_on\n"
    register.take({**files, "access": f"{header}x,cuenta1,{ANA},2026-03-01\n"})
    register.institution = register.institution.model_copy(update={"code": "OPL"})
    register.take({**files, "access": f"{header}x,cuenta1,{ANA},2026-06-01\n"})
    assert register.all("access_list", "institution_id", "valid_to") == [
        ("institution:IEE", None),
        ("institution:OPL", None),
    ]
