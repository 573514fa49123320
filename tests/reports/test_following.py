"""Findings, waivers, rounds and adoptions as lists: stable keys, words for people."""

import io
import json
from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.adoption import queries
from monitor.findings import history, rounds, waivers
from monitor.policy.differences import Difference
from monitor.reports import following
from monitor.reports.tables import Table, write
from tests.findings.lives import Playing, late, small


@pytest.fixture
def playing(connection: Connection) -> Playing:
    made = small(connection)
    made.round()
    return made


def _json(table: Table) -> list[dict[str, Any]]:
    out = io.StringIO()
    write(table, out, "json")
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def _text(table: Table) -> str:
    out = io.StringIO()
    write(table, out)
    return out.getvalue()


def test_findings_are_listed_with_whom_they_are_assigned_to_and_what_covers_them(
    playing: Playing,
) -> None:
    from monitor.acts import following_up

    code = late(playing).code
    session = playing.session()
    following_up.assign(session, [code], "p1@ine.mx")
    session.flush()
    playing.waive(code, days=3)
    rows = _json(following.findings(playing.connection, playing.scope, playing.listed()))
    row = next(each for each in rows if each["code"] == code)
    assert row == {
        "code": code,
        "subject": "account:x/ieejemplo",
        "area": "JD01",
        "control": "rotation.max-age",
        "outcome": "fail",
        "state": "waived",
        "severity": "high",
        "opened_on": "2026-03-31",
        "assigned_to": "p1@ine.mx",
        "waived_until": "2026-04-03",
        "self_approved": False,
    }
    told = _text(following.findings(playing.connection, playing.scope, playing.listed()))
    assert "not met" in told
    assert "waived" in told


def test_waivers_are_listed_with_who_asked_and_who_approved(playing: Playing) -> None:
    playing.waive(late(playing).code, days=3)
    found = waivers.every(playing.connection, playing.scope, playing.day, over=True)
    (row,) = _json(following.waivers(found))
    assert (row["state"], row["asked_by"], row["approved_by"]) == (
        "in_force",
        "os:ana@here",
        "os:beto@here",
    )
    assert row["id"].isdecimal()
    assert "in force" in _text(following.waivers(found))


def test_rounds_are_listed_with_what_they_counted(playing: Playing) -> None:
    found = rounds.every(playing.connection, playing.scope)
    (row,) = _json(following.rounds(found))
    assert row == {
        "number": 1,
        "as_of": "2026-03-31",
        "policies": "mx-ine-mail 1.0.0",
        "fail": 1,
        "unknown": 2,
        "warn": 0,
        "pass": 1,
        "waived": 0,
        "opened": 1,
        "reopened": 0,
        "resolved": 0,
    }


def test_steps_are_listed_with_their_reasons_in_words(playing: Playing) -> None:
    first = rounds.last(playing.connection, playing.scope)
    assert first is not None
    playing.change_password()
    second = playing.round()
    found = list(history.between(playing.connection, playing.scope, first, second))
    (row,) = _json(following.steps(found, (1, 2)))
    assert (row["what"], row["reason"], row["round"]) == ("resolved", "met", 2)
    assert "resolved" in _text(following.steps(found, (1, 2)))


def test_adoptions_and_differences_are_listed(playing: Playing) -> None:
    (row,) = _json(following.adoptions(queries.ever(playing.connection, playing.scope)))
    assert (row["from"], row["to"], row["policies"]) == ("2026-03-31", None, "mx-ine-mail 1.0.0")
    change = Difference("parameter", "rotation.max-age max_age", "P2M", "P1M")
    told = _text(following.differences([change]))
    assert "value" in told
    assert "P1M" in told


@pytest.mark.parametrize(
    ("words", "used"),
    [
        (following.STATES, {"open", "acknowledged", "waived", "resolved"}),
        (following.WAIVERS, {"asked", "in_force", "over"}),
    ],
)
def test_every_word_that_is_stored_has_one_for_people(
    words: dict[str, str], used: set[str]
) -> None:
    assert set(words) == used
