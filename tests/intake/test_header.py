"""The header row: which columns it names, and what is wrong with it."""

from monitor import text
from monitor.intake import sheets
from monitor.intake.faults import Fault
from monitor.intake.header import Header, names_columns, read_header

ACCOUNTS = sheets.BY_NAME["accounts"]


def header(*cells: str, sheet: str = "accounts") -> tuple[Header, list[Fault]]:
    return read_header(sheets.BY_NAME[sheet], list(cells), "f.csv", 4)


def names(found: Header) -> list[str]:
    return [column.name for _position, _written, column in found.columns]


def test_headers_are_read_in_either_language_whatever_their_case_and_accents() -> None:
    found, faults = header("RED SOCIAL", "Cuenta", "area", "Login Mailbox", "cambio_de_contrasena")
    assert names(found) == ["platform", "handle", "area", "login_mailbox", "password_changed_on"]
    assert found.complete
    assert faults == []


def test_the_mark_of_a_required_column_is_no_part_of_its_name() -> None:
    assert header("platform*", "handle *", "area*")[1] == []


def test_an_unknown_column_is_a_fault_with_the_nearest_known_one() -> None:
    found, faults = header("platform", "handle", "area", "statuss")
    assert faults == [
        Fault("f.csv", 4, "statuss", "statuss", "There is no such column; did you mean “status”?")
    ]
    assert found.complete
    _found, (fault,) = header("platform", "handle", "area", "zzzzzz")
    assert "remove it" in fault.reason
    assert "second_factor" in fault.reason


def test_an_unknown_column_is_compared_with_spanish_headers_too() -> None:
    _found, (fault,) = header("red social", "cuenta", "área", "propositos")
    assert "propósito" in fault.reason


def test_a_column_given_twice_is_a_fault_and_the_first_one_counts() -> None:
    found, (fault,) = header("platform", "handle", "area", "plataforma")
    assert (fault.column, fault.row) == ("plataforma", 4)
    assert "twice" in fault.reason
    assert names(found) == ["platform", "handle", "area"]


def test_each_missing_required_column_is_a_fault() -> None:
    found, faults = header("subject", "number", sheet="documents")
    assert [fault.column for fault in faults] == ["kind", "signed_on"]
    assert not found.complete


def test_one_group_of_columns_is_enough() -> None:
    assert header("url", "area")[1] == []
    found, (fault,) = header("platform", "area")
    assert fault.column == "handle"
    assert "platform and handle or url" in fault.reason
    assert not found.complete
    assert header("persona", "función", "inicio", "cuenta", sheet="designations")[1] == []


def test_a_row_that_names_no_column_is_one_fault() -> None:
    found, (fault,) = header("x", "ieejemplo", "JD01")
    assert found.columns == ()
    assert (fault.row, fault.column, fault.value) == (4, None, "x, ieejemplo, JD01")
    assert "must name the columns" in fault.reason


def test_a_header_cell_may_be_empty() -> None:
    found, faults = header("platform", "", "handle", "area", "")
    assert faults == []
    assert found.blank(1)
    assert found.blank(4)
    assert not found.blank(0)


def test_columns_and_sheets_are_named_in_the_language_in_use() -> None:
    text.use("es")
    _found, faults = header("tipo", sheet="documents")
    assert [fault.column for fault in faults] == ["asunto", "firmado el"]
    _found, (fault,) = header("red social", "área")
    assert fault.column == "cuenta"
    assert "red social y cuenta o bien " in fault.reason
    _found, (fault,) = header("red social", "cuenta", "área", "zzzzzz")
    assert "segundo factor" in fault.reason
    assert "second_factor" not in fault.reason
    _found, (fault,) = header("x", "ieejemplo")
    assert "«cuentas»" in fault.reason


def test_a_second_row_of_headers_is_told_from_a_row() -> None:
    assert names_columns(ACCOUNTS, ["Red social", "", "cuenta *", "área"])
    assert not names_columns(ACCOUNTS, ["x", "cuenta", "área"])
    assert not names_columns(ACCOUNTS, ["cuenta"])
    assert not names_columns(ACCOUNTS, [])
