"""What files call the subjects of a day, each kind in its own way."""

from datetime import date

from sqlalchemy import Connection, select, update

from monitor import db
from monitor.inventory import sheet_names
from monitor.inventory.models import AccountVersion, Institution
from monitor.scope import Scope
from tests.staging.register import TODAY, Register

ANA = "ana@iee.example"


def scope_of(register: Register) -> Scope:
    with register.engine.connect() as connection:
        return Scope(connection.execute(select(db.table(Institution).c.id)).scalar_one())


def test_every_kind_of_subject_has_a_reference(register: Register) -> None:
    register.take(
        {
            "areas": "code\nA\n",
            "people": f"email\n{ANA}\n",
            "mailboxes": "address\nr@iee.example\n",
            "accounts": "platform,handle,area\nx,IEE,A\n",
        }
    )
    query = sheet_names.references(scope_of(register), TODAY)
    with register.engine.connect() as connection:
        found = connection.execute(select(query.c.kind, query.c.reference)).all()
    assert sorted(tuple(row) for row in found) == [
        ("account", "account:x/IEE"),
        ("area", "area:A"),
        ("institution", "institution:IEE"),
        ("mailbox", "mailbox:r@iee.example"),
        ("person", f"person:{ANA}"),
    ]


def test_of_accounts_with_one_handle_the_open_one_is_meant(register: Register) -> None:
    register.take({"accounts": "platform,handle,area,status\nx,a,A,open\nx,b,A,closed\n"})
    own = db.table(AccountVersion)
    with db.writing(register.engine) as connection:
        taken = update(own).where(own.c.handle == "b").values(handle="A", handle_key="a")
        connection.execute(taken)
        query = sheet_names.one_account_per_handle(scope_of_open(connection), TODAY)
        found = connection.execute(select(query.c.handle, query.c.status)).all()
        later = sheet_names.one_account_per_handle(scope_of_open(connection), date(1, 1, 1))
        assert len(connection.execute(select(later)).all()) == 1
    assert [tuple(row) for row in found] == [("a", "open")]


def scope_of_open(connection: Connection) -> Scope:
    return Scope(connection.execute(select(db.table(Institution).c.id)).scalar_one())
