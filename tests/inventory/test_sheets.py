"""What exists as rows of files: the questions that only this stage can answer wrongly."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from monitor import db
from monitor.inventory import sheets
from monitor.inventory.models import Institution
from monitor.scope import Scope
from tests.staging.register import TODAY, Register

ANA, BEA = "ana@iee.example", "bea@iee.example"


def scope_of(register: Register) -> Scope:
    with register.engine.connect() as connection:
        return Scope(connection.execute(select(db.table(Institution).c.id)).scalar_one())


def rows(register: Register, sheet: str, *columns: str, day: date = TODAY) -> list[Any]:
    query = sheets.SHEETS[sheet](scope_of(register), day).subquery()
    with register.engine.connect() as connection:
        found = connection.execute(select(*(query.c[name] for name in columns)))
        return sorted((tuple(row) for row in found), key=str)


def test_heads_boxes_and_areas_are_told_by_their_names(register: Register) -> None:
    register.take(
        {
            "areas": f"code,parent,head\nA,,{ANA}\nB,a,-\nC,,\n",
            "accounts": (
                "platform,handle,area,login_mailbox,recovery_mailbox\nx,a,b,r@iee.example,-\n"
            ),
        }
    )
    assert rows(register, "areas", "code", "parent", "head", "head__none") == [
        ("A", None, ANA, False),
        ("B", "A", None, True),
        ("C", None, None, False),
    ]
    columns = ("area", "login_mailbox", "recovery_mailbox", "recovery_mailbox__none")
    assert rows(register, "accounts", *columns) == [("B", "r@iee.example", None, True)]


@pytest.mark.parametrize(
    ("sheet", "cells", "dated"),
    [
        ("", (ANA, None), []),
        (f"account:x/a,,{BEA},owner,2026-01-01\n", (None, None), ["2026-01-01"]),
        (f"account:x/a,,{BEA},substitute,2026-01-01\n", (ANA, None), ["2026-01-01"]),
        (f",A,{BEA},owner,2026-01-01\n", (ANA, None), ["2026-01-01"]),
    ],
    ids=["a cell alone", "a row of the same role", "a row of another role", "a row of the area"],
)
def test_a_designation_stands_in_a_cell_or_in_a_row(
    register: Register, sheet: str, cells: tuple[str | None, str | None], dated: list[str]
) -> None:
    owner = "" if "x/a" in sheet and "owner" in sheet else ANA
    register.take(
        {
            "accounts": f"platform,handle,area,owner\nx,a,A,{owner}\n",
            "designations": f"account,area,person,role,started_on\n{sheet}",
        }
    )
    assert rows(register, "accounts", "owner", "substitute") == [cells]
    found = rows(register, "designations", "started_on")
    assert [day.isoformat() for (day,) in found] == dated


def test_lists_up_to_a_day_and_none_after(register: Register) -> None:
    register.take(
        {
            "accounts": "platform,handle,area\nx,a,A\n",
            "access": (
                f"platform,handle,identity,observed_on\nx,a,{ANA},2026-01-01\nx,a,B,2026-02-01\n"
            ),
            "portal": "platform,handle,observed_on\nx,zz,2026-01-01\nx,a,2026-02-01\n",
        }
    )
    on = date(2026, 1, 31)
    assert rows(register, "access", "handle", "identity", day=on) == [("a", ANA)]
    assert rows(register, "portal", "handle", day=on) == [("zz",)]
    assert len(rows(register, "access", "identity")) == len(rows(register, "portal", "handle")) == 2
