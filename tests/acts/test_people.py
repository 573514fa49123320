"""People: added, changed, and the last day in the post, known from the day on which it matters."""

from datetime import date

import pytest

from monitor.acts import people
from monitor.audit.models import AuditEntry
from monitor.intake.faults import IntakeError, RefusedError
from monitor.inventory.models import PersonVersion
from tests.acts.small_register import ANA, BEGUN, TODAY, Living

MAY = date(2026, 5, 4)


def versions(living: Living, *columns: str) -> list[tuple[object, ...]]:
    return living.rows(PersonVersion, "valid_from", "valid_to", *columns, email=ANA)


def test_a_person_is_added_and_the_log_knows_no_personal_value(living: Living) -> None:
    told = {"name": "Dora Díaz", "position": "Vocal", "rank": "mando medio", "phone": "449 12"}
    living.act(people.add_person, "Dora@IEE.example", told, MAY)
    found = living.rows(PersonVersion, "email_key", "rank", "valid_from", email="Dora@iee.example")
    assert found == [("dora@iee.example", "medio", MAY)]
    [(details,)] = living.rows(AuditEntry, "details", seq=len(living.entries()))
    for personal in ("ora", "Vocal", "449 "):
        assert personal not in details
    assert '"rank":"medio"' in details


def test_a_person_who_is_there_is_not_added_again(living: Living) -> None:
    with pytest.raises(RefusedError, match="A person has this address already"):
        living.act(people.add_person, "ANA@IEE.EXAMPLE", {})


def test_a_person_with_a_new_address_is_found_by_both(living: Living) -> None:
    living.act(people.set_person, ANA, {"email": "ana.perez@iee.example"}, MAY)
    living.act(people.set_person, ANA, {"position": "Jefa"})
    found = living.rows(PersonVersion, "position", email="ana.perez@iee.example")
    assert found == [(None,), ("Jefa",)]
    with pytest.raises(RefusedError, match="already"):
        living.act(people.set_person, "bea@iee.example", {"email": "Ana.Perez@iee.example"})


def test_a_last_day_in_the_past_is_known_from_the_day_after(living: Living) -> None:
    living.act(people.close_person, ANA, MAY)
    assert versions(living, "active_to") == [
        (BEGUN, date(2026, 5, 5), None),
        (date(2026, 5, 5), None, MAY),
    ]
    assert living.entries()[-1][:2] == (people.LEFT, "person")


def test_a_last_day_to_come_is_known_from_today(living: Living) -> None:
    living.act(people.close_person, ANA, date(2026, 12, 31))
    assert versions(living, "active_to")[-1] == (TODAY, None, date(2026, 12, 31))


def test_a_last_day_that_was_wrong_is_put_right_on_every_day_it_matters(living: Living) -> None:
    living.act(people.close_person, ANA, MAY)
    living.act(people.close_person, ANA, date(2026, 9, 30))
    assert versions(living, "active_to") == [
        (BEGUN, date(2026, 5, 5), None),
        (date(2026, 5, 5), None, date(2026, 9, 30)),
    ]


def test_a_last_day_before_the_register_knew_the_person_is_known_from_the_start(
    living: Living,
) -> None:
    living.act(people.close_person, ANA, date(2025, 3, 1))
    assert versions(living, "active_to") == [(BEGUN, None, date(2025, 3, 1))]


@pytest.mark.parametrize(
    ("typed", "on", "reason"),
    [
        ({"rank": "alto"}, None, "Write one of"),
        ({"active_from": "2026-11-23"}, None, "has not come yet"),
        ({"active_from": "2026-05-01", "active_to": "2026-04-01"}, None, "before “active_from”"),
        ({"area": "nadie"}, None, "no such area"),
        ({"name": " "}, None, "Nothing was written here"),
        ({"name": "X"}, date(2026, 1, 1), "knows it from 2026-01-10 on"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    living: Living, typed: dict[str, str], on: date | None, reason: str
) -> None:
    before = living.everything()
    with pytest.raises(IntakeError, match=reason):
        living.act(people.set_person, ANA, typed, on)
    assert living.everything() == before


def test_a_person_cannot_leave_before_the_first_day_in_the_post(living: Living) -> None:
    living.act(people.set_person, ANA, {"active_from": "2026-06-01"})
    with pytest.raises(IntakeError, match="before “active_from”"):
        living.act(people.close_person, ANA, MAY)
