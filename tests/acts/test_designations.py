"""Designations: one owner and one substitute at a time, late news in its place, ends that stay."""

from datetime import date

import pytest

from monitor.acts import designations, people
from monitor.acts.designations import Notice, end_designations, set_designations
from monitor.intake.faults import IntakeError, RefusedError
from monitor.inventory.models import PersonVersion
from monitor.inventory.relations import Designation
from tests.acts.small_register import ANA, BEA, CARLA, TODAY, Living

ACCOUNT = ("account", "x/ieejemplo")
MARCH, MAY, SEPTEMBER = date(2026, 3, 1), date(2026, 5, 4), date(2026, 9, 1)


def rows(living: Living, role: str, *more: str) -> list[tuple[object, ...]]:
    """Return who had a role, from when to when."""
    called = dict(living.rows(PersonVersion, "person_id", "email"))
    found = living.rows(Designation, "valid_from", "valid_to", "person_id", *more, role=role)
    named = [(row[2] and called[row[2]][:3], *row[:2], *row[3:]) for row in found]
    return sorted(named, key=lambda row: str(row[1:]))


def test_owner_and_substitute_are_set_under_one_entry(living: Living) -> None:
    before = len(living.entries())
    who, notice = {"owner": ANA, "substitute": BEA}, Notice("OF-1", MAY)
    changes = living.act(set_designations, ACCOUNT, who, MAY, notice)
    assert [change.what for change in changes] == ["owner", "substitute"]
    assert rows(living, "owner", "number", "entry") == [("ana", MAY, None, "OF-1", before + 1)]
    assert rows(living, "substitute", "notified_on") == [("bea", MAY, None, MAY)]
    assert living.entries()[before:] == [(designations.DESIGNATED, "account", MAY)]


def test_who_comes_next_ends_who_was_before(living: Living) -> None:
    living.act(set_designations, ACCOUNT, {"owner": ANA}, MARCH)
    living.act(set_designations, ACCOUNT, {"owner": BEA}, SEPTEMBER)
    living.act(set_designations, ACCOUNT, {"owner": CARLA}, MAY)
    assert rows(living, "owner") == [
        ("ana", MARCH, MAY),
        ("car", MAY, SEPTEMBER),
        ("bea", SEPTEMBER, None),
    ]


def test_a_second_word_of_the_same_day_replaces_the_first(living: Living) -> None:
    living.act(set_designations, ACCOUNT, {"owner": ANA}, MAY)
    living.act(set_designations, ACCOUNT, {"owner": "ninguna"}, MAY)
    assert rows(living, "owner") == [(None, MAY, None)]


def test_the_same_again_changes_nothing_but_what_is_new(living: Living) -> None:
    living.act(set_designations, ACCOUNT, {"owner": ANA}, MARCH, Notice("OF-1"))
    before = living.everything()
    assert living.act(set_designations, ACCOUNT, {"owner": ANA}, MAY) == []
    assert living.everything() == before
    living.act(set_designations, ACCOUNT, {"owner": ANA}, MAY, Notice(notified_on=MAY))
    assert rows(living, "owner", "number", "notified_on") == [("ana", MARCH, None, "OF-1", MAY)]


def test_tasks_stand_beside_each_other(living: Living) -> None:
    living.act(set_designations, ACCOUNT, {"task": ANA}, MARCH)
    living.act(set_designations, ACCOUNT, {"task": BEA}, MAY)
    living.act(end_designations, ACCOUNT, {"task": ANA}, SEPTEMBER)
    assert rows(living, "task") == [("ana", MARCH, SEPTEMBER), ("bea", MAY, None)]


def test_a_whole_area_is_designated_with_one_row(living: Living) -> None:
    living.act(set_designations, ("area", "Junta 01"), {"owner": ANA}, MAY)
    assert living.rows(Designation, "account_id", "valid_from") == [(None, MAY)]
    assert living.entries()[-1] == (designations.DESIGNATED, "area", MAY)


def test_an_end_may_lie_ahead_and_nobody_takes_over(living: Living) -> None:
    living.act(set_designations, ACCOUNT, {"owner": ANA, "substitute": BEA}, MARCH)
    living.act(end_designations, ACCOUNT, {"owner": None, "substitute": None}, date(2026, 12, 31))
    assert rows(living, "owner") == [("ana", MARCH, date(2026, 12, 31))]
    assert living.entries()[-1] == (designations.END, "account", date(2026, 12, 31))


@pytest.mark.parametrize("on", [date(2026, 2, 1), date(2026, 2, 28)])
def test_nobody_can_end_before_they_began(living: Living, on: date) -> None:
    living.act(set_designations, ACCOUNT, {"owner": ANA}, MARCH)
    before = living.everything()
    with pytest.raises(RefusedError, match="Nobody is recorded with that role on that day"):
        living.act(end_designations, ACCOUNT, {"owner": None}, on)
    assert living.everything() == before


@pytest.mark.parametrize(
    ("target", "who", "on", "reason"),
    [
        (ACCOUNT, {"owner": "anna@iee.example"}, None, "Did you mean “ana@iee.example”"),
        (ACCOUNT, {"owner": "Ana"}, None, "exactly one @"),
        (("account", "x/nadie"), {"owner": ANA}, None, "no such account"),
        (("area", "JD77"), {"owner": ANA}, None, "no such area"),
        (ACCOUNT, {"owner": ANA}, date(2026, 11, 23), "has not come yet"),
        (ACCOUNT, {"owner": ANA}, date(2020, 2, 28), "It exists since 2020-03-01"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    living: Living, target: tuple[str, str], who: dict[str, str], on: date | None, reason: str
) -> None:
    before = living.everything()
    with pytest.raises(IntakeError, match=reason):
        living.act(set_designations, target, who, on)
    assert living.everything() == before


def test_who_has_left_is_not_put_in_charge(living: Living) -> None:
    living.act(people.close_person, ANA, MAY)
    with pytest.raises(RefusedError, match="last day of this person in the post"):
        living.act(set_designations, ACCOUNT, {"owner": ANA})
    living.act(set_designations, ACCOUNT, {"owner": ANA}, MAY)
    assert TODAY > MAY


def test_notices_cannot_lie_ahead(living: Living) -> None:
    with pytest.raises(RefusedError, match="has not come yet"):
        living.act(set_designations, ACCOUNT, {"owner": ANA}, MAY, Notice("1", date(2026, 11, 23)))


def test_a_number_is_read_as_that_of_a_file(living: Living) -> None:
    with pytest.raises(IntakeError, match="control character"):
        living.act(set_designations, ACCOUNT, {"owner": ANA}, MAY, Notice("OF\x00"))


def test_what_happened_before_the_register_knew_the_account_may_be_told_late(
    living: Living,
) -> None:
    living.act(set_designations, ACCOUNT, {"owner": ANA}, date(2021, 6, 1))
    assert rows(living, "owner") == [("ana", date(2021, 6, 1), None)]
