"""Who signs: the account's own designations first, nobody whose post has ended, the head."""

from datetime import date

import pytest
from sqlalchemy import Engine

from monitor.acts import accounts, areas, designations, people
from monitor.inventory import signing
from monitor.inventory.lookup import Found, find
from monitor.inventory.signing import Place
from tests.acts.small_register import ANA, BEA, BEGUN, CARLA, TODAY, Living
from tests.reports.forms.registered import X, staffed, today

MAY = date(2026, 5, 4)


@pytest.fixture
def living(engine: Engine) -> Living:
    return staffed(engine)


def _found(living: Living, kind: str, text: str) -> Found:
    with today(living) as on:
        return Found(kind, find(on.connection, on.scope, kind, text, TODAY))


def _in_charge(living: Living, found: Found) -> list[tuple[str, str, str | None]]:
    with today(living) as on:
        return [(p.role, p.signer.email, p.number) for p in signing.in_charge(on, found)]


def test_in_charge_of_an_account_is_who_is_designated_for_it_or_for_its_area(
    living: Living,
) -> None:
    account, area = _found(living, "account", X), _found(living, "area", "JD01")
    assert _in_charge(living, account) == [
        ("owner", ANA, "OF-12/2026"),
        ("substitute", BEA, None),
    ]
    assert _in_charge(living, area) == [("substitute", BEA, None)]


def test_the_designation_of_the_account_comes_before_that_of_its_area(living: Living) -> None:
    living.act(designations.set_designations, ("area", "JD01"), {"owner": BEA}, MAY)
    found = _in_charge(living, _found(living, "account", X))
    assert [email for role, email, _number in found if role == "owner"] == [ANA, BEA]


def test_whose_post_has_ended_signs_nothing(living: Living) -> None:
    living.act(people.set_person, ANA, {"active_to": "2026-06-30"}, BEGUN)
    living.act(people.set_person, CARLA, {"active_to": "2026-06-30"}, BEGUN)
    assert [role for role, *_ in _in_charge(living, _found(living, "account", X))] == ["substitute"]
    with today(living) as on:
        assert signing.head(on, _found(living, "area", "JD01").id) is None


def test_an_account_is_told_with_its_area_and_an_area_with_its_accounts(living: Living) -> None:
    living.act(accounts.add_account, "youtube/iee", {"area": "JD01"}, BEGUN)
    living.act(accounts.add_account, "x/cerrada", {"area": "JD01"}, BEGUN)
    living.act(accounts.close_account, "x/cerrada", MAY)
    area = _found(living, "area", "JD01")
    with today(living) as on:
        account = signing.place(on, _found(living, "account", X))
        assert account == Place(X, area.id, "JD01", "Junta 01")
        assert signing.place(on, area) == Place(None, area.id, "JD01", "Junta 01")
        assert signing.accounts_of(on, area.id) == [X, "youtube/iee"]


def test_an_area_is_called_as_it_is_on_the_day(living: Living) -> None:
    area = _found(living, "area", "CS")
    living.act(areas.rename_area, "CS", "COM", MAY)
    with today(living) as on:
        assert signing.place(on, area).area == "COM"
        assert signing.place(on._replace(day=BEGUN), area).area == "CS"


def test_a_head_and_a_person_are_told_with_what_is_known(living: Living) -> None:
    with today(living) as on:
        head = signing.head(on, _found(living, "area", "JD01").id)
        assert head is not None
        assert (head.email, head.name, head.phone) == (CARLA, "car", None)
        ana = signing.signer(on, _found(living, "person", ANA).id)
        assert (ana.position, ana.phone) == ("Jefa de Redes", "55 5555 0101")
        assert signing.head(on, _found(living, "area", "CS").id) is None
