"""Which subject is meant: by any form, by old names, the living before the dead, the nearest."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from monitor.acts import accounts, areas, people
from monitor.intake.faults import IntakeError, RefusedError
from monitor.inventory import lookup
from monitor.inventory.lookup import (
    AmbiguousSubjectError,
    Found,
    UnknownSubjectError,
    find,
    find_among,
)
from monitor.inventory.models import AccountVersion, PersonVersion
from monitor.scope import Scope
from tests.acts.small_register import ANA, BEGUN, REDES, TODAY, Living, small

MAY = date(2026, 5, 4)
ALL = ("account", "mailbox", "area", "person", "institution")


@pytest.fixture
def living(engine: Engine) -> Living:
    return small(engine)


@pytest.fixture
def connection(living: Living) -> Iterator[Connection]:
    with living.engine.connect() as opened:
        yield opened


@pytest.mark.parametrize(
    "text",
    [
        "x/ieejemplo",
        "account:x/ieejemplo",
        "cuenta:x/IEEjemplo",
        "twitter/@ieejemplo",
        "https://x.com/ieejemplo",
        " https://www.twitter.com/IEEjemplo/?s=20 ",
    ],
)
def test_an_account_is_found_by_any_form(living: Living, connection: Connection, text: str) -> None:
    [(account, *_)] = living.rows(AccountVersion, "account_id")
    assert find(connection, living.scope, "account", text, TODAY) == account
    assert find_among(connection, living.scope, ALL, text, TODAY) == Found("account", account)


def test_many_accounts_are_found_as_each_alone_is_old_handles_too(living: Living) -> None:
    living.act(accounts.rename_account, "x/ieejemplo", "iee_nueva", MAY)
    living.act(accounts.add_account, "x/ieejemplo", {"area": "CS"}, TODAY)
    living.act(accounts.add_account, "x/cerrada", {"area": "CS"}, BEGUN)
    living.act(accounts.close_account, "x/cerrada", MAY)
    living.act(accounts.add_account, "x/cerrada", {"area": "CS"}, TODAY)
    keys = ["x/ieejemplo", "x/iee_nueva", "x/cerrada"]
    with living.engine.connect() as connection:
        for day in (BEGUN, MAY, TODAY):
            alone = {key: find(connection, living.scope, "account", key, day) for key in keys}
            asked = [*keys, "x/nadie"]
            found = lookup.accounts_by_key(connection, living.scope, asked, day)
            assert found == alone


def test_why_nothing_is_called_so_is_told_with_the_nearest(
    living: Living, connection: Connection
) -> None:
    told = lookup.why_unknown(connection, living.scope, "account", "x/ieejempl")
    assert told == "The register has no such account. Did you mean “x/ieejemplo”?"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (REDES, "mailbox"),
        (f"buzón:{REDES}", "mailbox"),
        (ANA, "person"),
        ("person:ANA@IEE.EXAMPLE", "person"),
        ("CS", "area"),
        ("área:jd01", "area"),
        ("Comunicación  SOCIAL", "area"),
        ("institution:iee", "institution"),
    ],
)
def test_the_kind_is_told_by_the_shape_or_the_prefix(
    living: Living, connection: Connection, text: str, kind: str
) -> None:
    assert find_among(connection, living.scope, ALL, text, TODAY).kind == kind


def test_an_address_of_a_mailbox_and_a_person_must_say_which(living: Living) -> None:
    living.act(people.add_person, REDES, {}, BEGUN)
    with living.engine.connect() as connection:
        with pytest.raises(AmbiguousSubjectError, match=f"mailbox:{REDES} / person:{REDES}"):
            find_among(connection, living.scope, ALL, REDES, TODAY)
        found = find_among(connection, living.scope, ("account", "mailbox"), REDES, TODAY)
        assert found.kind == "mailbox"


def test_who_bears_a_name_now_comes_before_who_bore_it(living: Living) -> None:
    living.act(accounts.rename_account, "x/ieejemplo", "iee_viejo", MAY)
    living.act(accounts.add_account, "x/ieejemplo", {"area": "CS"}, TODAY)
    rows = living.rows(AccountVersion, "account_id", "handle")
    old = next(account for account, handle in rows if handle == "iee_viejo")
    with living.engine.connect() as connection:
        now = find(connection, living.scope, "account", "x/ieejemplo", TODAY)
        then = find(connection, living.scope, "account", "x/ieejemplo", BEGUN)
        between = find(connection, living.scope, "account", "x/ieejemplo", date(2026, 8, 1))
    assert now != old
    assert then == old
    assert between in {old, now}


def test_a_living_account_comes_before_a_closed_one_of_that_handle(living: Living) -> None:
    living.act(accounts.close_account, "x/ieejemplo", MAY)
    living.act(accounts.add_account, "x/ieejemplo", {"area": "CS"}, MAY)
    with living.engine.connect() as connection:
        found = find(connection, living.scope, "account", "x/ieejemplo", TODAY)
    statuses = living.rows(AccountVersion, "status", account_id=found)
    assert statuses == [(None,)]


def test_another_institution_s_subjects_are_not_found(connection: Connection) -> None:
    with pytest.raises(UnknownSubjectError):
        find(connection, Scope(8), "account", "x/ieejemplo", TODAY)


@pytest.mark.parametrize(
    ("kind", "text", "near"),
    [
        ("account", "x/ieejenplo", "x/ieejemplo"),
        ("account", "x/jeejemplo", "x/ieejemplo"),
        ("person", "anna@iee.example", ANA),
        ("mailbox", "rede@iee.example", REDES),
        ("area", "JD1", "JD01"),
    ],
)
def test_the_nearest_is_named(
    living: Living, connection: Connection, kind: str, text: str, near: str
) -> None:
    with pytest.raises(UnknownSubjectError, match=f"Did you mean “{near}”"):
        find(connection, living.scope, kind, text, TODAY)


def test_where_nothing_is_near_it_is_said_where_to_look(
    living: Living, connection: Connection
) -> None:
    with pytest.raises(UnknownSubjectError, match="monitor account list"):
        find(connection, living.scope, "account", "facebook/zzzzzzzz", TODAY)


def test_many_names_are_not_all_compared(
    living: Living, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "CANDIDATES", 1)
    with pytest.raises(UnknownSubjectError):
        find(connection, living.scope, "person", "zana@iee.example", TODAY)


@pytest.mark.parametrize("text", ["x/a\x00", "a\udcff@iee.example", "CS\x1b"])
def test_what_no_database_keeps_is_refused(
    living: Living, connection: Connection, text: str
) -> None:
    with pytest.raises(RefusedError, match="control character"):
        find_among(connection, living.scope, ALL, text, TODAY)


def test_a_shared_area_name_is_refused_with_the_codes(living: Living) -> None:
    living.act(areas.add_area, "JD02", {"name": "Junta 01"}, BEGUN)
    with (
        living.engine.connect() as connection,
        pytest.raises(AmbiguousSubjectError, match="JD01, JD02"),
    ):
        find(connection, living.scope, "area", "junta 01", TODAY)


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=st.text(max_size=30), kinds=st.sampled_from([ALL, ("account",), ("person", "area")]))
def test_whatever_is_typed_is_found_or_refused_in_words(
    living: Living, text: str, kinds: tuple[str, ...]
) -> None:
    with living.engine.connect() as connection:
        told = []
        try:
            told.append(find_among(connection, living.scope, kinds, text, TODAY).kind)
        except IntakeError as error:
            told += [str(fault.reason) for fault in error.faults if str(fault).isprintable()]
    assert len(told) == 1


def test_persons_are_found_by_an_address_they_had(living: Living) -> None:
    living.act(people.set_person, ANA, {"email": "ana.p@iee.example"}, MAY)
    with living.engine.connect() as connection:
        found = find(connection, living.scope, "person", ANA, TODAY)
    assert living.rows(PersonVersion, "email", person_id=found)[-1] == ("ana.p@iee.example",)
