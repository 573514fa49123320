"""What happened to findings: between rounds, in one, and to one of them."""

from datetime import timedelta

from sqlalchemy import Connection

from monitor.findings import history
from tests.findings.lives import late, small


def test_between_two_rounds_is_what_came_after_the_first(connection: Connection) -> None:
    playing = small(connection)
    first = playing.round()
    code = late(playing).code
    playing.acknowledge(code)
    playing.day += timedelta(days=1)
    playing.change_password()
    second = playing.round()
    found = list(history.between(connection, playing.scope, first, second))
    assert [(each.what, each.code, each.round) for each in found] == [
        ("acknowledged", code, None),
        ("resolved", code, 2),
    ]
    assert found[0].note == "seen"
    assert (found[0].by, found[0].claimed) == ("os:ana@here", False)
    assert found[1].reason == "met"
    assert list(history.between(connection, playing.scope, second, second)) == []


def test_the_gravest_of_a_round_are_what_it_opened(connection: Connection) -> None:
    playing = small(connection)
    stored = playing.round()
    (only,) = history.gravest(connection, playing.scope, stored, 5)
    assert (only.control, only.subject) == ("rotation.max-age", "account:x/ieejemplo")
    assert history.gravest(connection, playing.scope, stored, 0) == []
    assert history.gravest(connection, playing.scope, playing.round(), 5) == []


def test_the_life_of_a_finding_is_told_from_its_beginning(connection: Connection) -> None:
    playing = small(connection)
    playing.round()
    factor = next(each for each in playing.listed() if each.control == "mfa.enabled")
    playing.acknowledge(factor.code)
    row = next(each for each in playing.listed() if each.control == "mfa.enabled").row
    life = history.life(connection, playing.scope, playing.day, "account", row)
    assert [each.what for each in life] == ["opened", "acknowledged"]
