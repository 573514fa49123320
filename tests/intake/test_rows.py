"""One record to one typed row, or to every fault in it."""

from collections.abc import Callable
from datetime import date

import pytest

from monitor.intake.cells import NONE
from monitor.intake.inventory_files import InventoryFiles
from monitor.intake.references import Reference
from monitor.intake.rows import Row

Read = Callable[..., tuple[list[Row], InventoryFiles]]
Places = list[tuple[int | None, str | None, str | None]]


def places(inventory: InventoryFiles) -> Places:
    return [(fault.row, fault.column, fault.value) for fault in inventory.faults]


def test_a_row_holds_typed_values_by_english_name(read: Read) -> None:
    (row,), inventory = read(
        "red social;cuenta;área;correo;estado;oficial en el portal;cambio de contraseña;"
        "cuentas vinculadas;propietaria;suplente;segundo factor\r\n"
        'Twitter;@IEEjemplo;JD01AGS;Redes@IEE.example;abierta;sí;31/01/2026;"x/b;facebook/a.b.c.d";'
        "juana@iee.example;-;llave de seguridad\r\n",
        "cuentas.csv",
    )
    assert inventory.faults == []
    assert row == Row(
        2,
        {
            "platform": "x",
            "handle": "IEEjemplo",
            "handle_key": "ieejemplo",
            "area": "JD01AGS",
            "login_mailbox": "Redes@iee.example",
            "status": "open",
            "official_on_portal": True,
            "password_changed_on": date(2026, 1, 31),
            "linked_accounts": ("x/b", "facebook/abcd"),
            "owner": "juana@iee.example",
            "substitute": NONE,
            "second_factor": "security_key",
        },
    )


def test_an_empty_cell_leaves_its_column_out(read: Read) -> None:
    (row,), _inventory = read("platform,handle,area,name\nx,iee,A, \n")
    assert "name" not in row.values


def test_a_row_with_three_bad_cells_gives_three_faults(read: Read) -> None:
    rows, inventory = read(
        "platform,handle,Área,opened_on,estado,correo\n"
        "x,ok,A,,,\n"
        "x,iee,A,2030-01-01,abirta,redes\n"
        "x,ok2,A,,,\n"
    )
    assert [row.line for row in rows] == [2, 4]
    assert places(inventory) == [
        (3, "opened_on", "2030-01-01"),
        (3, "estado", "abirta"),
        (3, "correo", "redes"),
    ]
    assert {fault.file for fault in inventory.faults} == {"accounts.csv"}


def test_a_required_cell_that_is_empty_is_a_fault(read: Read) -> None:
    rows, inventory = read("platform,handle,area\nx,iee,\n")
    assert rows == []
    assert places(inventory) == [(2, "area", None)]


def test_a_bad_required_cell_is_blamed_once(read: Read) -> None:
    _rows, inventory = read(
        "kind,subject,signed_on\nresponsiva,nobody,2030-01-01\n", "documents.csv"
    )
    assert [column for _row, column, _value in places(inventory)] == ["subject", "signed_on"]


@pytest.mark.parametrize(
    ("cells", "column"),
    [("x,,", "handle"), (",iee,", "platform"), (",,", "platform")],
)
def test_a_row_must_name_its_account(cells: str, column: str, read: Read) -> None:
    _rows, inventory = read(f"platform,handle,url,area\n{cells},A\n")
    ((row, blamed, _value),) = places(inventory)
    assert (row, blamed) == (2, column)
    assert "platform and handle or url" in inventory.faults[0].reason


def test_a_url_may_stand_for_the_account_and_may_not_contradict_it(read: Read) -> None:
    (row,), inventory = read(
        "platform,handle,url,area\n,,https://x.com/IEE,A\nx,iee,https://x.com/otra,A\n"
    )
    assert row.values["handle_key"] == "iee"
    assert row.values["url"] == "https://x.com/IEE"
    assert places(inventory) == [(3, "url", "https://x.com/otra")]


def test_a_bad_url_is_blamed_once_and_for_itself(read: Read) -> None:
    _rows, inventory = read("url,area\njavascript:alert(1),A\n")
    assert [column for _row, column, _value in places(inventory)] == ["url"]


def test_a_handle_that_cannot_be_is_a_fault_of_its_column(read: Read) -> None:
    _rows, inventory = read("red social,usuario,area\nx,no puede ser,A\n")
    assert places(inventory) == [(2, "usuario", "no puede ser")]


def test_a_closing_day_means_closed_and_contradicts_open(read: Read) -> None:
    rows, inventory = read(
        "platform,handle,area,status,closed_on\n"
        "x,a,A,,2026-01-01\nx,b,A,open,2026-01-01\nx,c,A,closed,\nx,d,A,open,-\n"
    )
    assert [row.values.get("status") for row in rows] == ["closed", "closed", "open"]
    assert rows[2].values["closed_on"] is NONE
    assert places(inventory) == [(3, "closed_on", "2026-01-01")]


def test_days_of_one_row_come_in_order(read: Read) -> None:
    rows, inventory = read(
        "cuenta,persona,función,inicio,término\n"
        "x/iee,j@iee.example,titular,2026-02-01,2026-01-31\n"
        "x/iee,j@iee.example,titular,2026-02-01,2026-02-01\n",
        "designations.csv",
    )
    assert len(rows) == 1
    assert places(inventory) == [(2, "término", "2026-01-31")]
    assert "“inicio” (2026-02-01)" in inventory.faults[0].reason


def test_a_designation_is_for_an_account_or_an_area_and_not_both(read: Read) -> None:
    header = "account,area,person,role,started_on\n"
    rows, inventory = read(
        f"{header}x/iee,A,j@iee.example,owner,2026-01-01\n"
        ",,j@iee.example,owner,2026-01-01\n"
        ",A,-,owner,2026-01-01\n"
        "https://x.com/IEE,,j@iee.example,owner,2026-01-01\n",
        "designations.csv",
    )
    assert places(inventory) == [(2, "area", "A"), (3, "account", None)]
    assert rows[0].values["person"] is NONE
    assert rows[1].values["account"] == Reference("account", "x/iee")


def test_more_cells_than_headers_is_a_fault_and_fewer_are_empty(read: Read) -> None:
    rows, inventory = read("platform,handle,area,name\nx,a,A\nx,b,A,n,,\nx,c,A,n,extra\n")
    assert [row.line for row in rows] == [2, 3]
    assert places(inventory) == [(4, None, "extra")]


def test_a_cell_under_an_empty_header_is_a_fault(read: Read) -> None:
    rows, inventory = read("platform,,handle,area\nx,,a,A\nx,stray,b,A\n")
    assert [row.line for row in rows] == [2]
    assert places(inventory) == [(3, None, "stray")]


def test_what_stands_under_an_unknown_header_is_not_blamed_again(read: Read) -> None:
    rows, inventory = read("platform,handle,area,zzzzzz\nx,a,A,1\n")
    assert len(rows) == 1
    assert places(inventory) == [(1, "zzzzzz", "zzzzzz")]


def test_without_a_required_column_no_row_is_good_and_cells_are_still_judged(read: Read) -> None:
    rows, inventory = read("platform,handle,opened_on\nx,a,2026-01-01\nx,b,never\n")
    assert rows == []
    assert places(inventory) == [(1, "area", None), (3, "opened_on", "never")]


def test_a_megabyte_in_a_cell_is_a_short_fault_and_the_rest_is_read(read: Read) -> None:
    giant = "x" * 1_000_000
    rows, inventory = read(
        f'platform,handle,area,name\nx,a,A,{giant}\nx,b,A,"{giant}"\nx,c,bad\nx,d,A,n\n'
    )
    assert [row.line for row in rows] == [4, 5]
    assert [(row, column) for row, column, _value in places(inventory)] == [
        (2, "name"),
        (3, "name"),
    ]
    assert all(len(str(fault)) < 200 and len(fault.value or "") == 60 for fault in inventory.faults)


def test_tidied_addresses_are_one_note(read: Read) -> None:
    _rows, inventory = read("email\nA@iee.example\nb@IEE.example\n c@iee.example.\n", "people.csv")
    ((file, text),) = [(note.file, note.text) for note in inventory.notes]
    assert file == "people.csv"
    assert text.startswith("2 addresses were tidied")
    assert "row 3" in text


def test_a_dash_is_not_a_tidied_address(read: Read) -> None:
    _rows, inventory = read("code,head\nA,-\n", "areas.csv")
    assert inventory.notes == []


def test_a_network_that_is_not_known_is_accepted_with_a_note(read: Read) -> None:
    rows, inventory = read("platform,handle,area\nfacebok,Iee,A\nFacebok,b,A\nnueva red,c,A\n")
    assert [row.values["platform"] for row in rows] == ["facebok", "facebok", "nueva red"]
    assert rows[0].values["handle_key"] == "iee"
    first, second = (note.text for note in inventory.notes)
    assert "“facebok” (2 rows)" in first
    assert "mean “facebook”" in first
    assert "“nueva red” (1 row)" in second
    assert "mean" not in second


def test_many_unknown_networks_are_counted(read: Read) -> None:
    lines = "".join(f"red {chr(97 + number)},iee,A\n" for number in range(15))
    _rows, inventory = read(f"platform,handle,area\n{lines}")
    assert len(inventory.notes) == 11
    assert inventory.notes[-1].text.startswith("5 more names")


def test_a_row_whose_quotation_marks_do_not_pair_up_is_a_fault(read: Read) -> None:
    rows, inventory = read('platform,handle,area\nx,"open,A\nx,b,A\n')
    assert [row.line for row in rows] == [3]
    assert places(inventory) == [(2, None, 'x,"open,A\\n')]


def test_access_and_portal_rows_carry_the_key_of_their_account(read: Read) -> None:
    (row,), _inventory = read(
        "red social,cuenta,identidad,fecha\nfacebook,Iee.Ejemplo,Juana Pérez,2026-01-01\n",
        "accesos.csv",
    )
    assert row.values["handle_key"] == "ieeejemplo"
    assert row.values["identity"] == "Juana Pérez"
