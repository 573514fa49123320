"""The made-up registers: every outcome occurs, and they fit into a database."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from itertools import pairwise
from random import Random

from sqlalchemy import Engine, func, select

from monitor import db
from tests.oracle import facts, mail, rows, worlds
from tests.oracle.asks import Asks, asks_of
from tests.oracle.catalogue import CONTROLS
from tests.oracle.controls import KINDS, Control
from tests.oracle.made_up import DOCUMENTS
from tests.oracle.records import Span, World
from tests.oracle.verdicts import STATUSES, verdict

MAIL = mail.tailored("P1M", date(2025, 9, 1))


Given = dict[tuple[str, str], set[str]]


def _letters(controls: Sequence[Control], seeds: range) -> Given:
    """Return what each control gives to subjects of a kind that its phase does not exempt."""
    asks = {kind: asks_of(controls, kind) for kind in KINDS}
    given: Given = defaultdict(set)
    for seed in seeds:
        rng = Random(seed)  # noqa: S311 - made-up registers, not secrets
        world = worlds.random_world(rng)
        for day in worlds.random_days(rng, world, 4):
            for kind, row in _subjects(world, day, asks):
                for control in (one for one in controls if kind in one.subjects):
                    if kind != "account" or row["status"] in STATUSES[control.phase]:
                        given[control.id, kind].add(verdict(control, kind, row, day))
    return given


def _subjects(
    world: World, day: date, asks: Mapping[str, Asks]
) -> Iterator[tuple[str, facts.Facts]]:
    makers = (
        ("account", facts.account_facts, world.account_ids()),
        ("mailbox", facts.mailbox_facts, world.mailbox_ids()),
        ("area", facts.area_facts, world.area_ids()),
    )
    for kind, known, ids in makers:
        rows = (known(world, one, day, asks[kind]) for one in ids)
        yield from ((kind, row) for row in rows if row is not None)
    yield "institution", facts.institution_facts(world, day, asks["institution"])


def test_made_up_registers_give_every_outcome_of_every_control() -> None:
    given = _letters(MAIL, range(120))
    for control in MAIL:
        for kind in control.subjects:
            assert set(control.can_give) <= given[control.id, kind], (control.id, kind)


def test_made_up_documents_give_between_them_every_outcome_of_every_control() -> None:
    given: dict[str, set[str]] = defaultdict(set)
    for text in DOCUMENTS.values():
        for (name, _kind), letters in _letters(text.controls(), range(80)).items():
            given[name] |= letters
    for name, control in CONTROLS.items():
        assert set(control.can_give) <= given[name], name


def test_random_rows_have_every_column_that_facts_have() -> None:
    for text in DOCUMENTS.values():
        asks = {kind: asks_of(text.controls(), kind) for kind in KINDS}
        for seed in range(20):
            rng = Random(seed)  # noqa: S311 - as above
            world = worlds.random_world(rng)
            for kind, row in _subjects(world, worlds.random_days(rng, world, 1)[0], asks):
                assert set(rows.random_fact_row(rng, kind, row)) == set(row)


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
