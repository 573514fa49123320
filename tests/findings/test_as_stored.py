"""A past round is told as it was stored, whatever has happened since."""

from datetime import timedelta

from sqlalchemy import Connection

from monitor.findings import as_stored
from monitor.findings.judged import Finding
from monitor.findings.rounds import Stored
from monitor.reports.wording import message
from tests.findings.lives import Playing, late, small


def _told(playing: Playing, stored: Stored) -> dict[str, Finding]:
    found = as_stored.subjects(playing.connection, playing.scope, stored, playing.requirements)
    return {each.control.id: each for subject in found for each in subject.findings}


def test_a_past_round_keeps_state_and_evidence_of_its_moment(connection: Connection) -> None:
    playing = small(connection)
    first, begun = playing.round(), playing.day
    sentence = message(_told(playing, first)["rotation.max-age"])
    playing.day += timedelta(days=1)
    playing.change_password()
    second = playing.round()
    told = _told(playing, first)
    assert list(told) == ["rotation.max-age"]
    changed = told["rotation.max-age"]
    assert changed.on_record is not None
    assert (changed.outcome, changed.state, changed.on_record.opened_on) == ("fail", "open", begun)
    assert message(changed) == sentence
    assert "2025-12-01" in sentence
    assert "rotation.max-age" not in _told(playing, second)


def test_the_newest_round_tells_what_is_not_known_too(connection: Connection) -> None:
    playing = small(connection)
    stored = playing.round()
    assert {name: each.outcome for name, each in _told(playing, stored).items()} == {
        "mfa.enabled": "unknown",
        "rotation.max-age": "fail",
        "ownership.area-head": "unknown",
    }


def test_a_waiver_shows_in_the_rounds_after_its_approval(connection: Connection) -> None:
    playing = small(connection)
    first = playing.round()
    playing.waive(late(playing).code, days=30)
    second = playing.round()
    before, after = _told(playing, first), _told(playing, second)
    assert before["rotation.max-age"].state == "open"
    assert before["rotation.max-age"].waiver is None
    assert after["rotation.max-age"].state == "waived"
    assert after["rotation.max-age"].waiver is not None


def test_it_agrees_with_the_counts_of_its_round(connection: Connection) -> None:
    playing = small(connection)
    for days in (0, 1, 50):
        playing.day += timedelta(days=days)
        stored = playing.round()
        told = _told(playing, stored).values()
        for outcome in ("fail", "warn", "unknown"):
            count = sum(1 for each in told if each.outcome == outcome)
            assert count == stored.tally.outcomes[outcome]
