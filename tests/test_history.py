"""Versions: late and early news against a day-by-day model; facts end where the next begins."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Date, Engine, MetaData, String, Table, event, insert, select
from sqlalchemy.schema import Column

from monitor import db, history
from monitor.history import ALWAYS, put

FIRST = date(2026, 1, 1)
DAYS = 12
COLUMNS = ("owner", "status", "name")

METADATA = MetaData()
VERSIONS = Table(
    "thing_version",
    METADATA,
    Column("institution_id", db.ID, primary_key=True),
    Column("thing_id", db.ID, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date),
    Column("entry", db.ID),
    *(Column(name, String) for name in COLUMNS),
)
DATED = Table(
    "dated",
    METADATA,
    Column("kind", String, primary_key=True),
    Column("subject_id", db.ID, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date),
    sqlite_with_rowid=False,  # as the tables of the register are
)
THING = {"institution_id": 1, "thing_id": 7}
OTHER = {"institution_id": 1, "thing_id": 8}

News = tuple[int, dict[str, str | None]]

# Few days and few values, so that news meet: on the same day, with the same value.
news = st.lists(
    st.tuples(
        st.integers(0, DAYS - 1),
        st.dictionaries(
            st.sampled_from(COLUMNS), st.sampled_from([None, "a", "b"]), min_size=1, max_size=3
        ),
    ),
    min_size=1,
    max_size=10,
)


@pytest.fixture
def tables(engine: Engine) -> Engine:
    METADATA.create_all(engine)
    return engine


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@dataclass
class Diary:
    """The model: one page per day, written over page by page."""

    pages: list[dict[str, str | None]] = field(
        default_factory=lambda: [dict.fromkeys(COLUMNS) for _day in range(DAYS)]
    )
    begun: int = DAYS

    def hear(self, on: int, values: dict[str, str | None]) -> None:
        """From that day on the new value stands wherever the old one did, without a gap."""
        self.begun = min(self.begun, on)
        for column, value in values.items():
            old = self.pages[on][column]
            for page in self.pages[on:]:
                if page[column] != old:
                    break
                page[column] = value


def versions(engine: Engine, thing: dict[str, int]) -> list[dict[str, Any]]:
    query = select(VERSIONS).where(VERSIONS.c.thing_id == thing["thing_id"])
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(VERSIONS.c.valid_from)).mappings()
        return [dict(row) for row in rows]


def on_each_day(engine: Engine) -> Iterator[list[dict[str, Any]]]:
    with engine.connect() as connection:
        for number in range(DAYS):
            query = select(VERSIONS).where(
                VERSIONS.c.thing_id == 7, history.on_day(VERSIONS, day(number))
            )
            yield [dict(row) for row in connection.execute(query).mappings()]


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(heard=news)
def test_late_and_early_news_read_as_in_a_diary(tables: Engine, heard: list[News]) -> None:
    diary = Diary()
    with db.writing(tables) as connection:
        connection.execute(VERSIONS.delete())
        put(connection, VERSIONS, OTHER, day(5), {"owner": "z"})
        for on, values in heard:
            diary.hear(on, values)
            put(connection, VERSIONS, THING, day(on), values)
    for number, found in enumerate(on_each_day(tables)):
        told = [{name: row[name] for name in COLUMNS} for row in found]
        assert told == ([diary.pages[number]] if number >= diary.begun else []), number
    rows = versions(tables, THING)
    ends = [row["valid_to"] for row in rows]
    assert ends == [*(row["valid_from"] for row in rows[1:]), None]
    assert [row["owner"] for row in versions(tables, OTHER)] == ["z"]


def told(engine: Engine, column: str) -> list[tuple[int, Any]]:
    return [((row["valid_from"] - FIRST).days, row[column]) for row in versions(engine, THING)]


def test_late_news_is_carried_forward_until_that_column_next_changes(tables: Engine) -> None:
    with db.writing(tables) as connection:
        put(connection, VERSIONS, THING, day(0), {"owner": "ana", "status": "open"})
        put(connection, VERSIONS, THING, day(6), {"status": "closing"})
        put(connection, VERSIONS, THING, day(9), {"owner": "eva"})
        put(connection, VERSIONS, THING, day(3), {"owner": "bea"})
    assert told(tables, "owner") == [(0, "ana"), (3, "bea"), (6, "bea"), (9, "eva")]
    assert told(tables, "status") == [(0, "open"), (3, "open"), (6, "closing"), (9, "closing")]


def test_a_second_value_for_the_same_day_replaces_the_first(tables: Engine) -> None:
    with db.writing(tables) as connection:
        put(connection, VERSIONS, THING, day(0), {"owner": "ana", "name": "Red"})
        put(connection, VERSIONS, THING, day(4), {"status": "closing"})
        put(connection, VERSIONS, THING, day(0), {"owner": "bea"})
    assert told(tables, "owner") == [(0, "bea"), (4, "bea")]
    assert told(tables, "name") == [(0, "Red"), (4, "Red")]


def test_news_from_before_anything_was_known_does_not_touch_what_was(tables: Engine) -> None:
    with db.writing(tables) as connection:
        put(connection, VERSIONS, THING, day(5), {"owner": "ana"})
        put(connection, VERSIONS, THING, day(2), {"owner": "bea", "status": "open"})
    assert told(tables, "owner") == [(2, "bea"), (5, "ana")]
    assert told(tables, "status") == [(2, "open"), (5, "open")]


def test_a_new_version_is_no_part_of_the_entry_that_recorded_the_last(tables: Engine) -> None:
    with db.writing(tables) as connection:
        first = {**THING, "valid_from": day(0), "valid_to": None, "owner": "ana", "entry": 99}
        connection.execute(insert(VERSIONS), [first])
        put(connection, VERSIONS, THING, day(3), {"status": "open"})
    assert told(tables, "owner") == [(0, "ana"), (3, "ana")]
    assert told(tables, "entry") == [(0, 99), (3, None)]


def test_a_version_holds_from_its_first_day_to_the_day_before_the_next(tables: Engine) -> None:
    with db.writing(tables) as connection:
        put(connection, VERSIONS, THING, ALWAYS, {"owner": "ana"})
        put(connection, VERSIONS, THING, day(3), {"owner": "bea"})
        for asked, owner in [(date(1900, 1, 1), "ana"), (day(2), "ana"), (day(3), "bea")]:
            query = select(VERSIONS.c.owner).where(history.on_day(VERSIONS, asked))
            assert connection.scalars(query).all() == [owner], asked


def test_late_news_does_not_outlive_what_ended(tables: Engine) -> None:
    with db.writing(tables) as connection:
        put(connection, VERSIONS, THING, day(0), {"owner": "ana"})
        connection.execute(VERSIONS.update().values(valid_to=day(6)))
        put(connection, VERSIONS, THING, day(3), {"owner": "bea"})
        put(connection, VERSIONS, THING, day(8), {"owner": "eva"})
    rows = [(row["valid_from"], row["valid_to"], row["owner"]) for row in versions(tables, THING)]
    assert rows == [
        (day(0), day(3), "ana"),
        (day(3), day(6), "bea"),
        (day(8), None, "eva"),
    ]


def test_the_entry_stands_on_the_version_it_recorded_and_is_not_carried(tables: Engine) -> None:
    with db.writing(tables) as connection:
        put(connection, VERSIONS, THING, day(0), {"owner": "ana", "entry": 1})
        put(connection, VERSIONS, THING, day(6), {"status": "open", "entry": 1})
        put(connection, VERSIONS, THING, day(3), {"owner": "bea", "entry": 3})
    assert told(tables, "owner") == [(0, "ana"), (3, "bea"), (6, "bea")]
    assert told(tables, "entry") == [(0, 1), (3, 3), (6, 1)]


def test_the_entry_of_the_second_value_of_a_day_replaces_that_of_the_first(tables: Engine) -> None:
    with db.writing(tables) as connection:
        put(connection, VERSIONS, THING, day(0), {"owner": "ana", "entry": 1})
        put(connection, VERSIONS, THING, day(0), {"owner": "bea", "entry": 2})
    assert told(tables, "entry") == [(0, 2)]


def dated(engine: Engine) -> list[tuple[str, int, int, int | None]]:
    with engine.connect() as connection:
        rows = connection.execute(select(DATED).order_by(*DATED.primary_key)).all()
    return [
        (kind, subject, (begins - FIRST).days, ends and (ends - FIRST).days)
        for kind, subject, begins, ends in rows
    ]


def fact(kind: str, subject: int, on: int) -> dict[str, Any]:
    return {"kind": kind, "subject_id": subject, "valid_from": day(on), "valid_to": None}


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    marked=st.lists(
        st.tuples(st.integers(0, 6), st.sets(st.integers(1, 3), min_size=1)),
        min_size=1,
        max_size=8,
    )
)
def test_facts_marked_in_any_order_each_end_where_the_next_begins(
    tables: Engine, marked: list[tuple[int, set[int]]]
) -> None:
    with db.writing(tables) as connection:
        connection.execute(DATED.delete())
        connection.execute(insert(DATED), [fact("b", 1, 3)])
        for on, subjects in marked:
            same = {"kind": "a", "valid_from": day(on)}
            rows = [{"subject_id": subject} for subject in sorted(subjects)]
            history.mark(connection, DATED, same, "subject_id", rows)
    expected: list[tuple[str, int, int, int | None]] = [("b", 1, 3, None)]
    for subject in (1, 2, 3):
        days = sorted({on for on, subjects in marked if subject in subjects})
        expected += [("a", subject, *pair) for pair in zip_longest(days, days[1:])]
    assert dated(tables) == sorted(expected)


@pytest.mark.parametrize("others", range(4, 24, 3))
def test_of_subjects_marked_for_the_first_time_none_ends(tables: Engine, others: int) -> None:
    with db.writing(tables) as connection:
        connection.execute(insert(DATED), [fact("a", each * 2, 1) for each in range(others)])
        db.refresh_statistics(connection)  # by these SQLite 3.40 chose a plan that is wrong
        rows = [{"subject_id": each} for each in (3, 5)]
        history.mark(connection, DATED, {"kind": "a", "valid_from": day(9)}, "subject_id", rows)
    assert {row for row in dated(tables) if row[2] == 9} == {("a", 3, 9, None), ("a", 5, 9, None)}


def test_marking_many_takes_as_many_statements_as_marking_one(tables: Engine) -> None:
    counted: list[str] = []
    event.listen(tables, "before_cursor_execute", lambda *call: counted.append(call[2]))
    with db.writing(tables) as connection:
        for number, subjects in ((1, range(1)), (2, range(500))):
            counted.clear()
            same = {"kind": "a", "valid_from": day(number)}
            rows = [{"subject_id": subject} for subject in subjects]
            history.mark(connection, DATED, same, "subject_id", rows)
            if number == 1:
                for_one = len(counted)
    assert len(counted) == for_one


def test_keys_begin_with_the_institution() -> None:
    target = Table("t", MetaData(), Column("institution_id", db.ID), Column("id", db.ID))
    target.append_constraint(db.key("id"))
    assert [column.name for column in target.primary_key] == ["institution_id", "id"]
    key = db.belongs_to("area", "parent_id")
    assert (key.deferrable, key.initially) == (True, "DEFERRED")
    assert [element.target_fullname for element in key.elements] == [
        "area.institution_id",
        "area.id",
    ]
