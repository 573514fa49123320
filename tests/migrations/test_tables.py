"""Every table is found: none stands in a file where nobody looks for it."""

from pathlib import Path

from sqlalchemy import Table

from monitor.migrations import tables

MONITOR = Path(tables.__file__).parents[1]


def test_tables_stand_in_the_files_where_they_are_looked_for() -> None:
    holding = {path for path in MONITOR.rglob("*.py") if "table=True)" in path.read_text("utf-8")}
    assert holding
    assert {path.stem for path in holding} == set(tables.FILES)


def test_each_table_comes_after_those_it_refers_to() -> None:
    seen: set[Table] = set()
    for table in tables.in_order():
        for key in table.foreign_key_constraints:
            assert key.referred_table in seen | {table}, (table.name, key.referred_table.name)
        seen.add(table)
    assert len(seen) > 20
