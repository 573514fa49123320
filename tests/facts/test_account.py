"""The facts of accounts: one row from the day it was opened until it is closed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.facts.sets import ClosedToo
from monitor.history import ALWAYS
from monitor.scope import Scope
from tests.facts.registers import AFTER, BEFORE, all_facts, facts
from tests.oracle.records import AccountMailbox, Factor, LinkedAccount
from tests.oracle.sketches import (
    ACCOUNT,
    ANA,
    AREA,
    BETO,
    DAY,
    OTHER_AREA,
    account,
    designation,
    mailbox,
    person,
    register,
    staffed,
    with_mailbox,
)


def test_ruling_6_an_account_has_a_row_from_the_day_it_was_opened(connection: Connection) -> None:
    world = register(accounts=(account(opened_on=DAY),))
    assert all_facts(connection, world, day=BEFORE) == {}
    assert set(all_facts(connection, world)) == {"x/ieejemplo"}


def test_ruling_6_one_without_a_day_has_always_been(connection: Connection) -> None:
    row = facts(connection, register(), day=date(1990, 1, 1))
    assert row["opened_on"] is None


def test_ruling_16_the_day_it_is_closed_is_the_first_without_a_row(connection: Connection) -> None:
    rows = (account(valid_to=DAY), account(valid_from=DAY, status="closed", closed_on=DAY))
    world = register(accounts=rows)
    assert len(all_facts(connection, world, day=BEFORE)) == 1
    assert all_facts(connection, world) == {}


def test_what_was_never_recorded_of_an_account_is_open_and_shared(connection: Connection) -> None:
    row = facts(connection, register())
    assert (row["status"], row["credential_model"]) == ("open", "shared")
    assert (row["area"], row["platform"], row["handle"]) == ("JD01", "x", "IEEjemplo")
    assert (row["login_none"] or False, row["linked"], row["administrators"]) == (False, None, 0)


def test_a_scope_of_areas_or_accounts_shows_those_alone(connection: Connection) -> None:
    other = account(account_id=2, handle="B", handle_key="b", area_id=OTHER_AREA)
    world = register(accounts=(account(), other))
    own = world.institution_id
    shown = {
        "all": Scope(own),
        "area": Scope(own, area_ids=frozenset({OTHER_AREA})),
        "account": Scope(own, account_ids=frozenset({ACCOUNT})),
        "neither": Scope(own, frozenset({OTHER_AREA}), frozenset({ACCOUNT})),
        "another institution": Scope(own + 1),
    }
    found = {name: set(all_facts(connection, world, scope=s)) for name, s in shown.items()}
    assert found == {
        "all": {"x/ieejemplo", "x/b"},
        "area": {"x/b"},
        "account": {"x/ieejemplo"},
        "neither": set(),
        "another institution": set(),
    }


def test_the_login_mailbox_is_told_by_address_person_and_area(connection: Connection) -> None:
    row = facts(connection, with_mailbox(mailbox("redes.jd02", kind="generic")))
    assert (row["login_mailbox"], row["login_domain"]) == ("redes.jd02@ine.mx", "ine.mx")
    assert (row["login_kind"], row["login_local"]) == ("generic", "redes.jd02")
    assert (row["login_person"], row["login_names_area"]) == (False, True)
    assert not row["login_none"]


def test_the_mailbox_of_a_person_on_record_is_a_persons(connection: Connection) -> None:
    row = facts(connection, with_mailbox(mailbox("p1")))
    assert (row["login_person"], row["login_names_area"]) == (True, False)


def test_a_login_mailbox_recorded_as_none_is_not_one_never_recorded(
    connection: Connection,
) -> None:
    none = AccountMailbox(valid_from=ALWAYS, account_id=ACCOUNT, use="login")
    row = facts(connection, staffed(account_mailboxes=(none,)))
    assert row["login_none"]
    assert row["login_mailbox"] is row["login_person"] is row["login_names_area"] is None


def test_a_recovery_mailbox_is_no_login(connection: Connection) -> None:
    tie = AccountMailbox(valid_from=ALWAYS, account_id=ACCOUNT, use="recovery", mailbox_id=1)
    row = facts(connection, staffed(mailboxes=(mailbox(),), account_mailboxes=(tie,)))
    assert row["login_mailbox"] is None


def _link(handle_key: str, **known: Any) -> LinkedAccount:
    given: dict[str, Any] = {"valid_from": ALWAYS, "account_id": ACCOUNT, "platform": "x"}
    return LinkedAccount(handle_key=handle_key, **given | known)


@pytest.mark.parametrize(
    ("links", "none", "state", "outside"),
    [
        ((), False, None, 0),
        ((), True, "none", 0),
        (("ieejemplo",), False, "some", 0),
        (("ieejemplo", "ajena"), False, "some", 1),
    ],
)
def test_links_are_counted_by_whether_the_register_knows_them(
    connection: Connection, links: tuple[str, ...], none: bool, state: str | None, outside: int
) -> None:
    rows = tuple(_link(each) for each in links)
    row = facts(connection, register(linked=rows, accounts=(account(linked_none=none),)))
    assert (row["linked"], row["linked_outside"]) == (state, outside)


def test_a_link_that_was_cut_counts_no_more(connection: Connection) -> None:
    world = register(linked=(_link("ajena", valid_to=DAY),))
    assert facts(connection, world, day=BEFORE)["linked_outside"] == 1
    assert facts(connection, world)["linked"] is None


def _factor(**known: Any) -> Factor:
    given: dict[str, Any] = {
        "valid_from": ALWAYS,
        "kind": "account",
        "subject_id": ACCOUNT,
        "method": "totp",
    }
    return Factor(**given | known)


@pytest.mark.parametrize(
    ("known", "holder"),
    [
        ({"holder_id": ANA}, "owner"),
        ({"holder_id": BETO}, "other"),
        ({"holder_none": True}, "none"),
        ({}, None),
    ],
)
def test_the_factor_is_the_owners_anothers_nobodys_or_not_known(
    connection: Connection, known: dict[str, Any], holder: str | None
) -> None:
    row = facts(connection, staffed(factors=(_factor(level="proved", **known),)))
    assert (row["second_factor"], row["factor_level"]) == ("totp", "proved")
    assert row["factor_holder"] == holder


def test_whose_the_factor_is_cannot_be_told_while_the_owner_is_not_recorded(
    connection: Connection,
) -> None:
    world = register(
        factors=(_factor(holder_id=ANA),), designations=(designation(BETO, "substitute"),)
    )
    assert facts(connection, world)["factor_holder"] is None


def test_an_owner_who_left_holds_it_no_more_as_owner(connection: Connection) -> None:
    people = (person(ANA, active_to=BEFORE), person(BETO))
    world = staffed(people=people, factors=(_factor(holder_id=ANA),))
    assert facts(connection, world)["factor_holder"] == "other"


def test_ruling_1_evidence_dated_after_the_day_is_not_known_on_it(connection: Connection) -> None:
    world = staffed(factors=(_factor(seen_on=AFTER),))
    assert facts(connection, world)["factor_on"] is None
    assert facts(connection, world, day=AFTER)["factor_on"] == AFTER


def test_an_account_that_moved_belongs_to_the_area_of_the_day(connection: Connection) -> None:
    rows = (account(valid_to=DAY), account(valid_from=DAY, area_id=OTHER_AREA))
    world = register(accounts=rows)
    assert facts(connection, world, day=BEFORE)["area_id"] == AREA
    assert facts(connection, world)["area"] == "JD02"


def test_institutions_in_one_database_do_not_see_each_other(connection: Connection) -> None:
    world = register(designations=(designation(ANA, "owner"),))
    beside = replace(world, institution_id=8, code="IEF", designations=())
    assert facts(connection, world)["owner"] == "active"
    assert facts(connection, beside)["owner"] is None


def test_a_closed_account_has_a_row_only_where_that_is_asked_for(connection: Connection) -> None:
    world = register(accounts=(account(status="closed", closed_on=BEFORE),))
    assert all_facts(connection, world) == {}
    row = facts(connection, world, asks=(ClosedToo(),))
    assert (row["status"], row["closed_on"]) == ("closed", BEFORE)


def test_what_is_told_of_an_account_is_a_fact_and_days_to_come_are_not(
    connection: Connection,
) -> None:
    told: dict[str, Any] = {"name": "IEE", "purpose": "difundir", "url": "https://x.com/ieejemplo"}
    told |= {"verification": "requested", "official_on_portal": True, "authorised_none": True}
    world = register(accounts=(account(**told, last_post_on=AFTER, authorised_on=BEFORE),))
    row = facts(connection, world)
    assert {name: row[name] for name in told} == told
    assert (row["last_post_on"], row["authorised_on"]) == (None, BEFORE)
