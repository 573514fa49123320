"""What is owed of a duty: the earliest still open judges, else the last one (45, 46)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.facts.obligations import Owed
from tests.facts.registers import AFTER, BEFORE, facts
from tests.oracle.records import Duty, World
from tests.oracle.sketches import ACCOUNT, AREA, DAY, designation, register, staffed

START = date(2026, 1, 1)
NAMES = ("event", "owed", "owed_since", "done_on", "due_on")


def _row(number: int, due_on: date, done_on: date | None = None, **known: Any) -> Duty:
    given: dict[str, Any] = {"control": "own.duty", "subject_kind": "account"}
    given |= {"id": number, "subject_id": ACCOUNT, "due_on": due_on, "done_on": done_on}
    return Duty(**given | known)


def _owed(connection: Connection, world: World, event: str = "designation") -> tuple[Any, ...]:
    row = facts(connection, world, asks=(Owed("own.duty", event),))
    values = [row[f"duty:own.duty:{name}"] for name in NAMES]
    return bool(values[0]), bool(values[1]), *values[2:]


@pytest.mark.parametrize(
    ("rows", "done_on", "due_on"),
    [
        ((), None, None),
        ((_row(1, BEFORE),), None, BEFORE),
        ((_row(1, AFTER), _row(2, BEFORE)), None, BEFORE),
        ((_row(1, START, BEFORE),), BEFORE, None),
        ((_row(1, START, START), _row(2, BEFORE, BEFORE)), BEFORE, None),
        ((_row(1, START, BEFORE), _row(2, AFTER)), BEFORE, AFTER),
        ((_row(1, BEFORE, AFTER),), None, BEFORE),
        ((_row(1, BEFORE, DAY),), DAY, None),
        ((_row(1, BEFORE, control="other.duty"),), None, None),
        ((_row(1, BEFORE, subject_kind="area", subject_id=AREA),), None, None),
        ((_row(1, BEFORE, subject_id=99),), None, None),
    ],
)
def test_ruling_45_the_earliest_open_row_judges_and_what_is_done_is_kept(
    connection: Connection, rows: tuple[Duty, ...], done_on: date | None, due_on: date | None
) -> None:
    world = register(duties=rows)
    assert _owed(connection, world) == (False, False, None, done_on, due_on)


@pytest.mark.parametrize(
    ("done_on", "owed"), [(None, True), (START, False), (BEFORE, False), (date(2025, 12, 31), True)]
)
def test_what_is_done_on_or_after_the_event_discharges_it(
    connection: Connection, done_on: date | None, owed: bool
) -> None:
    rows = (_row(1, DAY, done_on),) if done_on else ()
    world = register(designations=(designation(1, "owner", valid_from=START),), duties=rows)
    found = _owed(connection, world)
    assert found[:3] == (True, owed, START if owed else None)


def test_an_event_without_a_day_is_discharged_by_anything_done(connection: Connection) -> None:
    world = staffed(duties=(_row(1, START, date(2020, 1, 1)),))
    assert _owed(connection, world)[:3] == (True, False, None)


def test_ruling_46_a_schedule_has_no_event_but_its_rows(connection: Connection) -> None:
    world = register(
        duties=(
            _row(1, START, START, subject_kind="area", subject_id=AREA),
            _row(2, AFTER, None, subject_kind="area", subject_id=AREA),
        )
    )
    ask = Owed("own.duty", "schedule")
    rows = _areas(connection, world, ask)
    assert rows["jd01"] == (False, False, None, START, AFTER)
    assert rows["jd02"] == (False, False, None, None, None)


def _areas(connection: Connection, world: World, ask: Owed) -> dict[str, tuple[Any, ...]]:
    from tests.facts.registers import all_facts

    found = {}
    for ref, row in all_facts(connection, world, "area", asks=(ask,)).items():
        event, owed, *days = (row[f"duty:own.duty:{name}"] for name in NAMES)
        found[ref] = (bool(event), bool(owed), *days)
    return found
