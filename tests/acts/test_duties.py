"""Duties that were done: the earliest open one, the one that is named, or one of its own."""

from datetime import date

import pytest
from sqlalchemy import insert

from monitor import db
from monitor.acts.duties import DONE, Done, discharge
from monitor.duties.models import Duty
from monitor.intake.faults import IntakeError
from monitor.inventory.models import AccountVersion
from tests.acts.small_register import Living

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


@pytest.mark.parametrize(
    ("done", "subject", "on", "reason"),
    [
        (Done("rotation.notify-hed"), "x/ieejemplo", None, CONTROL),
        (Done("rotation.max-age"), "x/ieejemplo", None, "no duty that is done"),
        (Done(CONTROL), "x/nadie", None, "no such account"),
        (Done(CONTROL), "x/ieejemplo", date(2026, 11, 23), "has not come yet"),
        (Done(CONTROL), "x/ieejemplo", date(2019, 1, 1), "It exists since"),
        (Done(CONTROL, number="\x00"), "x/ieejemplo", None, "control character"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    living: Living, done: Done, subject: str, on: date | None, reason: str
) -> None:
    before = living.everything()
    with pytest.raises(IntakeError, match=reason):
        living.act(discharge, done, subject, on)
    assert living.everything() == before
