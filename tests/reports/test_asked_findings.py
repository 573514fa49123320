"""Findings asked for in a person's own words."""

from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.intake.faults import RefusedError
from monitor.reports import asked_findings
from monitor.reports.asked_findings import Asked
from tests.findings.lives import Playing, small


@pytest.fixture
def playing(connection: Connection) -> Playing:
    made = small(connection)
    made.round()
    return made


def _found(playing: Playing, **asked: Any) -> list[str]:
    own = (playing.connection, playing.scope, playing.day)
    return [each.control for each in asked_findings.found(*own, Asked(**asked))]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 3),
        ({"area": "jd01"}, 3),
        ({"area": "JD02"}, 0),
        ({"person": "p1@ine.mx"}, 2),
        ({"subject": "x/ieejemplo"}, 2),
        ({"subject": "JD01"}, 1),
        ({"new": True}, 1),
        ({"new": True, "area": "JD02"}, 0),
    ],
)
def test_subjects_and_people_are_found_by_their_names(
    playing: Playing, asked: dict[str, Any], count: int
) -> None:
    assert len(_found(playing, **asked)) == count


@pytest.mark.parametrize("asked", [{"area": "none"}, {"person": "a@b.mx"}, {"subject": "x/none"}])
def test_who_is_not_in_the_register_is_refused(playing: Playing, asked: dict[str, Any]) -> None:
    with pytest.raises(RefusedError):
        _found(playing, **asked)


def test_before_the_first_round_nothing_is_new(connection: Connection) -> None:
    assert _found(small(connection), new=True) == []
