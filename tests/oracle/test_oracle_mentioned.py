"""Facts on what texts name of a register, held against cases worked out by hand."""

from datetime import date, timedelta
from typing import Any

import pytest

from monitor.history import ALWAYS
from tests.oracle.asks import Asks
from tests.oracle.facts import account_facts, area_facts
from tests.oracle.records import (
    AccessList,
    AccessSeen,
    AccountVersion,
    AreaVersion,
    Document,
    PasswordChange,
    PortalList,
    PortalSeen,
)
from tests.oracle.sketches import (
    ACCOUNT,
    ANA,
    AREA,
    BETO,
    CARLA,
    DAY,
    OTHER_AREA,
    account,
    mailbox,
    of_account,
    of_institution,
    person,
    register,
    staffed,
)

BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


def _institution(asks: Asks, **tables: Any) -> dict[str, Any]:
    return of_institution(register(**tables), DAY, asks)


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({}, "kept"),
        ({"status": "proposed"}, "kept"),
        ({"status": "closed"}, "closed"),
        ({"opened_on": AFTER}, None),
        ({"platform": "facebook"}, None),
    ],
)
def test_a_named_account_is_kept_closed_or_not_in_the_register(
    known: dict[str, Any], state: str | None
) -> None:
    asks = Asks(named=frozenset({"x/ieejemplo"}))
    assert _institution(asks, accounts=(account(**known),))["named:x/ieejemplo"] == state


def test_another_account_may_have_taken_the_name_of_a_closed_one() -> None:
    accounts = (account(status="closed"), account(account_id=2))
    asks = Asks(named=frozenset({"x/ieejemplo"}))
    assert _institution(asks, accounts=accounts)["named:x/ieejemplo"] == "kept"


@pytest.mark.parametrize(
    ("known", "domains", "state"),
    [
        ({"purpose": "help"}, ("ine.mx",), "allowed"),
        ({"purpose": "help", "domain": "dudas.ine.mx"}, ("ine.mx",), "allowed"),
        ({"purpose": "help", "domain": "xine.mx"}, ("ine.mx",), "elsewhere"),
        ({"purpose": "help", "domain": "xine.mx"}, (), "allowed"),
        ({"purpose": "help", "assigned_on": AFTER}, ("ine.mx",), None),
        ({"purpose": "contact"}, ("ine.mx",), None),
        ({}, ("ine.mx",), None),
    ],
)
def test_a_mailbox_is_for_a_purpose_and_of_a_domain(
    known: dict[str, Any], domains: tuple[str, ...], state: str | None
) -> None:
    found = _institution(Asks(mailboxes={"help": domains}), mailboxes=(mailbox(**known),))
    assert found["mailbox:help"] == state


def test_accounts_on_a_network_are_counted_without_those_closed_or_not_opened_yet() -> None:
    known: list[dict[str, Any]] = [{}, {"status": "closed"}, {"opened_on": AFTER}]
    accounts = tuple(
        account(account_id=number, handle_key=f"a{number}", platform="youtube", **each)
        for number, each in enumerate(known, start=1)
    )
    found = _institution(Asks(platforms=frozenset({"youtube", "x"})), accounts=accounts)
    assert (found["on_platform:youtube"], found["on_platform:x"]) == (1, 0)


def _seen(key: str, role: str | None = None, day: date = BEFORE) -> PortalSeen:
    return PortalSeen(valid_from=day, platform="x", handle=key, handle_key=key, holder_role=role)


@pytest.mark.parametrize(
    ("seen", "strangers", "unnamed"),
    [
        ((), 0, 0),
        ((_seen("ieejemplo"),), 0, 0),
        ((_seen("ana", "Councillor"),), 0, 0),
        ((_seen("ana", "driver"),), 1, 0),
        ((_seen("ana"),), 0, 1),
        ((_seen("ana", "driver", BEFORE - timedelta(days=30)),), 0, 0),  # on an older list
    ],
)
def test_the_newest_list_of_the_portal_is_held_against_the_register(
    seen: tuple[PortalSeen, ...], strangers: int, unnamed: int
) -> None:
    lists = (
        PortalList(valid_from=BEFORE - timedelta(days=30), valid_to=BEFORE),
        PortalList(valid_from=BEFORE),
    )
    found = _institution(Asks(portal=("councillor",)), portal_lists=lists, portal_seen=seen)
    counts = found["portal:strangers"], found["portal:unnamed"]
    assert (found["portal:on"], *counts) == (BEFORE, strangers, unnamed)


def test_without_a_list_of_the_portal_nothing_is_known_of_it() -> None:
    found = _institution(Asks(portal=()), portal_lists=(PortalList(valid_from=AFTER),))
    assert {found[f"portal:{name}"] for name in ("on", "strangers", "unnamed")} == {None}


def _access(*emails: str) -> dict[str, Any]:
    seen = tuple(
        AccessSeen(valid_from=BEFORE, account_id=ACCOUNT, identity=one, identity_key=one)
        for one in emails
    )
    lists = (AccessList(valid_from=BEFORE, account_id=ACCOUNT),)
    return {"access_lists": lists, "access_seen": seen}


def test_everybody_with_access_is_of_the_area_or_is_counted() -> None:
    people = (person(ANA), person(BETO, area_id=OTHER_AREA), person(CARLA, area_id=None))
    emails = [f"p{one}@ine.mx" for one in (ANA, BETO, CARLA)]
    world = register(people=people, **_access(*emails, "nadie@correo.example"))
    row = of_account(world, DAY, Asks(by_area=True))
    assert (row["access:outside_area"], row["access:area_unknown"]) == (2, 1)
    nowhere = register(people=people, accounts=(account(area_id=None),), **_access(emails[0]))
    row = of_account(nowhere, DAY, Asks(by_area=True))
    assert (row["access:outside_area"], row["access:area_unknown"]) == (0, 1)
    row = of_account(register(), DAY, Asks(by_area=True))
    assert (row["access:outside_area"], row["access:area_unknown"]) == (None, None)


def _areas(role: str | None) -> tuple[AreaVersion, ...]:
    first = AreaVersion(valid_from=ALWAYS, area_id=AREA, code="A", code_key="a", role=role)
    return (first, AreaVersion(valid_from=ALWAYS, area_id=OTHER_AREA, code="B", code_key="b"))


@pytest.mark.parametrize(("role", "count"), [("communications", 1), ("presidency", None)])
def test_administrators_are_of_the_communications_office_if_there_is_one(
    role: str, count: int | None
) -> None:
    people = (person(ANA), person(BETO, area_id=OTHER_AREA))
    world = staffed(areas=_areas(role), people=people)
    asks = Asks(outside_communications=True)
    assert of_account(world, DAY, asks)["admins_outside_communications"] == count


def test_changes_are_counted_by_calendar_year() -> None:
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1), AFTER]
    rows = tuple(PasswordChange(valid_from=day, kind="account", subject_id=ACCOUNT) for day in days)
    row = of_account(register(password_changes=rows), DAY, Asks(by_year=True))
    counts = row["changes_this_year"], row["changes_last_year"]
    assert (*counts, row["changed_before_last_year"]) == (1, 2, True)
    row = of_account(register(password_changes=rows[1:]), DAY, Asks(by_year=True))
    assert row["changed_before_last_year"] is False


def test_ruling_1_a_day_that_lies_ahead_is_not_known_yet() -> None:
    told = {"authorised_on": AFTER, "last_post_on": DAY, "closed_on": AFTER, "url": "a"}
    row = of_account(register(accounts=(account(**told),)))
    found = [row[name] for name in ("authorised_on", "last_post_on", "closed_on", "url")]
    assert found == [None, DAY, None, "a"]


def test_an_account_is_of_the_kind_and_office_of_its_area() -> None:
    row = of_account(register(areas=_areas("communications")))
    assert (row["area"], row["area_kind"], row["area_role"]) == ("A", None, "communications")
    area = area_facts(register(areas=_areas("communications")), AREA, DAY)
    assert area is not None
    assert (area["kind"], area["role"], area["accounts"]) == (None, "communications", 1)


def test_ruling_16_a_closed_account_has_facts_where_its_closing_is_asked_about() -> None:
    closed: tuple[AccountVersion, ...] = (account(status="closed", closed_on=BEFORE),)
    world = staffed(accounts=closed)
    assert account_facts(world, ACCOUNT, DAY) is None
    row = of_account(world, DAY, Asks(closed=True))
    assert (row["status"], row["owner"], row["closed_on"]) == ("closed", "active", BEFORE)


def _paper(subject: tuple[str, int], valid_until: date | None = None) -> Document:
    return Document(
        id=1,
        kind="platform_authorisation",
        subject_kind=subject[0],
        subject_id=subject[1],
        signed_on=BEFORE,
        valid_until=valid_until,
    )


@pytest.mark.parametrize(
    ("papers", "state"),
    [
        ((), None),
        ((_paper(("account", ACCOUNT)),), "in_force"),
        ((_paper(("institution", 7)),), "in_force"),
        ((_paper(("account", ACCOUNT), BEFORE), _paper(("institution", 7))), "in_force"),
        ((_paper(("institution", 7), BEFORE),), "expired"),
        ((_paper(("area", AREA)),), None),
    ],
)
def test_ruling_44_a_network_is_authorised_for_the_account_or_the_institution(
    papers: tuple[Document, ...], state: str | None
) -> None:
    asks = Asks(documents=frozenset({"platform_authorisation"}))
    row = of_account(register(documents=papers), DAY, asks)
    assert row["document:platform_authorisation"] == state
