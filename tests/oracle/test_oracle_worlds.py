"""The made-up registers: every outcome occurs, and they fit into a database."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from itertools import pairwise
from random import Random

from sqlalchemy import Engine, func, select

from monitor import db
from tests.oracle import facts, mail, rows, worlds
from tests.oracle.records import Span, World
from tests.oracle.verdicts import verdict

CONTROLS = mail.tailored("P1M", date(2025, 9, 1))


def _letters(seeds: range) -> Iterator[tuple[str, str, str]]:
    for seed in seeds:
        rng = Random(seed)  # noqa: S311 - made-up registers, not secrets
        world = worlds.random_world(rng)
        for day in worlds.random_days(rng, world, 4):
            for kind, row in _subjects(world, day):
                for control in CONTROLS:
                    if kind in control.subjects:
                        yield control.id, kind, verdict(control, kind, row, day)


def _subjects(world: World, day: date) -> Iterator[tuple[str, facts.Facts]]:
    accounts = [facts.account_facts(world, one, day) for one in world.account_ids()]
    mailboxes = [facts.mailbox_facts(world, one, day) for one in world.mailbox_ids()]
    areas = [facts.area_facts(world, one, day) for one in world.area_ids()]
    yield from (("account", row) for row in accounts if row is not None)
    yield from (("mailbox", row) for row in mailboxes if row is not None)
    yield from (("area", row) for row in areas if row is not None)
    yield "institution", facts.institution_facts(world, day)


def test_made_up_registers_give_every_outcome_of_every_control() -> None:
    given: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, kind, letter in _letters(range(120)):
        given[name, kind].add(letter)
    for control in CONTROLS:
        for kind in control.subjects:
            assert set(control.can_give) <= given[control.id, kind], (control.id, kind)


def test_versions_of_one_subject_neither_overlap_nor_leave_a_gap() -> None:
    keys = {"areas": "area_id", "people": "person_id", "accounts": "account_id"}
    world = worlds.random_world(Random(3))  # noqa: S311 - as above
    for name, key in keys.items():
        versions: dict[int, list[Span]] = defaultdict(list)
        for row in getattr(world, name):
            versions[getattr(row, key)].append(row)
        for chain in versions.values():
            assert all(one.valid_to == other.valid_from for one, other in pairwise(chain))
            assert chain[-1].valid_to is None


def test_several_made_up_institutions_fit_into_one_database(engine: Engine) -> None:
    db.create_tables(engine)
    made = [worlds.random_world(Random(seed), seed) for seed in (1, 2, 3)]  # noqa: S311 - as above
    with db.writing(engine) as connection:
        for world in made:
            worlds.insert(connection, world)
    with engine.connect() as connection:
        for name, model in worlds.TABLES.items():
            count = connection.execute(select(func.count()).select_from(db.table(model))).scalar()
            assert count == sum(len(getattr(world, name)) for world in made), name


def test_every_part_of_a_world_has_its_table() -> None:
    parts = {part.name for part in fields(World)} - {"institution_id", "code"}
    assert parts == set(worlds.TABLES)


def test_random_rows_have_every_column_that_facts_have() -> None:
    seeds = range(40)
    for seed in seeds:
        rng = Random(seed)  # noqa: S311 - as above
        world = worlds.random_world(rng)
        for kind, row in _subjects(world, worlds.random_days(rng, world, 1)[0]):
            assert set(rows.random_fact_row(rng, kind, row)) == set(row)
