"""What the texts name: an account, a mailbox for a purpose, a network, what the portal shows."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.facts.mentioned import MailboxFor, NamedAccount, OnPlatform, PortalSeenOn
from monitor.history import ALWAYS
from tests.facts.registers import AFTER, BEFORE, facts
from tests.oracle.records import AccountVersion, PortalList, PortalSeen
from tests.oracle.sketches import DAY, account, mailbox, register

EARLIER = DAY - timedelta(days=60)


def _institution(connection: Connection, ask: Any, **tables: Any) -> dict[str, Any]:
    row = facts(connection, register(**tables), "institution", asks=(ask,))
    return {name: row[name] for name in ask.columns()}


def _closed() -> tuple[AccountVersion, ...]:
    closed = account(valid_from=BEFORE, status="closed", closed_on=BEFORE)
    return (account(valid_to=BEFORE), closed)


@pytest.mark.parametrize(
    ("name", "accounts", "state"),
    [
        ("x/ieejemplo", (account(),), "kept"),
        ("x/ieejemplo", _closed(), "closed"),
        ("x/otra", (account(),), None),
        ("facebook/ieejemplo", (account(),), None),
        ("x/ieejemplo", (account(valid_from=AFTER),), None),
        ("x/ieejemplo", (account(opened_on=DAY),), "kept"),
        ("x/ieejemplo", (account(opened_on=AFTER),), None),
    ],
)
def test_a_named_account_is_kept_closed_or_not_in_the_register(
    connection: Connection, name: str, accounts: tuple[AccountVersion, ...], state: str | None
) -> None:
    found = _institution(connection, NamedAccount(name), accounts=accounts)
    assert found == {f"named:{name}": state}


def test_another_account_that_has_the_name_of_a_closed_one_is_kept(connection: Connection) -> None:
    accounts = (*_closed(), account(account_id=2, valid_from=BEFORE))
    found = _institution(connection, NamedAccount("x/ieejemplo"), accounts=accounts)
    assert found == {"named:x/ieejemplo": "kept"}


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({"purpose": "help"}, "allowed"),
        ({"purpose": "help", "domain": "dudas.ine.mx"}, "allowed"),
        ({"purpose": "help", "domain": "xine.mx"}, "elsewhere"),
        ({"purpose": "contact"}, None),
        ({}, None),
        ({"purpose": "help", "assigned_on": AFTER}, None),
    ],
)
def test_a_mailbox_for_a_purpose_is_told_by_its_domain(
    connection: Connection, known: dict[str, Any], state: str | None
) -> None:
    boxes = (mailbox("dudas", **known),)
    found = _institution(connection, MailboxFor("help", ("ine.mx",)), mailboxes=boxes)
    assert found == {"mailbox:help": state}


def test_any_domain_will_do_where_the_text_names_none(connection: Connection) -> None:
    boxes = (mailbox("dudas", purpose="help", domain="correo.example"),)
    found = _institution(connection, MailboxFor("help"), mailboxes=boxes)
    assert found == {"mailbox:help": "allowed"}


def test_the_accounts_of_a_network_are_counted_without_those_closed(connection: Connection) -> None:
    others = [account(account_id=n, handle_key=f"a{n}") for n in (2, 3)]
    elsewhere = account(account_id=4, platform="facebook")
    accounts = (*_closed(), *others, elsewhere)
    found = _institution(connection, OnPlatform("x"), accounts=accounts)
    assert found == {"on_platform:x": 2}


def _portal(*seen: tuple[str, str | None], on: date = BEFORE) -> dict[str, Any]:
    rows = tuple(
        PortalSeen(valid_from=on, platform="x", handle=key, handle_key=key, holder_role=role)
        for key, role in seen
    )
    return {"portal_lists": (PortalList(valid_from=on),), "portal_seen": rows}


@pytest.mark.parametrize(
    ("seen", "strangers", "unnamed"),
    [
        ((("ieejemplo", None),), 0, 0),
        ((("una", "Councillor"),), 0, 0),
        ((("una", "driver"),), 1, 0),
        ((("una", None),), 0, 1),
        ((("una", "driver"), ("otra", None), ("ieejemplo", "driver")), 1, 1),
        ((), 0, 0),
    ],
)
def test_what_the_portal_shows_is_held_against_the_register(
    connection: Connection, seen: tuple[tuple[str, str | None], ...], strangers: int, unnamed: int
) -> None:
    found = _institution(connection, PortalSeenOn(("councillor",)), **_portal(*seen))
    assert found == {
        "portal:on": BEFORE,
        "portal:strangers": strangers,
        "portal:unnamed": unnamed,
    }


def test_only_the_newest_list_of_the_portal_counts(connection: Connection) -> None:
    old, new = _portal(("una", "driver"), on=EARLIER), _portal(on=BEFORE)
    lists = (PortalList(valid_from=EARLIER, valid_to=BEFORE), *new["portal_lists"])
    seen = tuple(PortalSeen(**vars(each) | {"valid_to": BEFORE}) for each in old["portal_seen"])
    found = _institution(
        connection, PortalSeenOn(("councillor",)), portal_lists=lists, portal_seen=seen
    )
    assert (found["portal:on"], found["portal:strangers"]) == (BEFORE, 0)


def test_without_a_list_of_the_portal_nothing_is_known(connection: Connection) -> None:
    found = _institution(connection, PortalSeenOn(("councillor",)))
    assert found["portal:on"] is None


def test_always_is_a_day_like_any_other_for_a_list(connection: Connection) -> None:
    found = _institution(connection, PortalSeenOn(()), **_portal(on=ALWAYS))
    assert found["portal:strangers"] == 0
