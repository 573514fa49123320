"""The inventory of a day: every sheet, in one order on both databases, and as often as rows ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Engine, event

from monitor import db
from monitor.intake import sheets
from monitor.intake.cells import NONE
from monitor.reports.inventory import SELECTS, contents
from monitor.scope import Scope
from tests.acts.test_importing import WHOLE
from tests.reports.round_trips import own
from tests.staging import register as registers
from tests.staging.register import IEE, TODAY, Register

register, shared_engine = registers.register, registers.shared_engine


def read(register: Register, day: date = TODAY) -> dict[str, list[list[object]]]:
    with db.reading(register.engine) as connection:
        found = contents(connection, own(connection), day)
        return {each.sheet.name: [list(row) for row in each.rows] for each in found}


def test_every_sheet_has_a_select() -> None:
    assert set(SELECTS) == {sheet.name for sheet in sheets.ALL}


def test_every_column_of_a_select_is_one_of_its_sheet(register: Register) -> None:
    """Or it says that there is none, in a column that may say so."""
    register.take({"areas": "code\nA\n"})
    for name, query in SELECTS.items():
        sheet = sheets.BY_NAME[name]
        for column in query(own_scope(register), TODAY).subquery().c:
            plain = column.name.removesuffix("__none")
            assert plain in {*sheet.by_name, "account_id"}, name
            assert plain == column.name or sheet.by_name[plain].dash, name


def own_scope(register: Register) -> Scope:
    with register.engine.connect() as connection:
        return own(connection)


def test_sheets_without_rows_are_left_out_but_for_the_accounts(register: Register) -> None:
    register.take({"areas": "code,name\nB,Bé\na,-\n"})
    assert read(register) == {
        "areas": [["B", "Bé", None, None, None, None], ["a", None, None, None, None, None]],
        "accounts": [],
    }


def test_none_and_nobody_knows_differ(register: Register) -> None:
    register.take(
        {
            "areas": "code,head\nA,-\nB,\n",
            "mailboxes": "address,holder\na@iee.example,-\nb@iee.example,\n",
            "accounts": (
                "platform,handle,area,login_mailbox,recovery_mailbox,authorised_on,linked_accounts,"
                "owner,substitute,second_factor,second_factor_holder\n"
                "x,a,A,-,-,-,-,-,-,totp,-\nx,b,A,,,,,,,totp,\n"
            ),
        }
    )
    found = read(register)
    assert [row[-1] for row in found["areas"]] == [NONE, None]
    assert [row[3] for row in found["mailboxes"]] == [NONE, None]
    for name in (
        *("login_mailbox", "recovery_mailbox", "authorised_on", "linked_accounts"),
        *("owner", "substitute", "second_factor_holder"),
    ):
        place = [column.name for column in sheets.BY_NAME["accounts"].columns].index(name)
        assert [row[place] for row in found["accounts"]] == [NONE, None], name


def test_rows_are_in_the_order_of_their_bytes_on_every_database(register: Register) -> None:
    codes = ["Z", "a", "B", "á", "A1", "A 1", "ñ", "Ñ2", "_", "y", "10", "9"]
    register.take({"areas": "code\n" + "\n".join(codes) + "\n"})
    found = [str(row[0]) for row in read(register)["areas"]]
    assert found == sorted(codes, key=str.encode)


def test_links_go_with_their_own_account(register: Register) -> None:
    register.take(
        {
            "accounts": (
                "platform,handle,area,linked_accounts\n"
                "x,b,A,x/c;instagram/c\nx,B2,A,-\nx,a,A,x/b;x/out;youtube/abc\nfacebook,aaaaa,A,\n"
                "x,d,A,x/a\n"
            )
        }
    )
    place = [column.name for column in sheets.BY_NAME["accounts"].columns].index("linked_accounts")
    found = {(row[0], row[1]): row[place] for row in read(register)["accounts"]}
    assert found == {
        ("facebook", "aaaaa"): None,
        ("x", "B2"): NONE,
        ("x", "a"): ("x/b", "x/out", "youtube/abc"),
        ("x", "b"): ("instagram/c", "x/c"),
        ("x", "d"): ("x/a",),
    }


def test_another_institution_is_not_in_it(register: Register) -> None:
    register.take(WHOLE)
    with register.engine.connect() as connection:
        first = own(connection)
        alone = {each.sheet.name: list(each.rows) for each in contents(connection, first, TODAY)}
    register.folder = register.folder.parent / "other"
    register.folder.mkdir()
    register.institution = IEE.model_copy(update={"code": "OTHER"})
    register.take({"accounts": "platform,handle,area,owner\nx,other,OTHER,o@other.example\n"})
    with register.engine.connect() as connection:
        found = {each.sheet.name: list(each.rows) for each in contents(connection, first, TODAY)}
    assert found == alone


def test_statements_do_not_grow_with_rows(register: Register) -> None:
    counts = []
    for accounts in (1, 1200):
        lines = (f"x,a{number},A,x/b\n" for number in range(accounts))
        register.take({"accounts": "platform,handle,area,linked_accounts\n" + "".join(lines)})
        with counted(register.engine) as statements:
            assert len(read(register)["accounts"]) == accounts
        counts.append(len(statements))
        register.empty()
    the_institution, links = 1, 1
    assert counts == [len(sheets.ALL) + the_institution + links] * 2


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Give the statements that are sent in the block."""
    sent: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    yield sent
    event.remove(engine, "before_cursor_execute", count)
