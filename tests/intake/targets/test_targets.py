"""Every format that is written is read back, cell by cell, in both languages."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.intake import sheets, sources, targets
from monitor.intake.cells import NONE
from monitor.intake.contents import Contents
from monitor.intake.inventory_files import InventoryFiles, open_inventory
from monitor.policy.platforms import Platforms
from tests.intake.conftest import TODAY
from tests.intake.workbooks import LIBREOFFICE, saved_by_libreoffice

AREAS, PEOPLE = sheets.BY_NAME["areas"], sheets.BY_NAME["people"]
ACCOUNTS = sheets.BY_NAME["accounts"]
ON_ONE_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

WILD = [
    *("=1+1", "#REF!", "#1", "+1", "@a", "'a", '"', ";", ",", "a\nb", "a\r\nb", "a\rb", "a\tb"),
    *(
        "_x000D_",
        "_x005F_",
        "_xD800_",
        "TRUE",
        "1234.0",
        "2026-01-31",
        "sí",
        "\ufffe",
        "\U0001f600",
    ),
    *("- ", "&lt;", "<b>", "]]>", "Ñandú", "e\u0301", "\u202e", "null", "a\u2028b", "a" * 32_767),
]


def test_each_file_of_the_folder_is_a_format_that_can_be_read() -> None:
    folder = Path(targets.__file__).parent
    assert {path.stem for path in folder.glob("[a-z]*.py")} == set(targets.FORMATS)
    assert {f".{name}" for name in targets.FORMATS} <= sources.ENDINGS


def written(
    folder: Path, form: str, lang: str, platforms: Platforms, *contents: Contents
) -> InventoryFiles:
    for path in folder.iterdir():
        path.unlink()
    files = targets.named(form).write(folder, contents, lang)
    assert sorted(files) == sorted(folder.iterdir())
    return open_inventory(folder, TODAY, platforms)


def account(name: object, **more: object) -> Sequence[object]:
    cells = {"platform": "x", "handle": "iee", "area": "A", "name": name, **more}
    return [cells.get(column.name) for column in ACCOUNTS.columns]


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("form", targets.FORMATS)
def test_every_kind_of_cell_is_read_back(
    tmp_path: Path, platforms: Platforms, form: str, lang: str
) -> None:
    said = {
        "status": "legacy_personal",
        "opened_on": date(1900, 1, 1),
        "last_post_on": date(2026, 11, 22),
        "authorised_on": NONE,
        "official_on_portal": False,
        "linked_accounts": ("x/uno", "facebook/dosmx"),
        "owner": NONE,
        "second_factor": "none",
    }
    inventory = written(
        tmp_path, form, lang, platforms, Contents(ACCOUNTS, iter([account("Uno", **said)]))
    )
    (row,) = inventory.rows("accounts")
    assert (inventory.faults, inventory.notes) == ([], [])
    assert row.values == {
        **said,
        "platform": "x",
        "handle": "iee",
        "handle_key": "iee",
        "area": "A",
        "name": "Uno",
    }


@pytest.mark.parametrize("form", targets.FORMATS)
def test_sheets_without_rows_are_sheets(tmp_path: Path, platforms: Platforms, form: str) -> None:
    inventory = written(tmp_path, form, "es", platforms, Contents(AREAS, ()), Contents(PEOPLE, ()))
    assert inventory.sheets == ("areas", "people")
    assert [row for sheet in inventory.sheets for row in inventory.rows(sheet)] == []
    assert (inventory.faults, inventory.notes, inventory.unread) == ([], [], set())


@pytest.mark.parametrize("form", targets.FORMATS)
def test_no_text_is_altered(tmp_path: Path, platforms: Platforms, form: str) -> None:
    rows = [account(text, handle=f"iee{number}") for number, text in enumerate(WILD)]
    inventory = written(tmp_path, form, "en", platforms, Contents(ACCOUNTS, rows))
    back = [row.values.get("name") for row in inventory.rows("accounts")]
    assert inventory.faults == []
    assert back == [NONE if text.strip() == "-" else text.strip() for text in WILD]


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('";,#=_x0\n\t\r'), max_size=30
).map(str.strip)


@pytest.mark.parametrize("form", targets.FORMATS)
@ON_ONE_FOLDER
@given(texts=st.lists(WORDS, min_size=1, max_size=6), lang=st.sampled_from(["es", "en"]))
def test_whatever_is_written_is_read_back(
    form: str, texts: list[str], lang: str, tmp_path: Path, platforms: Platforms
) -> None:
    """The first column too, where a # could be taken for a comment."""
    rows = [
        [f"{text[:9]}{number}" if column.name == "code" else text for column in AREAS.columns[:2]]
        + [None] * (len(AREAS.columns) - 2)
        for number, text in enumerate(texts)
    ]
    inventory = written(tmp_path, form, lang, platforms, Contents(AREAS, rows))
    back = list(inventory.rows("areas"))
    assert inventory.faults == []
    for row, (code, name, *_rest) in zip(back, rows, strict=True):
        assert row.values["code"] == " ".join(str(code).split())
        kept = row.values.get("name")
        assert (None if kept is NONE else kept or "") == (
            None if name in set("-\u2013\u2014") else name
        )


@pytest.mark.skipif(not LIBREOFFICE, reason="LibreOffice is not on this machine")
def test_libreoffice_opens_and_saves_a_workbook_without_altering_it(
    tmp_path: Path, platforms: Platforms
) -> None:
    kept = [text for text in WILD if text.isprintable() and not text.startswith("_x")]
    rows = [account(text, handle=f"iee{number}") for number, text in enumerate(kept)]
    folder = tmp_path / "out"
    folder.mkdir()
    written(folder, "xlsx", "en", platforms, Contents(ACCOUNTS, rows))
    path = folder / "inventory.xlsx"
    path.write_bytes(saved_by_libreoffice(path.read_bytes(), tmp_path))
    inventory = open_inventory(path, TODAY, platforms)
    back = [row.values.get("name") for row in inventory.rows("accounts")]
    assert inventory.faults == []
    assert back == [NONE if text.strip() == "-" else text for text in kept]
