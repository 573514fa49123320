"""One subject is judged by the expression that judges all."""

from sqlalchemy import Connection

from monitor.findings.now import now
from tests.findings.lives import Playing, only, small, whole


def _of(playing: Playing, kind: str, subject_id: int) -> dict[str, str] | None:
    requirements, scope = playing.requirements, playing.scope
    found = now(playing.connection, requirements, scope, playing.day, (kind, subject_id))
    return {each.control.id: each.outcome for each in found.findings} if found else None


def test_it_says_of_each_subject_what_a_round_says(connection: Connection) -> None:
    playing = small(connection)
    playing.adopt(whole())
    for (kind, subject_id, control), outcome in playing.verdicts().items():
        found = _of(playing, kind, subject_id)
        assert found is not None
        assert found[control] == outcome


def test_a_subject_that_is_closed_or_of_no_control_is_judged_by_nothing(
    connection: Connection,
) -> None:
    playing = small(connection)
    playing.close(1)
    assert _of(playing, "account", 1) is None
    playing.adopt(only("mfa.enabled"))
    assert _of(playing, "area", 1) is None
