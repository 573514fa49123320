"""Importing into a register that lives: only what differs is written, with its entries."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, insert, select

from monitor import db
from monitor.audit.models import AuditEntry
from monitor.history import ALWAYS, put
from monitor.intake.faults import IntakeError
from monitor.inventory.models import AccountVersion, Person, PersonVersion
from tests.acts.again import ANA, BEA, BEGUN, CARLA, TODAY, Again
from tests.acts.test_importing import WHOLE

MARCH, MAY, JULY = date(2026, 3, 1), date(2026, 5, 1), date(2026, 7, 1)
PEOPLE = f"email,name\n{ANA},Ana\n{BEA},Bea\n{CARLA},Carla\n"
AREA = "code\nA1\n"


@pytest.fixture
def again(engine: Engine, tmp_path: Path) -> Again:
    return Again(engine, tmp_path / "files")


def accounts(columns: str, *rows: str) -> str:
    return f"platform,handle,area,{columns}\n" + "".join(f"x,iee,A1,{row}\n" for row in rows)


def test_the_same_files_again_change_nothing(again: Again) -> None:
    first = again.take(WHOLE, MARCH)
    before = again.everything(log=True)
    second = again.take(WHOLE)
    assert first.changed == {"account": 2, "area": 2, "institution": 1, "mailbox": 1, "person": 2}
    assert second.changed == {}
    assert again.everything(log=True) == before


def test_a_new_value_holds_from_the_day_and_the_old_one_until_then(again: Again) -> None:
    again.take({"people": f"email,name,position\n{ANA},Ana,Vocal\n"}, MARCH)
    changed = again.take({"people": f"email,name,position\n{ANA},Ana Ruiz,\n"}, MAY)
    assert changed.changed == {"person": 1}
    assert again.rows("person_version", "valid_from", "valid_to", "name", "position") == [
        (MARCH, MAY, "Ana", "Vocal"),
        (MAY, None, "Ana Ruiz", "Vocal"),
    ]


def test_an_empty_cell_leaves_a_fact_and_a_dash_ends_it(again: Again) -> None:
    again.take({"people": f"email,name,phone\n{ANA},Ana,555\n"}, MARCH)
    assert again.take({"people": f"email,name,phone\n{ANA},,\n"}, MAY).changed == {}
    again.take({"people": f"email,name,phone\n{ANA},,-\n"}, JULY)
    assert again.rows("person_version", "valid_from", "name", "phone") == [
        (MARCH, "Ana", "555"),
        (JULY, "Ana", None),
    ]


def test_a_second_value_for_the_same_day_replaces_the_first(again: Again) -> None:
    for name in ("Ana", "Anna"):
        again.take({"people": f"email,name\n{ANA},{name}\n"}, MARCH)
    assert again.rows("person_version", "valid_from", "valid_to", "name") == [(MARCH, None, "Anna")]


def test_news_that_arrives_late_is_carried_forward_until_that_value_changes(again: Again) -> None:
    again.take({"people": f"email,name,position\n{ANA},Ana,Vocal\n"}, BEGUN)
    again.take({"people": f"email,name,position\n{ANA},Ana,Jefa\n"}, JULY)
    again.take({"people": f"email,name,position,phone\n{ANA},Ana Ruiz,Asesora,555\n"}, MARCH)
    columns = ("valid_from", "valid_to", "name", "position", "phone")
    assert again.rows("person_version", *columns) == [
        (BEGUN, MARCH, "Ana", "Vocal", None),
        (MARCH, JULY, "Ana Ruiz", "Asesora", "555"),
        (JULY, None, "Ana Ruiz", "Jefa", "555"),
    ]


@given(
    told=st.lists(
        st.tuples(
            st.integers(1, 6),
            st.sampled_from(["", "Ana", "Eva"]),
            st.sampled_from(["", "-", "Vocal", "Jefa"]),
        ),
        min_size=1,
        max_size=7,
    )
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_imports_in_any_order_leave_what_single_changes_leave(
    told: list[tuple[int, str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("order")
    again = Again(db.open_database(f"sqlite:///{folder / 'a.db'}"), folder / "files")
    again.take({"people": f"email,name\n{ANA},-\n"}, BEGUN)
    expected = _one_by_one(told)
    for day, name, position in told:
        on = BEGUN + timedelta(days=day)
        again.take({"people": f"email,name,position\n{ANA},{name},{position}\n"}, on)
    columns = ("valid_from", "valid_to", "name", "position")
    assert _joined(again.rows("person_version", *columns)) == _joined(expected)
    again.engine.dispose()


def _one_by_one(told: list[tuple[int, str, str]]) -> list[tuple[object, ...]]:
    engine = db.open_private()
    versions, subject = db.table(PersonVersion), {"institution_id": 1, "person_id": 2}
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        first = {"valid_from": BEGUN, "email": ANA, "email_key": ANA}
        connection.execute(insert(versions).values(**subject, **first))
        for day, name, position in told:
            values: dict[str, str | None] = {"name": name} if name else {}
            if position:
                values["position"] = None if position == "-" else position
            if values:
                put(connection, versions, subject, BEGUN + timedelta(days=day), values)
        c = versions.c
        query = select(c.valid_from, c.valid_to, c.name, c.position).order_by(c.valid_from)
        rows: list[tuple[object, ...]] = [tuple(row) for row in connection.execute(query)]
        connection.rollback()
    engine.dispose()
    return rows


def _joined(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Return the rows with neighbours that say the same as one: both ways tell the same history."""
    joined: list[tuple[object, ...]] = []
    for row in rows:
        if joined and joined[-1][2:] == row[2:]:
            joined[-1] = (joined[-1][0], *row[1:])
        else:
            joined.append(row)
    return joined


def test_another_owner_in_the_cell_ends_the_one_before(again: Again) -> None:
    files = {"areas": AREA, "people": PEOPLE}
    again.take({**files, "accounts": accounts("owner", ANA)}, MARCH)
    again.take({**files, "accounts": accounts("owner", ANA)}, MAY)
    again.take({**files, "accounts": accounts("owner", BEA)}, JULY)
    again.take({**files, "accounts": accounts("owner", "-")})
    columns = ("role", "person_id", "valid_from", "valid_to")
    assert again.rows("designation", *columns) == [
        ("owner", None, TODAY, None),
        ("owner", ANA, ALWAYS, JULY),
        ("owner", BEA, JULY, TODAY),
    ]


def test_an_owner_told_late_ends_where_the_next_one_began(again: Again) -> None:
    files = {"areas": AREA, "people": PEOPLE}
    again.take({**files, "accounts": accounts("owner", "")}, BEGUN)
    again.take({**files, "accounts": accounts("owner", ANA)}, JULY)
    again.take({**files, "accounts": accounts("owner", BEA)}, MARCH)
    assert again.rows("designation", "person_id", "valid_from", "valid_to") == [
        (ANA, JULY, None),
        (BEA, MARCH, JULY),
    ]


def test_a_dated_designation_is_corrected_not_repeated(again: Again) -> None:
    files = {"areas": AREA, "people": PEOPLE, "accounts": accounts("name", "")}
    row = f"account,person,role,started_on,ended_on,number\nx/iee,{ANA},owner,2026-03-01,"
    again.take({**files, "designations": f"{row},\n"}, MARCH)
    again.take({**files, "designations": f"{row}2026-07-01,12/2026\n"})
    assert again.rows("designation", "person_id", "valid_from", "valid_to", "number") == [
        (ANA, MARCH, JULY, "12/2026")
    ]


def test_a_list_of_linked_accounts_replaces_the_one_before(again: Again) -> None:
    again.take({"accounts": accounts("linked_accounts", "facebook/pag.a;facebook/pag.b")}, MARCH)
    again.take({"accounts": accounts("linked_accounts", "facebook/pag.b;facebook/pag.c")}, MAY)
    again.take({"accounts": accounts("linked_accounts", "")}, JULY)
    again.take({"accounts": accounts("linked_accounts", "-")})
    assert again.rows("linked_account", "handle_key", "valid_from", "valid_to") == [
        ("paga", ALWAYS, MAY),
        ("pagb", ALWAYS, TODAY),
        ("pagc", MAY, TODAY),
    ]
    assert again.rows("account_version", "valid_from", "linked_none") == [
        (MARCH, False),
        (TODAY, True),
    ]


def test_password_changes_stand_in_their_order_whenever_they_are_told(again: Again) -> None:
    for day in ("2026-05-01", "2026-07-01", "2026-03-01", "2026-07-01"):
        again.take({"accounts": accounts("password_changed_on", day)})
    assert again.rows("password_change", "valid_from", "valid_to") == [
        (MARCH, MAY),
        (MAY, JULY),
        (JULY, None),
    ]


def test_another_method_is_another_factor(again: Again) -> None:
    columns = "second_factor,second_factor_level,second_factor_holder"
    again.take({"accounts": accounts(columns, f"totp,witnessed,{ANA}")}, MARCH)
    again.take({"accounts": accounts(columns, "totp,,")}, MAY)
    again.take({"accounts": accounts(columns, "sms,,")}, JULY)
    assert again.rows("factor", "valid_from", "valid_to", "method", "level", "holder_id") == [
        (MARCH, JULY, "totp", "witnessed", ANA),
        (JULY, None, "sms", None, None),
    ]


def test_an_account_is_closed_from_its_closing_day_on(again: Again) -> None:
    again.take({"accounts": accounts("status", "open")}, MARCH)
    closing = {"accounts": accounts("closed_on", "2026-05-01")}
    again.take(closing)
    assert again.take(closing).changed == {}
    columns = ("valid_from", "valid_to", "status", "closed_on")
    assert again.rows("account_version", *columns) == [
        (MARCH, MAY, "open", None),
        (MAY, TODAY, "closed", None),
        (TODAY, None, "closed", MAY),
    ]


def test_an_account_closed_before_it_was_known_is_closed_from_the_import_on(again: Again) -> None:
    again.take({"accounts": accounts("closed_on", "2026-05-01")})
    assert again.rows("account_version", "valid_from", "status") == [(TODAY, "closed")]


def test_what_the_register_has_need_not_be_listed_again(again: Again) -> None:
    again.take({"areas": "code,name\nA1,Prensa\n", "people": PEOPLE}, MARCH)
    again.take({"areas": "code\nB2\n", "accounts": "platform,handle,area\nx,iee,prensa\n"})
    assert again.rows("account_version", "handle", "area_id") == [("iee", "a1")]
    assert again.rows("area_version", "code") == [("A1",), ("B2",)]


def test_a_name_that_a_subject_once_had_still_names_it(again: Again) -> None:
    again.take({"accounts": accounts("name", "")}, MARCH)
    _rename(again, "nuevo")
    again.take({"password_changes": "subject,changed_on\naccount:x/iee,2026-07-01\n"})
    assert again.rows("password_change", "subject_id", "valid_from") == [("x/nuevo", JULY)]


def test_a_sheet_that_lists_a_subject_by_a_former_name_is_refused(again: Again) -> None:
    again.take({"accounts": accounts("name", "")}, MARCH)
    _rename(again, "nuevo")
    before = again.everything(log=True)
    with pytest.raises(IntakeError, match="another name now") as refused:
        again.take({"accounts": accounts("name", "Otra")})
    assert [(fault.file, fault.row) for fault in refused.value.faults] == [("accounts.csv", 2)]
    assert again.everything(log=True) == before


def _rename(again: Again, handle: str) -> None:
    versions = db.table(AccountVersion)
    with db.writing(again.engine) as connection:
        own = connection.execute(select(versions.c.account_id)).scalar_one()
        subject = {"institution_id": 7, "account_id": own}
        put(connection, versions, subject, MAY, {"handle": handle, "handle_key": handle})


def test_every_changed_subject_has_one_entry_and_its_rows_bear_the_number(again: Again) -> None:
    again.take(WHOLE, MARCH)
    entry = db.table(AuditEntry)
    with again.engine.connect() as connection:
        found = connection.execute(select(entry).order_by(entry.c.seq)).all()
    assert [each.seq for each in found] == list(range(1, 10))
    assert {each.action for each in found} == {
        *(f"{kind}:imported" for kind in ("account", "area", "institution", "mailbox", "person"))
    }
    by_subject = {(each.object_kind, each.object_id): each.seq for each in found[:-1]}
    for kind in ("account", "area", "mailbox", "person"):
        table = f"{kind}_version"
        for own, number in _raw(again, table, f"{kind}_id", "entry"):
            assert by_subject[kind, own] == number


def test_the_log_keeps_no_personal_value(again: Again) -> None:
    again.take(WHOLE, MARCH)
    details = [row[0] for row in again.rows("audit_entry", "details")]
    assert not [text for text in details if "ana@" in text or '"Ana"' in text or "redes" in text]
    person = next(text for text in details if "person_version" in text)
    told = json.loads(person)["person_version"][0]
    assert told["email"].startswith("sha256:")
    assert told["name"].startswith("sha256:")


def test_refused_files_leave_no_trace(again: Again) -> None:
    again.take(WHOLE, MARCH)
    before = again.everything(log=True)
    with pytest.raises(IntakeError):
        again.take({"accounts": accounts("owner", "nobody")})
    assert again.everything(log=True) == before


def _raw(again: Again, table: str, *columns: str) -> list[tuple[object, ...]]:
    chosen = Person.metadata.tables[table]
    with again.engine.connect() as connection:
        query = select(*(chosen.c[name] for name in columns))
        return [tuple(row) for row in connection.execute(query)]


def test_as_many_statements_for_400_accounts_as_for_10(engine: Engine, tmp_path: Path) -> None:
    again = Again(engine, tmp_path / "files")
    counted = []
    for count in (10, 400):
        for name in ("Uno", "Dos"):
            with statements(engine) as told:
                again.take({"accounts": many(count, name)})
        counted.append(len(told))
    assert counted[0] == counted[1]


def many(count: int, name: str) -> str:
    rows = (f"x,cuenta{number},A{number},{name}{count},{ANA}" for number in range(count))
    return "platform,handle,area,name,owner\n" + "\n".join(rows)


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    told: list[str] = []

    def note(*arguments: object) -> None:
        told.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield told
    finally:
        event.remove(engine, "before_cursor_execute", note)
