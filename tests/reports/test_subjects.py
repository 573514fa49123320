"""One subject in full: what is so on a day, and a history that tells both dates."""

import io
import json
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, event

from monitor import text
from monitor.acts import (
    access_lists,
    accounts,
    areas,
    attestations,
    designations,
    documents,
    factors,
    merging_areas,
    passwords,
    people,
)
from monitor.acts.attestations import Statement
from monitor.inventory.listing import AsOf
from monitor.inventory.lookup import Found, find
from monitor.reports import subjects
from tests.acts.small_register import ANA, BEA, REDES, TODAY, Living, small

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)
ACCOUNT = ("account", "x/ieejemplo")


@pytest.fixture
def living(engine: Engine) -> Living:
    return small(engine)


def described(living: Living, kind: str, name: str, day: date = TODAY) -> Any:
    out = io.StringIO()
    with living.engine.connect() as connection:
        own = living.scope.institution_id
        found = own if kind == "institution" else find(connection, living.scope, kind, name, day)
        now = AsOf(connection, living.scope, day)
        told = subjects.described(now, Found(kind, found), stable=True)
        subjects.write(told, out, "json")
    return json.loads(out.getvalue())


def now(living: Living, kind: str, name: str, day: date = TODAY) -> dict[str, Any]:
    return {row["what"]: row["value"] for row in described(living, kind, name, day)["now"]}


def history(living: Living, kind: str, name: str) -> list[tuple[Any, ...]]:
    rows = described(living, kind, name)["history"]
    return [(row["happened_on"], row["what"], row["value"]) for row in rows]


def test_what_is_so_is_that_of_the_day(living: Living) -> None:
    living.act(accounts.rename_account, "x/ieejemplo", "iee_oficial", MAY)
    living.act(accounts.set_account, "x/ieejemplo", {"login_mailbox": "-"}, JUNE)
    assert now(living, "account", "x/ieejemplo") == {
        "platform": "x",
        "handle": "iee_oficial",
        "area": "JD01",
        "opened_on": "2020-03-01",
        "login_mailbox": "-",
    }
    assert now(living, "account", "x/ieejemplo", MAY)["login_mailbox"] == REDES
    before = now(living, "account", "x/ieejemplo", date(2026, 5, 3))
    assert before["handle"] == "ieejemplo"
    assert now(living, "account", "x/ieejemplo", date(2026, 1, 9)) == {}


def test_late_news_stands_where_it_happened_and_says_when_it_was_told(living: Living) -> None:
    living.act(accounts.set_account, "x/ieejemplo", {"name": "Nuevo"}, JUNE)
    living.act(accounts.set_account, "x/ieejemplo", {"purpose": "Redes"}, MAY)
    rows = described(living, "account", "x/ieejemplo")["history"]
    found = [
        (row["happened_on"], row["what"]) for row in rows if row["what"] in {"name", "purpose"}
    ]
    assert found == [("2026-05-04", "purpose"), ("2026-06-01", "name")]
    assert {row["recorded_at"][:10] for row in rows} == {"2026-11-22"}
    assert {row["by"] for row in rows} == {"os:ana@host"}


def test_a_history_tells_everything_that_was_recorded(living: Living) -> None:
    who = {"owner": ANA, "substitute": "none"}
    living.act(designations.set_designations, ACCOUNT, who, MAY)
    living.act(designations.end_designations, ACCOUNT, {"owner": None}, JUNE)
    living.act(passwords.record_changes, ["x/ieejemplo"], MAY)
    living.act(factors.attest_factor, ["x/ieejemplo"], {"method": "totp"}, ANA, MAY)
    living.act(access_lists.record_access, "x/ieejemplo", [("Un Extraño", None)], MAY)
    living.act(attestations.attest, Statement("password.custody", "no", ANA), ["x/ieejemplo"], MAY)
    signed = {"kind": "responsiva", "signed_on": "2026-05-04"}
    living.act(documents.add_document, "x/ieejemplo", signed)
    told = [row for row in history(living, "account", "x/ieejemplo") if row[0] > "2026-02"]
    assert set(told) == {
        ("2026-05-04", "access", "Un Extraño"),
        ("2026-05-04", "document", "responsiva"),
        ("2026-05-04", "method", "totp"),
        ("2026-05-04", "owner", ANA),
        ("2026-05-04", "password.custody", False),
        ("2026-05-04", "password_changed_on", "2026-05-04"),
        ("2026-05-04", "substitute", "-"),
        ("2026-06-01", "designation:ended", None),
    }
    assert len(told) == 8
    sections = described(living, "account", "x/ieejemplo")
    assert [row["role"] for row in sections["in_charge"]] == ["substitute"]
    assert {row["what"] for row in sections["credentials"]} == {"password", "second factor"}
    assert len(sections["documents"]) == 1


def test_a_history_calls_others_as_they_were_called_that_day(living: Living) -> None:
    living.act(areas.rename_area, "JD01", "JD99", MAY)
    living.act(accounts.transfer_account, "x/ieejemplo", "CS", JUNE)
    told = history(living, "account", "x/ieejemplo")
    assert [value for _day, what, value in told if what == "area"] == ["JD01", "CS"]
    assert now(living, "account", "x/ieejemplo", MAY)["area"] == "JD99"


def test_people_read_the_titles_of_controls_and_the_time_of_their_institution(
    living: Living,
) -> None:
    living.act(attestations.attest, Statement("password.custody", "yes", ANA), ["x/ieejemplo"])
    utc = described(living, "account", "x/ieejemplo")["history"][-1]["recorded_at"]
    out = io.StringIO()
    with living.engine.connect() as connection:
        found = find(connection, living.scope, "account", "x/ieejemplo", TODAY)
        told = subjects.described(AsOf(connection, living.scope, TODAY), Found("account", found))
        subjects.write(told, out)
    local = datetime.fromisoformat(utc).astimezone(ZoneInfo("America/Mexico_City"))
    assert "recorded in the time of America/Mexico_City" in out.getvalue()
    assert f"{local:%Y-%m-%d %H:%M}" in out.getvalue()
    assert utc.endswith("+00:00")


def test_a_merged_area_tells_its_end(living: Living) -> None:
    living.act(areas.set_head, "JD01", ANA, MAY)
    living.act(merging_areas.merge_areas, "JD01", "CS", JUNE)
    assert ("2026-06-01", "merged_into", "CS") in history(living, "area", "JD01")
    assert now(living, "area", "JD01") == {}
    assert now(living, "area", "JD01", MAY)["head"] == ANA


def test_people_mailboxes_and_the_institution_have_histories_too(living: Living) -> None:
    living.act(people.set_person, BEA, {"position": "Jefa"}, MAY)
    living.act(areas.set_head, "CS", BEA, MAY)
    living.act(designations.set_designations, ("area", "JD01"), {"owner": BEA}, MAY)
    person = described(living, "person", BEA)
    assert ("2026-05-04", "position", "Jefa") in history(living, "person", BEA)
    assert [row["of"] for row in person["in_charge"]] == ["area:JD01"]
    assert [row["code"] for row in person["heads"]] == ["CS"]
    area = described(living, "area", "JD01")
    assert [row["person"] for row in area["in_charge"]] == [BEA]
    mailbox = described(living, "mailbox", REDES)
    assert [row["account"] for row in mailbox["accounts"]] == ["x/ieejemplo"]
    institution = now(living, "institution", "")
    assert institution == {"timezone": "America/Mexico_City"}


def test_people_read_it_in_their_language(living: Living) -> None:
    living.act(accounts.set_account, "x/ieejemplo", {"status": "open"}, MAY)
    text.use("es")
    out = io.StringIO()
    with living.engine.connect() as connection:
        found = find(connection, living.scope, "account", "x/ieejemplo", TODAY)
        told = subjects.described(AsOf(connection, living.scope, TODAY), Found("account", found))
        subjects.write(told, out)
    assert "04/05/2026" in out.getvalue()
    assert "abierta" in out.getvalue()


def test_a_long_history_takes_no_more_statements(living: Living) -> None:
    counted: list[str] = []
    event.listen(living.engine, "before_cursor_execute", lambda *call: counted.append(call[2]))
    described(living, "account", "x/ieejemplo")
    short = len(counted)
    for month in range(2, 10):
        told = {"name": f"Nombre {month}", "login_mailbox": "-" if month % 2 else REDES}
        living.act(accounts.set_account, "x/ieejemplo", told, date(2026, month, 1))
        living.act(passwords.record_changes, ["x/ieejemplo"], date(2026, month, 1), ANA)
    counted.clear()
    described(living, "account", "x/ieejemplo")
    assert len(counted) <= short + 2
