"""Password changes and factors as rows of files: up to a day, and no more than a file may say."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Select, select, update

from monitor import db
from monitor.credentials.models import Factor
from monitor.credentials.sheets import factors, password_changes
from monitor.inventory.models import Institution
from monitor.scope import Scope
from tests.staging.register import TODAY, Register

ANA = "ana@iee.example"


def rows(register: Register, query: Any, *columns: str, day: date = TODAY) -> list[Any]:
    with register.engine.connect() as connection:
        own = Scope(connection.execute(select(db.table(Institution).c.id)).scalar_one())
        asked: Select[Any] = query(own, day)
        source = asked.subquery()
        found = connection.execute(select(*(source.c[name] for name in columns)))
        return sorted((tuple(row) for row in found), key=str)


def test_changes_of_cells_and_sheets_are_rows_up_to_a_day(register: Register) -> None:
    register.take(
        {
            "accounts": "platform,handle,area\nx,a,A\n",
            "mailboxes": "address,password_changed_on\nr@iee.example,2026-01-01\n",
            "password_changes": (
                f"subject,changed_on,by\naccount:x/a,2026-02-01,{ANA}\naccount:x/a,2026-03-01,-\n"
            ),
        }
    )
    columns = ("subject", "by", "by__none")
    assert rows(register, password_changes, *columns) == [
        ("account:x/a", ANA, False),
        ("account:x/a", None, True),
        ("mailbox:r@iee.example", None, False),
    ]
    assert len(rows(register, password_changes, "subject", day=date(2026, 2, 1))) == 2


@pytest.mark.parametrize(
    ("kept", "said"),
    [(None, None), ("attested", "attested"), ("proved", "witnessed"), ("kept", "witnessed")],
)
def test_a_level_is_said_as_far_as_a_file_may(
    register: Register, kept: str | None, said: str | None
) -> None:
    header = "platform,handle,area,second_factor,second_factor_on,second_factor_holder"
    register.take({"accounts": f"{header}\nx,a,A,totp,2026-02-01,{ANA}\nx,b,A,none,,-\n"})
    with db.writing(register.engine) as connection:
        connection.execute(update(db.table(Factor)).values(level=kept))
    columns = ("second_factor", "second_factor_level", "second_factor_holder")
    assert rows(register, factors, *columns, "second_factor_holder__none") == [
        ("none", said, None, True),
        ("totp", said, ANA, False),
    ]
    assert len(rows(register, factors, "second_factor", day=date(2026, 1, 31))) == 1
