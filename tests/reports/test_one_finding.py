"""One finding in full, as text and as JSON, in every state it can be in."""

import io
import json
from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.acts import following_up, waiving
from monitor.audit.entries import Actor
from monitor.findings import lookup
from monitor.reports import one_finding
from tests.findings.lives import Playing, late, only, small


@pytest.fixture
def playing(connection: Connection) -> Playing:
    made = small(connection)
    made.round()
    return made


def _told(playing: Playing, code: str, form: str = "text") -> str:
    own = (playing.connection, playing.scope, playing.day)
    out = io.StringIO()
    one_finding.write(one_finding.describe(*own, lookup.find(*own, code)), out, form)
    return out.getvalue()


def test_it_tells_the_clause_the_evidence_of_now_and_what_to_do(playing: Playing) -> None:
    told = _told(playing, late(playing).code)
    assert "x/ieejemplo  area JD01" in told
    assert "open · not met · high · since 2026-03-31" in told
    assert "mx-ine-mail 4.3.VIII «Cambiar la contraseña, al menos, cada dos meses»" in told
    assert "Now: the password was due to change by 2026-02-01; last changed 2025-12-01" in told
    assert "password_changed_on" not in told, "the sentence says it; JSON has the facts by name"
    assert "What to do: " in told
    assert "  2026-03-31 · opened · not met · round 1 · os:ana@here" in told


def test_what_is_not_known_says_where_to_write_it_down(playing: Playing) -> None:
    factor = next(each for each in playing.listed() if each.control == "mfa.enabled")
    told = _told(playing, factor.code)
    assert "open · not known · critical" in told
    assert "Where to write it down: sheet “accounts”, column “second_factor”" in told
    assert "What happened to it" not in told


def test_it_tells_who_waived_it_who_saw_it_and_who_sees_to_it(playing: Playing) -> None:
    code = late(playing).code
    playing.acknowledge(code)
    claimed = Actor("p1@ine.mx", claimed=True)
    session = playing.session(claimed)
    for person in ("p1@ine.mx", "-", "p1@ine.mx"):
        following_up.assign(session, [code], person)
    waiving.request(session, code, "new mailbox", playing.day)
    waiving.approve(session, code, self_approved=True)
    session.flush()
    told = _told(playing, code)
    assert told.count("assigned to p1@ine.mx") == 3  # what is so, and twice when it was done
    assert "assigned to nobody in particular" in told
    assert "acknowledged · not met · os:ana@here: seen" in told
    assert "Waiver, in force: new mailbox; until 2026-03-31; asked for by" in told
    assert "approved on 2026-03-31 by p1@ine.mx (claimed) (self-approved)" in told


def test_a_finding_that_is_resolved_or_asked_for_no_more_says_so(playing: Playing) -> None:
    code = late(playing).code
    playing.change_password()
    playing.round()
    assert "resolved · not met · high · met" in _told(playing, code)
    playing.adopt(only("mfa.enabled"))
    assert "Now: nothing is asked of it any more" in _told(playing, code)


def test_as_json_it_has_all_of_it(playing: Playing) -> None:
    code = late(playing).code
    playing.waive(code, days=1)
    found: dict[str, Any] = json.loads(_told(playing, code, "json"))
    assert (found["code"], found["state"], found["outcome"]) == (code, "waived", "fail")
    assert found["now"]["observed"]["password_changed_on"] == "2025-12-01"
    assert [each["what"] for each in found["history"]] == ["opened", "waived"]
    assert found["waivers"][0]["until"] == "2026-04-01"
    assert found["clauses"][0]["ref"] == "4.3.VIII"
