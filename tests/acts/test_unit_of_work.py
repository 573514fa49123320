"""The unit of work: all or nothing, its log with it, one after another whoever else is writing."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import text

from monitor.acts import opening
from monitor.acts.registers import Register, scope_of
from monitor.acts.unit_of_work import begin, reading, trying
from monitor.audit.entries import Actor
from monitor.audit.verifying import Outside, verify
from monitor.scope import Scope
from tests.acts.living import ANA, add_person, opened
from tests.acts.writers import count_up
from tests.cli.processes import ROOT, surroundings


@pytest.fixture
def register(database_url: str) -> Iterator[Register]:
    with opened(database_url, may_create=True) as register:
        zone = "America/Tijuana"
        opening.open_institution(
            register, ANA, opening.described(code="IEE", name="0", timezone=zone)
        )
        yield register


def log_of(register: Register, scope: Scope) -> list[tuple[int, str]]:
    query = text("SELECT seq, actor FROM audit_entry WHERE institution_id = :own ORDER BY seq")
    with register.engine.connect() as connection:
        found = connection.execute(query, {"own": scope.institution_id})
        return [(row.seq, row.actor) for row in found]


def people(register: Register) -> int:
    with register.engine.connect() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM person").scalar() or 0


def test_a_change_and_its_entry_are_saved_together(register: Register) -> None:
    scope = scope_of(register, None)
    entry = add_person(register, scope)
    assert (entry, people(register)) == (2, 1)
    assert log_of(register, scope)[-1] == (2, ANA.name)


def test_what_fails_leaves_neither_a_change_nor_an_entry(register: Register) -> None:
    scope = scope_of(register, None)
    before = log_of(register, scope)
    with suppress(KeyError), begin(register, ANA, scope) as session:
        own = {"own": scope.institution_id}
        insert = "INSERT INTO person (institution_id, id, salt) VALUES (:own, 1, 'x')"
        session.connection.execute(text(insert), own)
        session.record("person:changed", ("person", 1))
        session.flush()
        raise KeyError
    assert (log_of(register, scope), people(register)) == (before, 0)


def test_what_is_only_tried_is_seen_inside_and_leaves_nothing(register: Register) -> None:
    scope = scope_of(register, None)
    before = log_of(register, scope)
    with trying(register, ANA, scope) as session:
        own = {"own": scope.institution_id}
        insert = "INSERT INTO person (institution_id, id, salt) VALUES (:own, 1, 'x')"
        session.connection.execute(text(insert), own)
        session.record("person:changed", ("person", 1))
        session.flush()
        seen = session.connection.exec_driver_sql("SELECT count(*) FROM person").scalar()
    assert seen == 1
    assert (log_of(register, scope), people(register)) == (before, 0)


def test_an_error_in_what_is_only_tried_is_told(register: Register) -> None:
    with (
        pytest.raises(KeyError),
        trying(register, ANA, scope_of(register, None)),
    ):
        raise KeyError


def test_an_act_that_records_nothing_leaves_the_log_as_it_was(register: Register) -> None:
    scope = scope_of(register, None)
    before = log_of(register, scope)
    with begin(register, ANA, scope):
        pass
    assert log_of(register, scope) == before


def test_today_is_the_institutions_day_and_the_installations_is_in_utc(register: Register) -> None:
    scope = scope_of(register, None)
    with time_machine.travel(datetime(2026, 11, 22, 3, tzinfo=UTC), tick=False):
        with begin(register, ANA, scope) as session:
            assert session.today == date(2026, 11, 21)
        with begin(register, ANA, Scope(0)) as session:
            assert session.today == date(2026, 11, 22)
        with reading(register, scope) as look:
            assert (look.scope, look.day) == (scope, date(2026, 11, 21))


def test_a_look_sees_one_moment_while_others_write(register: Register) -> None:
    scope = scope_of(register, None)
    with reading(register, scope) as look:
        query = text("SELECT count(*) FROM person")
        before = look.connection.execute(query).scalar()
        add_person(register, scope)
        assert look.connection.execute(query).scalar() == before == 0
    assert people(register) == 1


def test_processes_that_write_at_once_lose_nothing_and_see_no_lock(
    register: Register, *, full: bool
) -> None:
    acts, desks = (500, 4) if full else (25, 3)
    url = register.engine.url.render_as_string(hide_password=False)
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.acts.writers", url, f"os:desk{desk}@host", str(acts)],
            cwd=ROOT,
            env=surroundings(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for desk in range(desks)
    ]
    said = [process.communicate(timeout=300) for process in running]
    assert [err for _out, err in said] == [""] * desks
    assert [process.returncode for process in running] == [0] * desks
    scope = scope_of(register, None)
    told = sorted(int(number) for out, _err in said for number in out.split())
    assert told == list(range(2, 2 + acts * desks)), "each act that was told of is in the log once"
    assert [seq for seq, _actor in log_of(register, scope)] == [1, *told]
    with register.engine.connect() as connection:
        name = connection.exec_driver_sql("SELECT name FROM institution_version").scalar()
        assert [verdict.trouble for verdict in verify(connection, Outside())] == [None, None]
    assert name == str(acts * desks), "an update was lost"


def test_the_writers_of_these_tests_count_alone_too(register: Register) -> None:
    scope = scope_of(register, None)
    entries = [count_up(register, Actor("os:desk@host"), scope) for _each in range(3)]
    assert entries == [2, 3, 4]
