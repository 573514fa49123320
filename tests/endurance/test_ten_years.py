"""Ten years of changes, a tenth of them recorded late: any past day is judged as the oracle does.

Small on each push; `pytest tests/endurance/test_ten_years.py --full -s` takes 2,000 accounts, looks
at twenty days and prints figures.
"""

import csv
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select
from sqlmodel import SQLModel

from monitor import db
from monitor.acts import opening, taking_files
from monitor.acts.registers import Register, scope_of
from monitor.acts.unit_of_work import begin
from monitor.audit.entries import Actor
from monitor.audit.models import AuditEntry
from monitor.credentials.models import PasswordChange
from monitor.inventory.models import AccountVersion
from monitor.inventory.relations import Designation
from monitor.rounds import Round
from monitor.scope import Scope
from tests.acts.living import opened
from tests.agreement import policies
from tests.cluster import Cluster
from tests.endurance import decade_worlds
from tests.endurance.decade import BEGUN, Size, Story
from tests.facts.engines import BOTH
from tests.oracle import facts, terms
from tests.oracle.records import World
from tests.oracle.terms import Calendar
from tests.oracle.verdicts import verdict

SEED = 20261122
IT = Actor("os:ana@host")
OUTCOMES = {"p": "pass", "w": "warn", "f": "fail", "u": "unknown", "n": "not_applicable"}
CALENDAR = Calendar(
    frozenset(day for year in range(2015, 2028) for day in terms.statutory_days(year))
)

Outcomes = dict[tuple[str, str], str]
"""What is found, by subject and control."""


@dataclass(frozen=True)
class Lived:
    """A register in which a story was told, what is true of it, and the past days looked at.

    `at_the_time` is what was found on some of the days by what had been recorded until then.
    """

    register: Register
    scope: Scope
    story: Story
    world: World
    days: tuple[date, ...]
    at_the_time: dict[date, Outcomes]


@pytest.fixture(scope="session", params=BOTH)
def lived(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, *, full: bool
) -> Iterator[Lived]:
    """Tell a story to a register on either engine, day after day as it was recorded."""
    story = _story(Size(2_000, 10) if full else Size(16, 4))
    days = _days(story, 20 if full else 8)
    folder = tmp_path_factory.mktemp("decade")
    with (
        _database(request, folder) as url,
        opened(url, may_create=True) as register,
    ):
        scope = _begun(register, story, folder / "iee")
        lived = Lived(register, scope, story, decade_worlds.world(story), days, {})
        _tell(lived)
        yield lived


def test_every_past_day_is_judged_as_by_the_oracle(lived: Lived) -> None:
    given: Counter[str] = Counter()
    for day in lived.days:
        expected, found = oracle(lived.world, day), judged(lived, day)
        differing = {
            each: (found.get(each), expected.get(each))
            for each in found.keys() | expected.keys()
            if found.get(each) != expected.get(each)
        }
        assert dict(list(differing.items())[:5]) == {}, f"{len(differing)} differ on {day}"
        given.update(found.values())
    print(f"  outcomes compared on {len(lived.days)} days: {dict(given)}")  # noqa: T201 - figures
    assert set(given) == set(OUTCOMES.values())


def test_what_was_recorded_late_changes_what_is_said_of_days_past(lived: Lived) -> None:
    late = [change for change in lived.story.changes if change.is_late]
    assert 0.05 < len(late) / len(lived.story.changes) < 0.15
    changed = [day for day, then in lived.at_the_time.items() if judged(lived, day) != then]
    assert changed, "late news that no day shows is no test of late news"


def judged(lived: Lived, day: date) -> Outcomes:
    """Return what `check --as-of` says of every subject, met or not; today it is long after."""
    today = time_machine.travel(_noon(max(day, lived.story.size.last)), tick=False)
    with today, Round(lived.register, lived.scope).preview(("mx-ine-mail",), day) as report:
        return {
            (subject.subject, finding.control.id): finding.outcome
            for subject in report.subjects(True)
            for finding in subject.findings
        }


def oracle(world: World, day: date) -> Outcomes:
    """Return what the oracle says of every subject there is on `day`."""
    found: Outcomes = {}
    for kind, known in _facts(world, day):
        policy = policies.as_written()
        for control in policy.requirements.of(kind):
            told = policy.controls[control.id]
            letter = verdict(told, kind, known, day, calendar=CALENDAR)
            found[f"{kind}:{known['ref']}", control.id] = OUTCOMES[letter]
    return found


def _facts(world: World, day: date) -> Iterator[tuple[str, Mapping[str, Any]]]:
    each: list[tuple[str, facts.Facts | None]] = [
        *(("account", facts.account_facts(world, one, day)) for one in world.account_ids()),
        *(("mailbox", facts.mailbox_facts(world, one, day)) for one in world.mailbox_ids()),
        *(("area", facts.area_facts(world, one, day)) for one in world.area_ids()),
        ("institution", facts.institution_facts(world, day)),
    ]
    return ((kind, known) for kind, known in each if known is not None)


@cache
def _story(size: Size) -> Story:
    return Story(Random(SEED), size)  # noqa: S311 - a made-up story, not a secret


@contextmanager
def _database(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{folder / 'register.db'}"
        return
    cluster: Cluster = request.getfixturevalue("postgresql_cluster")
    url = cluster.create_database()
    yield url
    cluster.drop_database(url)


def _begun(register: Register, story: Story, folder: Path) -> Scope:
    """Import the inventory with which the story begins, on its first day."""
    folder.mkdir()
    for sheet, rows in story.sheets().items():
        with (folder / f"{sheet}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    with time_machine.travel(_noon(BEGUN), tick=False):
        opening.open_institution(register, IT, opening.described(code="IEE"))
        offered = taking_files.Offered(folder)
        taking_files.take(register, IT, None, offered, lambda _sheet, _rows: None)
        return scope_of(register, None)


def _days(story: Story, count: int) -> tuple[date, ...]:
    """Return past days to look at, spread by chance over the whole story."""
    rng = Random(SEED)  # noqa: S311 - days to look at, not secrets
    span = range((story.size.last - BEGUN).days)
    return tuple(sorted(BEGUN + timedelta(days=each) for each in rng.sample(span, count)))


def _tell(lived: Lived) -> None:
    """Carry out every change on the day on which it was recorded."""
    begun, ahead = time.perf_counter(), list(lived.days[::4])
    with time_machine.travel(_noon(BEGUN), tick=False) as now:
        for change in lived.story.changes:
            while ahead and ahead[0] < change.recorded:
                day = ahead.pop(0)
                lived.at_the_time[day] = judged(lived, day)
            now.move_to(_noon(change.recorded))
            with begin(lived.register, IT, lived.scope) as session:
                change.act(session)
    _report(lived, time.perf_counter() - begun)


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


def _report(lived: Lived, took: float) -> None:
    told = lived.story.changes
    late = sum(change.is_late for change in told)
    engine = lived.register.engine.dialect.name
    print(f"\n{engine}: {len(told):,} acts in {took:,.0f} s, {late:,} of them late")  # noqa: T201 - figures
    models: list[type[SQLModel]] = [AccountVersion, Designation, PasswordChange, AuditEntry]
    with lived.register.engine.connect() as connection:
        for model in models:
            count = select(func.count()).select_from(db.table(model))
            rows = connection.execute(count).scalar_one()
            print(f"  {model.__name__}: {rows:,}")  # noqa: T201 - figures
