"""Typed values as columns: keys beside names, ids in place of names, none where none is said."""

from datetime import date

import pytest

from monitor.intake.cells import NONE
from monitor.inventory.values import columns_of

IDS = {("area", "CS"): 3, ("person", "ana@iee.example"): 5}


def resolve(kind: str, text: str) -> int:
    return IDS[kind, text]


@pytest.mark.parametrize(
    ("kind", "typed", "columns"),
    [
        ("account", {"area": "CS", "name": "X"}, {"area_id": 3, "name": "X"}),
        ("account", {"name": NONE}, {"name": None}),
        ("account", {"authorised_on": NONE}, {"authorised_on": None, "authorised_none": True}),
        (
            "account",
            {"authorised_on": date(2026, 1, 1)},
            {"authorised_on": date(2026, 1, 1), "authorised_none": False},
        ),
        ("account", {"official_on_portal": NONE}, {"official_on_portal": False}),
        ("account", {"official_on_portal": True}, {"official_on_portal": True}),
        ("account", {"login_mailbox": "a@b.example", "linked_accounts": NONE}, {}),
        ("area", {"parent": NONE}, {"parent_id": None}),
        ("area", {"code": "JD  01"}, {"code": "JD  01", "code_key": "jd 01"}),
        ("area", {"name": "Junta Ñ"}, {"name": "Junta Ñ", "name_key": "junta ñ"}),
        ("area", {"name": NONE}, {"name": None, "name_key": None}),
        (
            "person",
            {"email": "Ana@iee.example", "name": "Ana"},
            {"email": "Ana@iee.example", "email_key": "ana@iee.example", "name": "Ana"},
        ),
        ("mailbox", {"holder": NONE}, {"holder_id": None, "holder_none": True}),
        ("mailbox", {"holder": "ana@iee.example"}, {"holder_id": 5, "holder_none": False}),
        (
            "mailbox",
            {"address": "Redes.JD01@iee.example"},
            {
                "address": "Redes.JD01@iee.example",
                "address_key": "redes.jd01@iee.example",
                "domain": "iee.example",
                "local_key": "redes.jd01",
                "local_last": "jd01",
            },
        ),
    ],
)
def test_values_stand_for_columns(
    kind: str, typed: dict[str, object], columns: dict[str, object]
) -> None:
    assert columns_of(kind, typed, resolve) == columns
