"""Waivers one by one: listed with what they are of, as they stand on a day."""

from datetime import timedelta

from sqlalchemy import Connection

from monitor.findings import waivers
from tests.findings.lives import late, small


def test_a_waiver_is_listed_until_it_is_over(connection: Connection) -> None:
    playing = small(connection)
    playing.round()
    code = late(playing).code
    playing.waive(code, days=5)
    (found,) = waivers.every(connection, playing.scope, playing.day, over=False)
    assert (found.code, found.control, found.state) == (code, "rotation.max-age", "in_force")
    assert (found.asked_by, found.approved_by) == ("os:ana@here", "os:beto@here")
    later = playing.day + timedelta(days=6)
    assert waivers.every(connection, playing.scope, later, over=False) == []
    (over,) = waivers.every(connection, playing.scope, later, over=True)
    assert over.state == "over"


def test_a_finding_keeps_every_waiver_it_ever_had(connection: Connection) -> None:
    playing = small(connection)
    playing.round()
    code = late(playing).code
    playing.waive(code, days=5)
    playing.end_waiver(code)
    playing.round()
    playing.waive(code, days=9)
    row = late(playing).row
    found = waivers.of_finding(connection, playing.scope, playing.day, row)
    assert [each.state for each in found] == ["over", "in_force"]
    assert waivers.by_id(connection, playing.scope, playing.day, found[0].id) == found[0]
    assert waivers.by_id(connection, playing.scope, playing.day, 1) is None
