"""Merging areas: everything goes on with the other one, and the past stays as it was."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from monitor.acts import accounts, areas, designations, merging_areas, people
from monitor.intake.faults import RefusedError
from monitor.inventory.listing import AsOf
from monitor.inventory.listing import accounts as list_accounts
from monitor.inventory.models import AccountVersion, AreaVersion, MailboxVersion, PersonVersion
from monitor.inventory.relations import Designation, Headship
from tests.acts.small_register import ANA, BEA, BEGUN, CARLA, TODAY, Living

MAY = date(2026, 5, 4)


def area(living: Living, code: str) -> int:
    found: int = living.rows(AreaVersion, "area_id", code=code)[0][0]
    return found


def in_charge(living: Living, day: date) -> dict[str, tuple[Any, ...]]:
    with living.engine.connect() as connection:
        rows = list_accounts(AsOf(connection, living.scope, day))
        return {row.account: (row.code, row.owner, row.substitute) for row in rows}


def test_what_belonged_to_the_area_goes_on_with_the_other(living: Living) -> None:
    old, new = area(living, "JD01"), area(living, "CS")
    changes = living.act(merging_areas.merge_areas, "JD01", "CS", MAY)
    assert [change.what for change in changes] == ["merged_into"] + ["area_id"] * 4
    for model in (AccountVersion, PersonVersion, MailboxVersion):
        rows = living.rows(model, "valid_from", "valid_to", "area_id")
        kept = [row for row in rows if row[0] == MAY]
        assert all(row[2] == new for row in kept)
        assert all(row[1] == MAY for row in rows if row[2] == old)
        assert len(kept) == len([row for row in rows if row[2] == old]) > 0
    assert living.rows(AreaVersion, "valid_to", area_id=old) == [(MAY,)]
    assert living.entries()[-5:] == [
        (merging_areas.MERGED, "area", MAY),
        (accounts.TRANSFERRED, "account", MAY),
        ("mailbox:changed", "mailbox", MAY),
        ("mailbox:changed", "mailbox", MAY),
        ("person:changed", "person", MAY),
    ]


def test_versions_to_come_move_too_and_keep_their_own_entries(living: Living) -> None:
    living.act(accounts.set_account, "x/ieejemplo", {"name": "Nuevo"}, date(2026, 8, 1))
    entry = len(living.entries())
    living.act(merging_areas.merge_areas, "JD01", "CS", MAY)
    new = area(living, "CS")
    rows = living.rows(AccountVersion, "valid_from", "valid_to", "area_id", "name", "entry")
    assert [row[:4] for row in rows[1:]] == [
        (MAY, date(2026, 8, 1), new, None),
        (date(2026, 8, 1), None, new, "Nuevo"),
    ]
    assert rows[2][4] == entry
    assert rows[1][4] == entry + 2


def test_what_changes_on_the_very_day_is_not_split(living: Living) -> None:
    living.act(accounts.set_account, "x/ieejemplo", {"name": "Nuevo"}, MAY)
    living.act(merging_areas.merge_areas, "JD01", "CS", MAY)
    rows = living.rows(AccountVersion, "valid_from", "valid_to", "area_id", "name")
    assert rows[1:] == [(MAY, None, area(living, "CS"), "Nuevo")]


def test_who_was_designated_for_all_accounts_stays_so_for_those_that_moved(living: Living) -> None:
    who = {"owner": CARLA, "substitute": BEA}
    living.act(designations.set_designations, ("area", "JD01"), who, BEGUN)
    living.act(designations.set_designations, ("area", "CS"), {"owner": ANA}, BEGUN)
    living.act(accounts.add_account, "x/central", {"area": "CS"}, BEGUN)
    living.act(merging_areas.merge_areas, "JD01", "CS", MAY)
    before, after = in_charge(living, MAY - timedelta(days=1)), in_charge(living, MAY)
    assert before == {"x/central": ("CS", ANA, None), "x/ieejemplo": ("JD01", CARLA, BEA)}
    assert after == {"x/central": ("CS", ANA, None), "x/ieejemplo": ("CS", ANA, BEA)}
    ended = living.rows(Designation, "valid_to", area_id=area(living, "JD01"))
    assert ended == [(MAY,), (MAY,)]


def test_the_head_of_the_other_stays(living: Living) -> None:
    living.act(areas.set_head, "JD01", CARLA, BEGUN)
    living.act(areas.set_head, "CS", ANA, BEGUN)
    living.act(merging_areas.merge_areas, "JD01", "CS", MAY)
    assert living.rows(Headship, "valid_to", area_id=area(living, "JD01")) == [(MAY,)]
    assert living.rows(Headship, "valid_to", area_id=area(living, "CS")) == [(None,)]


def test_an_area_may_become_part_of_one_that_was_below_it(living: Living) -> None:
    living.act(areas.add_area, "JD02", {"parent": "CS"}, BEGUN)
    living.act(merging_areas.merge_areas, "CS", "JD01", MAY)
    parents = living.rows(AreaVersion, "code", "parent_id", valid_from=MAY)
    assert sorted(parents) == [("JD01", None), ("JD02", area(living, "JD01"))]


def test_nothing_is_tied_to_an_area_that_is_gone_late_news_included(living: Living) -> None:
    living.act(merging_areas.merge_areas, "JD01", "CS", MAY)
    living.act(accounts.add_account, "x/otra", {"area": "CS"}, BEGUN)
    before = living.everything()
    for act, *asked in (
        (accounts.transfer_account, "x/otra", "JD01"),
        (accounts.transfer_account, "x/otra", "JD01", date(2026, 3, 1)),
        (accounts.add_account, "x/mas", {"area": "JD01"}),
        (people.set_person, ANA, {"area": "JD01"}),
        (areas.set_area, "CS", {"parent": "JD01"}),
        (designations.set_designations, ("area", "JD01"), {"owner": ANA}),
    ):
        with pytest.raises(RefusedError, match="2026-05-04 was the first day without it"):
            living.act(act, *asked)
    assert living.everything() == before


def test_an_old_code_still_finds_the_history(living: Living) -> None:
    living.act(merging_areas.merge_areas, "JD01", "CS", MAY)
    with pytest.raises(RefusedError, match="It ended"):
        living.act(areas.set_area, "JD01", {"name": "X"})
    living.act(areas.set_area, "JD01", {"name": "X"}, date(2026, 5, 1))


@pytest.mark.parametrize(
    ("old", "new", "on", "reason"),
    [
        ("JD01", "jd01", None, "part of itself"),
        ("JD01", "nadie", None, "no such area"),
        ("JD01", "CS", date(2026, 1, 9), "knows it from"),
        ("JD01", "CS", date(2026, 11, 23), "has not come yet"),
        ("JD01", "CS", BEGUN, "Something is recorded of it on 2026-01-10"),
    ],
)
def test_a_merge_that_cannot_be_is_refused_and_nothing_is_written(
    living: Living, old: str, new: str, on: date | None, reason: str
) -> None:
    before = living.everything()
    with pytest.raises(RefusedError, match=reason):
        living.act(merging_areas.merge_areas, old, new, on)
    assert living.everything() == before


def test_as_many_statements_whether_ten_or_a_hundred_accounts_move(living: Living) -> None:
    counted: list[str] = []
    event.listen(living.engine, "before_cursor_execute", lambda *call: counted.append(call[2]))
    taken = []
    for code, number in (("UNO", 10), ("DOS", 100)):
        living.act(areas.add_area, code, {}, BEGUN)
        with living.acting() as session:
            for place in range(number):
                accounts.add_account(session, f"x/{code.lower()}{place}", {"area": code}, BEGUN)
                people.add_person(session, f"{code}{place}@iee.example", {"area": code}, BEGUN)
        living.act(designations.set_designations, ("area", code), {"owner": ANA}, BEGUN)
        counted.clear()
        living.act(merging_areas.merge_areas, code, "CS", TODAY)
        taken.append(len(counted))
    assert taken[0] == taken[1]
