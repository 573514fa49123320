"""Documents, attestations and duties as rows of files, about every kind of subject."""

from datetime import date
from typing import Any

from sqlalchemy import select

from monitor import db
from monitor.duties.sheets import SHEETS
from monitor.inventory.models import Institution
from monitor.scope import Scope
from tests.staging.register import TODAY, Register

ANA, BEA = "ana@iee.example", "bea@iee.example"


def rows(register: Register, sheet: str, *columns: str, day: date = TODAY) -> list[Any]:
    with register.engine.connect() as connection:
        own = Scope(connection.execute(select(db.table(Institution).c.id)).scalar_one())
        source = SHEETS[sheet](own, day).subquery()
        found = connection.execute(select(*(source.c[name] for name in columns)))
        return sorted((tuple(row) for row in found), key=str)


def test_rows_say_what_and_whom_they_are_about(register: Register) -> None:
    register.take(
        {
            "accounts": "platform,handle,area\nx,Iee,A\n",
            "documents": (
                f"kind,subject,person,signed_on\nresponsiva,account:x/iee,{ANA},2026-01-01\n"
                "strategy,institution:iee,,2026-01-02\nother,mailbox:r@iee.example,,2026-01-03\n"
            ),
            "attestations": (
                "control,subject,person,by,on,answer\n"
                f"password.custody,area:a,{BEA},{ANA},2026-01-01,no\n"
                f"password.custody,person:{BEA},,{ANA},2026-02-01,yes\n"
            ),
        }
    )
    assert rows(register, "documents", "subject", "person") == [
        ("account:x/Iee", ANA),
        ("institution:IEE", None),
        ("mailbox:r@iee.example", None),
    ]
    assert rows(register, "attestations", "subject", "person", "by", "answer") == [
        ("area:A", BEA, ANA, False),
        (f"person:{BEA}", None, ANA, True),
    ]
    before = date(2026, 1, 31)
    assert len(rows(register, "attestations", "on", day=before)) == 1
    assert len(rows(register, "documents", "kind", day=date(2026, 1, 2))) == 2


def test_what_was_discharged_later_was_open(register: Register) -> None:
    register.take(
        {
            "areas": "code\nA\n",
            "duties": (
                "control,subject,due_on,done_on\nrotation.max-age,area:A,2027-01-01,\n"
                "rotation.max-age,area:A,2026-05-01,2026-06-01\n"
            ),
        }
    )
    done = date(2026, 6, 1)
    assert rows(register, "duties", "done_on", day=done) == [(None,), (done,)]
    assert rows(register, "duties", "done_on", day=date(2026, 5, 31)) == [(None,), (None,)]
