"""Every sheet: its forms in both languages, and nothing that could mean two things."""

import pytest

from monitor import text
from monitor.intake import sheets
from monitor.intake.cells import parser
from monitor.intake.columns import Column, Sheet
from monitor.intake.wording import fold
from monitor.policy.platforms import Platforms
from tests.intake.conftest import TODAY

COLUMNS = [
    pytest.param(sheet, column, id=f"{sheet.name}.{column.name}")
    for sheet in sheets.ALL
    for column in sheet.columns
]


def test_the_sheets_are_those_of_the_contract_in_reading_order() -> None:
    assert [sheet.name for sheet in sheets.ALL] == [
        "areas", "people", "mailboxes", "accounts", "designations", "password_changes",
        "access", "portal", "documents", "attestations", "duties",
    ]  # fmt: skip


def test_no_name_means_two_sheets() -> None:
    forms = [form for sheet in sheets.ALL for form in {fold(each) for each in sheet.names}]
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize("sheet", sheets.ALL, ids=lambda sheet: sheet.name)
def test_a_sheet_is_found_by_every_name_with_and_without_accents(sheet: Sheet) -> None:
    for form in sheet.names:
        for written in (form, fold(form), form.upper(), fold(form).replace(" ", "_")):
            assert sheets.named(written) == sheet.name
    assert sheets.named("otra cosa") is None


@pytest.mark.parametrize("sheet", sheets.ALL, ids=lambda sheet: sheet.name)
def test_no_header_means_two_columns(sheet: Sheet) -> None:
    forms = [form for column in sheet.columns for form in {fold(each) for each in column.headers}]
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize("sheet", sheets.ALL, ids=lambda sheet: sheet.name)
def test_what_a_sheet_says_of_its_columns_is_of_columns_it_has(sheet: Sheet) -> None:
    named = {*sheet.key, *sum(sheet.either, ()), *sum(sheet.in_order, ())}
    assert named <= {*sheet.by_name, "handle_key"}


@pytest.mark.parametrize(("sheet", "column"), COLUMNS)
def test_no_value_means_two_things(sheet: Sheet, column: Column) -> None:
    assert sheet.by_name[column.name] is column
    meant: dict[str, str] = {}
    for choice in column.choices:
        for form in choice.forms:
            assert meant.setdefault(fold(form), choice.value) == choice.value


@pytest.mark.parametrize(("sheet", "column"), COLUMNS)
def test_every_form_of_every_value_is_accepted(
    sheet: Sheet, column: Column, platforms: Platforms
) -> None:
    assert column.es, f"{sheet.name}.{column.name} has no Spanish header"
    parse = parser(column, TODAY, platforms)
    for choice in column.choices:
        if choice.refused is None:
            for form in choice.forms:
                for written in (form, form.upper(), fold(form), form.replace(" ", "_")):
                    assert parse(written) == choice.value


@pytest.mark.parametrize(
    ("sheet", "header", "column"),
    [
        ("accounts", "red social", "platform"),
        ("accounts", "cuenta", "handle"),
        ("accounts", "área", "area"),
        ("accounts", "nombre", "name"),
        ("accounts", "propósito", "purpose"),
        ("accounts", "correo", "login_mailbox"),
        ("accounts", "estado", "status"),
        ("accounts", "propietaria", "owner"),
        ("accounts", "suplente", "substitute"),
        ("accounts", "cambio de contraseña", "password_changed_on"),
        ("accounts", "segundo factor", "second_factor"),
        ("areas", "clave", "code"),
        ("areas", "nombre", "name"),
        ("areas", "titular", "head"),
        ("people", "correo", "email"),
        ("people", "nombre", "name"),
        ("people", "cargo", "position"),
        ("people", "nivel", "rank"),
        ("people", "área", "area"),
        ("mailboxes", "correo", "address"),
    ],
)
def test_the_spanish_headers_of_the_contract_are_the_ones_printed(
    sheet: str, header: str, column: str
) -> None:
    assert sheets.display(sheet, column, "es") == header
    assert sheets.display(sheet, column, "en") == column


def test_names_are_given_in_the_language_in_use_unless_told() -> None:
    assert sheets.sheet_title("accounts") == "accounts"
    assert sheets.sheet_title("accounts", "es") == "cuentas"
    assert sheets.display("people", "email") == "email"
    assert text.language() == "en"


def test_what_may_lie_ahead_is_what_the_contract_says() -> None:
    ahead = {column.name for sheet in sheets.ALL for column in sheet.columns if column.future}
    assert ahead == {"due_on", "valid_until", "active_to", "ended_on"}
