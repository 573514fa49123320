"""Typed cells as the files of either language say them."""

from datetime import date

import pytest

from monitor.intake import sheets
from monitor.intake.cells import NONE
from monitor.intake.contents import texts


@pytest.mark.parametrize(
    ("sheet", "column", "cell", "english", "spanish"),
    [
        ("accounts", "name", None, "", ""),
        ("accounts", "name", "=1+1", "=1+1", "=1+1"),
        ("accounts", "name", "owner", "owner", "owner"),
        ("accounts", "owner", NONE, "-", "-"),
        ("accounts", "opened_on", date(2026, 1, 31), "2026-01-31", "2026-01-31"),
        ("accounts", "official_on_portal", True, "yes", "sí"),
        ("accounts", "official_on_portal", False, "no", "no"),
        ("accounts", "status", "legacy_personal", "legacy_personal", "personal previa"),
        ("accounts", "linked_accounts", ("x/a", "x/b"), "x/a; x/b", "x/a; x/b"),
        ("areas", "role", "vocalía", "vocalía", "vocalía"),
        ("duties", "subject", "account:x/a:b", "account:x/a:b", "cuenta:x/a:b"),
        (
            "duties",
            "subject",
            "mailbox:a@iee.example",
            "mailbox:a@iee.example",
            "buzón:a@iee.example",
        ),
        ("attestations", "answer", True, "yes", "sí"),
    ],
)
def test_a_cell_is_said_in_both_languages(
    sheet: str, column: str, cell: object, english: str, spanish: str
) -> None:
    of = sheets.BY_NAME[sheet].by_name[column]
    assert (texts(of, "en")(cell), texts(of, "es")(cell)) == (english, spanish)
