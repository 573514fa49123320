"""What subjects are called: now, and over time."""

from datetime import date

import pytest
from sqlalchemy import Engine

from monitor.acts import areas
from monitor.inventory import naming
from monitor.inventory.lookup import find
from tests.acts.small_register import TODAY, Living, small

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)


@pytest.fixture
def living(engine: Engine) -> Living:
    return small(engine)


def test_a_name_is_the_last_one_and_a_timeline_has_them_all(living: Living) -> None:
    living.act(areas.rename_area, "JD01", "JD99", MAY)
    living.act(areas.set_area, "JD99", {"name": "Junta 99"}, JUNE)
    with living.engine.connect() as connection:
        area = find(connection, living.scope, "area", "JD99", TODAY)
        assert naming.names(connection, living.scope, "area", [area]) == {area: "JD99"}
        timeline = naming.timelines(connection, living.scope, "area", [area])[area]
    assert [name for _since, name in timeline] == ["JD01", "JD99", "JD99"]
    told = [naming.name_on(timeline, day) for day in (date(2000, 1, 1), date(2026, 5, 3), MAY)]
    assert told == ["JD01", "JD01", "JD99"]
    assert naming.name_on(timeline, None) == "JD99"


def test_the_institution_has_had_one_name_always(living: Living) -> None:
    own = living.scope.institution_id
    with living.engine.connect() as connection:
        found = naming.timelines(connection, living.scope, "institution", [own])
    assert naming.name_on(found[own], date(2000, 1, 1)) == "IEE"


def test_what_is_not_there_has_no_name(living: Living) -> None:
    with living.engine.connect() as connection:
        assert naming.timelines(connection, living.scope, "area", [1]) == {}
        assert naming.timelines(connection, living.scope, "area", []) == {}
