"""Duties that were done, in time or late: those on record, and what happened that set them off."""

from datetime import date

import pytest
from sqlalchemy import insert, update

from monitor import db
from monitor.acts import accounts, designations
from monitor.acts.duties import DONE, UNDONE, Done, discharge, undo
from monitor.duties.models import Duty
from monitor.intake.faults import IntakeError
from monitor.inventory.models import AccountVersion
from tests.acts.small_register import ANA, BEA, Living

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)
CONTROL = "rotation.notify-head"


def owe(living: Living, *days: date) -> None:
    """Put duties that are still open on record."""
    [(account, *_)] = living.rows(AccountVersion, "account_id")
    own = {"institution_id": 7, "control": CONTROL, "subject_kind": "account"}
    with db.writing(living.engine) as connection:
        for day in days:
            row = {**own, "id": db.new_id(), "subject_id": account, "due_on": day}
            connection.execute(insert(db.table(Duty)), [row])


def duties(living: Living, *more: str) -> list[tuple[object, ...]]:
    return sorted(living.rows(Duty, "due_on", "done_on", *more), key=str)


def test_what_was_done_without_being_on_record_is_recorded_as_done(living: Living) -> None:
    living.act(discharge, Done(CONTROL, number="OF-1"), "x/ieejemplo", MAY)
    assert duties(living, "number", "entry") == [(MAY, MAY, "OF-1", len(living.entries()))]
    assert living.entries()[-1] == (DONE, "account", MAY)
    before = living.everything()
    assert living.act(discharge, Done(CONTROL), "x/ieejemplo", MAY) == []
    assert living.everything() == before


def test_the_earliest_open_duty_is_meant(living: Living) -> None:
    owe(living, JUNE, MAY)
    living.act(discharge, Done(CONTROL), "x/ieejemplo", JUNE)
    assert duties(living) == [(MAY, JUNE), (JUNE, None)]
    living.act(discharge, Done(CONTROL), "x/ieejemplo", date(2026, 6, 2))
    assert duties(living) == [(MAY, JUNE), (JUNE, date(2026, 6, 2))]


def test_the_duty_of_a_day_may_be_named(living: Living) -> None:
    owe(living, JUNE, MAY)
    living.act(discharge, Done(CONTROL, JUNE), "x/ieejemplo", JUNE)
    assert duties(living) == [(MAY, None), (JUNE, JUNE)]
    with pytest.raises(IntakeError, match="was done on 2026-06-01"):
        living.act(discharge, Done(CONTROL, JUNE), "x/ieejemplo", date(2026, 6, 2))


CHANGE = "admins.change-notice"
TARGET = ("account", "x/ieejemplo")


def replaced_on(living: Living, day: date) -> None:
    """Let the owner of the account be replaced on a day: Communications is to be told of it."""
    living.adopt("mx-ine-mail")
    for who, since in ((ANA, date(2026, 1, 12)), (BEA, day)):
        living.act(designations.set_designations, TARGET, {"owner": who}, since)


def test_what_set_it_off_says_when_it_was_due_and_lateness_is_kept_and_said(
    living: Living,
) -> None:
    replaced_on(living, date(2026, 5, 8))  # a Friday
    told = living.act(discharge, Done(CHANGE), "x/ieejemplo", date(2026, 5, 20))
    assert [(each.what, each.after) for each in told] == [
        (CHANGE, date(2026, 5, 20)),
        ("due_on", date(2026, 5, 15)),
        ("days_late", 5),
    ]
    assert duties(living) == [(date(2026, 5, 15), date(2026, 5, 20))]


def test_in_time_nothing_is_said_of_lateness(living: Living) -> None:
    replaced_on(living, date(2026, 5, 8))
    told = living.act(
        discharge, Done(CHANGE, note=" by   phone "), "x/ieejemplo", date(2026, 5, 15)
    )
    assert [each.what for each in told] == [CHANGE]
    assert duties(living, "note") == [(date(2026, 5, 15), date(2026, 5, 15), "by phone")]


def test_two_changes_that_fall_due_on_one_day_are_two_duties(living: Living) -> None:
    replaced_on(living, date(2026, 5, 9))  # a Saturday
    living.act(discharge, Done(CHANGE), "x/ieejemplo", date(2026, 5, 9))
    living.act(designations.set_designations, TARGET, {"owner": ANA}, date(2026, 5, 10))
    living.act(discharge, Done(CHANGE), "x/ieejemplo", date(2026, 5, 12))
    due = date(2026, 5, 15)
    assert duties(living) == [
        (date(2026, 5, 12), date(2026, 5, 12)),
        (due, date(2026, 5, 9)),
    ]
    living.act(designations.set_designations, TARGET, {"owner": BEA}, date(2026, 5, 10))
    before = living.everything()
    with pytest.raises(IntakeError, match="give another due day"):
        living.act(discharge, Done(CHANGE, due), "x/ieejemplo", date(2026, 5, 20))
    assert living.everything() == before


def test_what_the_register_took_in_only_afterwards_is_late_all_the_same(living: Living) -> None:
    living.adopt("mx-ine-mail")
    living.act(accounts.add_account, "x/traida", {"area": "JD01"}, date(2026, 11, 20))
    target = ("account", "x/traida")
    for who, since in ((ANA, date(2026, 1, 12)), (BEA, date(2026, 5, 8))):
        living.act(designations.set_designations, target, {"owner": who}, since)
    living.act(discharge, Done(CHANGE), "x/traida", date(2026, 5, 20))
    assert duties(living) == [(date(2026, 5, 15), date(2026, 5, 20))]


def test_what_was_done_can_be_taken_back_and_the_log_keeps_both(living: Living) -> None:
    owe(living, MAY)
    living.act(discharge, Done(CONTROL, number="OF-1", note="so"), "x/ieejemplo", JUNE)
    living.act(undo, CONTROL, "x/ieejemplo")
    assert duties(living, "number", "note", "entry") == [
        (MAY, None, None, None, len(living.entries()))
    ]
    assert [each[0] for each in living.entries()[-2:]] == [DONE, UNDONE]
    living.act(discharge, Done(CONTROL), "x/ieejemplo", JUNE)
    assert duties(living) == [(MAY, JUNE)]


def test_what_was_not_on_record_before_is_not_on_record_any_more(living: Living) -> None:
    for day in (MAY, JUNE):
        living.act(discharge, Done(CONTROL), "x/ieejemplo", day)
    living.act(undo, CONTROL, "x/ieejemplo", MAY)
    assert duties(living) == [(JUNE, JUNE)]
    living.act(undo, CONTROL, "x/ieejemplo")
    with pytest.raises(IntakeError, match="Nothing on record says"):
        living.act(undo, CONTROL, "x/ieejemplo")


def test_what_files_brought_in_is_not_taken_back_here(living: Living) -> None:
    owe(living, MAY)
    with db.writing(living.engine) as connection:
        connection.execute(update(db.table(Duty)).values(done_on=MAY, entry=1))
    with pytest.raises(IntakeError, match="monitor undo"):
        living.act(undo, CONTROL, "x/ieejemplo")


def test_without_any_policy_it_is_recorded_as_done_in_time(living: Living) -> None:
    assert len(living.act(discharge, Done(CHANGE), "x/ieejemplo", MAY)) == 1
    assert duties(living) == [(MAY, MAY)]


@pytest.mark.parametrize(
    ("done", "subject", "on", "reason"),
    [
        (Done("rotation.notify-hed"), "x/ieejemplo", None, CONTROL),
        (Done("rotation.max-age"), "x/ieejemplo", None, "no duty that is done"),
        (Done(CONTROL), "x/nadie", None, "no such account"),
        (Done(CONTROL), "x/ieejemplo", date(2026, 11, 23), "has not come yet"),
        (Done(CONTROL), "x/ieejemplo", date(2019, 1, 1), "It exists since"),
        (Done(CONTROL, number="\x00"), "x/ieejemplo", None, "control character"),
        (Done(CONTROL, note="\x00"), "x/ieejemplo", None, "control character"),
        (Done(CONTROL, note="x" * 40_000), "x/ieejemplo", None, "shorten it"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    living: Living, done: Done, subject: str, on: date | None, reason: str
) -> None:
    before = living.everything()
    with pytest.raises(IntakeError, match=reason):
        living.act(discharge, done, subject, on)
    assert living.everything() == before
