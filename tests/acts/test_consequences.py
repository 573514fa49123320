"""What closes takes its findings along, in the same transaction, by a few statements."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, event

from monitor import db, history
from monitor.acts import consequences
from monitor.findings.models import Finding, Transition, Waiver
from monitor.inventory.models import AreaVersion
from tests.findings.lives import Playing, late, only, small
from tests.oracle.records import Headship
from tests.oracle.sketches import AREA, DANIEL


@pytest.fixture
def playing(connection: Connection) -> Playing:
    made = small(connection)
    made.round()
    return made


def test_closing_an_account_resolves_its_findings_and_ends_their_waivers(playing: Playing) -> None:
    playing.waive(late(playing).code, days=30)
    playing.day += timedelta(days=1)
    playing.close(1)
    (finding,), (waiver,) = playing.table(Finding), playing.table(Waiver)
    assert (finding.state, finding.reason) == ("resolved", "closed")
    assert (waiver.ended_on, waiver.ended_why) == (playing.day, "closed")
    last = playing.table(Transition)[-1]
    assert (last.what, last.reason, last.round) == ("resolved", "closed", None)
    assert last.happened_on == playing.day


def test_an_area_that_ends_takes_its_findings_along(connection: Connection) -> None:
    gone = Headship(valid_from=history.ALWAYS, area_id=AREA, person_id=None)
    playing = small(connection, headships=(gone,))
    playing.adopt(only("ownership.area-head"))
    playing.round()
    assert [row.state for row in playing.table(Finding)] == ["open"]
    version = db.table(AreaVersion)
    connection.execute(
        version.update()
        .where(version.c.institution_id == 7, version.c.area_id == AREA)
        .values(valid_to=playing.day)
    )
    session = playing.session()
    session.record("area:merged", ("area", AREA))
    consequences.follow(session)
    assert [row.reason for row in playing.table(Finding)] == ["closed"]


def test_what_is_recorded_of_an_account_that_stays_open_changes_nothing(playing: Playing) -> None:
    session = playing.session()
    session.record("account:renamed", ("account", 1))
    consequences.follow(session)
    assert [row.state for row in playing.table(Finding)] == ["open"]


def test_where_nothing_that_can_close_was_recorded_no_statement_is_made(playing: Playing) -> None:
    session = playing.session()
    session.record("person:changed", ("person", DANIEL))
    statements: list[str] = []

    def count(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(playing.connection, "before_cursor_execute", count)
    consequences.follow(session)
    event.remove(playing.connection, "before_cursor_execute", count)
    assert statements == []
