"""Areas: added, changed, renamed, headed and ended, as versions with their entries."""

from datetime import date

import pytest

from monitor.acts import accounts, areas, designations, mailboxes, people
from monitor.intake.faults import IntakeError, RefusedError
from monitor.inventory.models import AreaVersion
from monitor.inventory.relations import Designation, Headship
from tests.acts.small_register import ANA, BEA, BEGUN, TODAY, Living

MAY = date(2026, 5, 4)


def test_an_area_is_added_with_its_head_under_one_entry(living: Living) -> None:
    changes = living.act(
        areas.add_area, "JD02", {"kind": "junta distrital", "parent": "CS", "head": ANA}, MAY
    )
    assert [change.what for change in changes] == ["code", "kind", "parent_id", "head"]
    entry = len(living.entries())
    assert living.rows(AreaVersion, "kind", "entry", code="JD02") == [("district_board", entry)]
    assert living.rows(Headship, "valid_from", "entry") == [(MAY, entry)]


def test_an_area_that_is_there_is_not_added_again(living: Living) -> None:
    with pytest.raises(RefusedError, match="CS: An area has this code already"):
        living.act(areas.add_area, "cs", {})


def test_a_renamed_area_is_found_by_its_old_code_and_by_its_name(living: Living) -> None:
    living.act(areas.rename_area, "JD01", "JD-01", MAY)
    living.act(areas.set_area, "jd01", {"name": "Junta Uno"})
    living.act(areas.set_area, "junta  UNO", {"kind": "otra"})
    versions = living.rows(AreaVersion, "code", "name", "name_key", "kind", code_key="jd-01")
    assert versions == [
        ("JD-01", "Junta 01", "junta 01", None),
        ("JD-01", "Junta Uno", "junta uno", "other"),
    ]


def test_a_name_of_two_areas_is_refused_with_their_codes(living: Living) -> None:
    living.act(areas.add_area, "JD02", {"name": "JUNTA 01"})
    with pytest.raises(RefusedError, match="write its code: JD01, JD02"):
        living.act(areas.set_area, "Junta 01", {"kind": "otra"})


def test_heads_follow_each_other_and_none_is_on_record(living: Living) -> None:
    living.act(areas.set_head, "JD01", ANA, MAY)
    living.act(areas.set_head, "JD01", "ninguno")
    living.act(areas.set_head, "JD01", BEA, date(2026, 3, 1))
    heads = living.rows(Headship, "valid_from", "valid_to", "person_id")
    assert [row[:2] for row in heads] == [
        (date(2026, 3, 1), MAY),
        (MAY, TODAY),
        (TODAY, None),
    ]
    assert heads[2][2] is None
    assert heads[0][2] != heads[1][2]
    assert living.act(areas.set_head, "JD01", "-") == []
    assert living.entries()[-1] == (areas.HEADED, "area", date(2026, 3, 1))


def test_a_head_set_with_other_values_changes_under_the_same_entry(living: Living) -> None:
    before = len(living.entries())
    living.act(areas.set_area, "JD01", {"name": "Nueva", "head": ANA}, MAY)
    living.act(areas.set_area, "JD01", {"head": BEA})
    assert len(living.entries()) == before + 2
    assert [row[0] for row in living.rows(Headship, "entry")] == [before + 1, before + 2]


def test_who_has_left_cannot_become_head(living: Living) -> None:
    living.act(people.close_person, ANA, date(2026, 4, 30))
    with pytest.raises(RefusedError, match="last day of this person in the post was 2026-04-30"):
        living.act(areas.set_head, "JD01", ANA, MAY)
    living.act(areas.set_head, "JD01", ANA, date(2026, 4, 30))


def test_an_area_to_which_something_belongs_is_not_closed(living: Living) -> None:
    before = living.everything()
    with pytest.raises(RefusedError, match="1 in the register still belong to it"):
        living.act(areas.close_area, "JD01")
    with pytest.raises(RefusedError, match="person:"):
        living.act(areas.close_area, "CS")
    assert living.everything() == before


def test_a_closed_area_has_no_version_head_or_designation_any_longer(living: Living) -> None:
    living.act(areas.set_head, "JD01", ANA, MAY)
    living.act(designations.set_designations, ("area", "JD01"), {"owner": ANA}, MAY)
    living.act(accounts.transfer_account, "x/ieejemplo", "CS", MAY)
    for address in ("redes@iee.example", "prensa@iee.example"):
        living.act(mailboxes.set_mailbox, address, {"area": "CS"}, MAY)
    living.act(people.set_person, "carla@iee.example", {"area": "CS"}, MAY)
    living.act(areas.close_area, "JD01")
    for model in (Headship, Designation):
        assert living.rows(model, "valid_to") == [(TODAY,)]
    assert living.rows(AreaVersion, "valid_to", code="JD01") == [(TODAY,)]
    with pytest.raises(RefusedError, match="last day the register knows of it is 2026-11-21"):
        living.act(areas.set_area, "JD01", {"name": "Otra"})
    with pytest.raises(RefusedError, match="first day without it"):
        living.act(designations.set_designations, ("area", "JD01"), {"owner": ANA})
    living.act(areas.add_area, "JD01", {"name": "la nueva"})


@pytest.mark.parametrize(
    ("typed", "on", "reason"),
    [
        ({"name": "X"}, date(2026, 1, 9), "knows it from 2026-01-10 on"),
        ({"name": "X"}, date(2026, 12, 1), "has not come yet"),
        ({"parent": "nadie"}, None, "no such area"),
        ({"head": "nadie@iee.example"}, None, "no such person"),
        ({"kind": "junta"}, None, "Write one of"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    living: Living, typed: dict[str, str], on: date | None, reason: str
) -> None:
    before = living.everything()
    with pytest.raises(IntakeError, match=reason):
        living.act(areas.set_area, "JD01", typed, on)
    assert living.everything() == before


def test_an_area_cannot_end_before_what_was_recorded_of_it(living: Living) -> None:
    living.act(areas.add_area, "JD09", {}, BEGUN)
    living.act(areas.set_area, "JD09", {"name": "Nueve"}, MAY)
    with pytest.raises(RefusedError, match="Something is recorded of it on 2026-05-04"):
        living.act(areas.close_area, "JD09", MAY)
