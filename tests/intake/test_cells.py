"""One cell to one value, or a sentence that says what to do."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import text as words
from monitor.intake import sheets
from monitor.intake.cells import NONE, BadCellError, parser
from monitor.intake.columns import Choice, Column, Kind
from monitor.intake.references import Reference
from monitor.policy.platforms import Platforms, load_platforms
from tests.intake.conftest import TABLE, TODAY

CHOICES = (Choice("open", ("abierta",)), Choice("closed", ("cerrada",)))


def value(column: Column, text: str, platforms: Platforms) -> object:
    return parser(column, TODAY, platforms)(text)


def of_kind(kind: Kind, **more: object) -> Column:
    return Column("column", ("columna",), kind, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("31/01/2026", date(2026, 1, 31)),
        ("1/2/2026", date(2026, 2, 1)),
        ("29/02/2024", date(2024, 2, 29)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2026-11-22", TODAY),
    ],
)
def test_dates_are_iso_or_day_first(text: str, day: date, platforms: Platforms) -> None:
    assert value(of_kind("date"), text, platforms) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-02-30", "no such day"),
        ("29/02/2025", "no such day"),
        ("01/13/2026", "no such day"),
        ("0000-01-01", "no such day"),
        ("2026-1-1", "not a date"),
        ("01/02/26", "not a date"),
        ("20260101", "not a date"),
        ("2026-W01-1", "not a date"),
        ("2026-01-01 00:00", "not a date"),
        ("1 de enero de 2026", "not a date"),
        ("٢٠٢٦-٠١-٠١", "not a date"),
        ("46023", "not a date"),
        ("1899-12-31", "before 1900"),
        ("2026-11-23", "not come yet"),
    ],
)
def test_what_is_no_day_of_the_past_is_refused(
    text: str, reason: str, platforms: Platforms
) -> None:
    with pytest.raises(BadCellError, match=reason):
        value(of_kind("date"), text, platforms)


def test_a_day_in_a_message_is_written_as_people_of_the_language_do(platforms: Platforms) -> None:
    with pytest.raises(BadCellError, match="today is 2026-11-22"):
        value(of_kind("date"), "2026-11-23", platforms)
    words.use("es")
    with pytest.raises(BadCellError, match="hoy es 22/11/2026"):
        value(of_kind("date"), "2026-11-23", platforms)


def test_a_date_that_may_lie_ahead_may(platforms: Platforms) -> None:
    assert value(of_kind("date", future=True), "2030-01-01", platforms) == date(2030, 1, 1)


@pytest.mark.parametrize("text", ["yes", "YES", "sí", "si", "Sí", "true", "VERDADERO", "1", "y"])
def test_yes_has_many_forms(text: str, platforms: Platforms) -> None:
    assert value(of_kind("boolean"), text, platforms) is True


@pytest.mark.parametrize("text", ["no", "No", "false", "FALSO", "0", "n"])
def test_no_has_many_forms(text: str, platforms: Platforms) -> None:
    assert value(of_kind("boolean"), text, platforms) is False


def test_maybe_is_refused(platforms: Platforms) -> None:
    with pytest.raises(BadCellError, match="Write yes or no"):
        value(of_kind("boolean"), "maybe", platforms)


def test_a_listed_value_is_given_in_english(platforms: Platforms) -> None:
    column = of_kind("choice", choices=CHOICES)
    assert value(column, "ABIERTA", platforms) == "open"
    with pytest.raises(BadCellError, match=r"mean “abierta”.*open \[abierta\], closed"):
        value(column, "abirta", platforms)
    with pytest.raises(BadCellError, match=r"^Write one of"):
        value(column, "zzzz", platforms)


def test_a_value_beyond_an_open_list_is_taken_as_it_is(platforms: Platforms) -> None:
    column = of_kind("choice", choices=CHOICES, open_choice=True)
    assert value(column, "cerrada", platforms) == "closed"
    assert value(column, "Archivo", platforms) == "Archivo"


@pytest.mark.parametrize("level", ["proved", "kept", "comprobado", "Resguardado"])
def test_a_file_may_not_claim_what_only_the_product_can_see(
    level: str, platforms: Platforms
) -> None:
    column = sheets.BY_NAME["accounts"].by_name["second_factor_level"]
    assert value(column, "presenciado", platforms) == "witnessed"
    with pytest.raises(BadCellError, match=r"attested.*evidenced.*witnessed"):
        value(column, level, platforms)


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_a_dash_says_there_is_none_where_it_may(dash: str, platforms: Platforms) -> None:
    assert value(of_kind("text", dash=True), dash, platforms) is NONE
    assert repr(NONE) == "NONE"
    with pytest.raises(BadCellError, match="leave the cell empty"):
        value(of_kind("date"), dash, platforms)


def test_a_dash_is_the_listed_none(platforms: Platforms) -> None:
    column = sheets.BY_NAME["accounts"].by_name["second_factor"]
    assert value(column, "-", platforms) == "none"


def test_a_cell_longer_than_a_spreadsheet_holds_is_refused_without_echo(
    platforms: Platforms,
) -> None:
    assert value(of_kind("text"), "x" * 32_767, platforms) == "x" * 32_767
    with pytest.raises(BadCellError, match=r"at most 32767 characters and has 32768") as told:
        value(of_kind("text"), "x" * 32_768, platforms)
    assert len(str(told.value)) < 100


@pytest.mark.parametrize(
    ("sheet", "column", "limit"),
    [
        ("areas", "code", 255),
        ("areas", "name", 255),
        ("accounts", "platform", 60),
        ("access", "identity", 320),
        ("duties", "control", 255),
        ("duties", "subject", 400),
        ("people", "name", 32_767),
    ],
)
def test_what_is_referred_to_by_name_is_short_enough_to_be_indexed(
    sheet: str, column: str, limit: int, platforms: Platforms
) -> None:
    with pytest.raises(BadCellError, match=f"at most {limit} characters"):
        value(sheets.BY_NAME[sheet].by_name[column], "x" * (limit + 1), platforms)


@pytest.mark.parametrize("text", ["a\x1b[2J", "a\x00b", "a\x85b"])
def test_control_characters_are_refused(text: str, platforms: Platforms) -> None:
    with pytest.raises(BadCellError, match="control character"):
        value(of_kind("text"), text, platforms)


def test_text_keeps_its_line_breaks_and_odd_spaces(platforms: Platforms) -> None:
    assert value(of_kind("text"), "a\r\nb\tc\u00a0d", platforms) == "a\r\nb\tc\u00a0d"


def test_an_at_sign_before_a_handle_is_dropped(platforms: Platforms) -> None:
    assert value(of_kind("handle"), "@IEEjemplo", platforms) == "IEEjemplo"
    with pytest.raises(BadCellError, match="no handle after the @"):
        value(of_kind("handle"), "@", platforms)


def test_networks_go_by_one_name(platforms: Platforms) -> None:
    assert value(of_kind("platform"), "Twitter", platforms) == "x"
    assert value(of_kind("platform"), " Nueva  Red ", platforms) == "nueva red"
    for text in ("x/iee", "https://x.com"):
        with pytest.raises(BadCellError, match="name of the network"):
            value(of_kind("platform"), text, platforms)


def test_an_address_may_be_written_as_a_reference(platforms: Platforms) -> None:
    column = of_kind("email", subjects=("person",))
    assert value(column, "persona:Juana@IEE.example", platforms) == "Juana@iee.example"
    assert value(column, "Juana@IEE.example", platforms) == "Juana@iee.example"
    with pytest.raises(BadCellError, match="exactly one @"):
        value(column, "persona:juana", platforms)
    with pytest.raises(BadCellError, match="exactly one @"):
        value(of_kind("email"), "juana", platforms)


@pytest.mark.parametrize("text", ["x.com/iee", "https://x.com/iee", "http://iee.example/redes?x=1"])
def test_a_url_is_kept_as_given(text: str, platforms: Platforms) -> None:
    assert value(of_kind("url"), text, platforms) == text


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "iee", "http://[", "x.com/a b", "ftp://x.com"]
)
def test_what_is_no_web_address_is_refused(text: str, platforms: Platforms) -> None:
    with pytest.raises(BadCellError, match="not the address of a web page"):
        value(of_kind("url"), text, platforms)


def test_a_digest_is_whole_and_lower_case(platforms: Platforms) -> None:
    assert value(of_kind("digest"), "AB" * 32, platforms) == "ab" * 32
    with pytest.raises(BadCellError, match="64 characters"):
        value(of_kind("digest"), "ab" * 31, platforms)


def test_lists_are_separated_by_semicolons_and_hold_each_item_once(platforms: Platforms) -> None:
    assert value(of_kind("list"), "a; b ;;a", platforms) == ("a", "b")
    linked = of_kind("list", subjects=("account",))
    text = "Twitter/IEE; https://facebook.com/Iee.Ejemplo; x/iee"
    assert value(linked, text, platforms) == ("x/iee", "facebook/ieeejemplo")
    with pytest.raises(BadCellError, match="platform/handle"):
        value(linked, "x/iee; @iee", platforms)


def test_references_and_areas_are_read(platforms: Platforms) -> None:
    column = of_kind("reference", subjects=("account", "mailbox"))
    assert value(column, "cuenta:x/IEE", platforms) == Reference("account", "x/iee")
    assert value(of_kind("area"), "Junta   Local", platforms) == "Junta Local"


PARSERS = [
    parser(column, TODAY, load_platforms(TABLE.read_text(encoding="utf-8")))
    for sheet in sheets.ALL
    for column in sheet.columns
]


@given(st.text(min_size=1))
def test_any_text_in_any_column_is_a_value_or_a_finished_sentence(text: str) -> None:
    for parse in PARSERS:
        try:
            parse(text.strip() or "x")
        except BadCellError as told:
            assert str(told).endswith(".")  # noqa: PT017 - whatever is raised must read so
