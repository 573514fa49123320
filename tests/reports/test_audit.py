"""The log as a list: what people read, what machines read, and what chains are called."""

import csv
import json
from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, event

from monitor import db, text
from monitor.acts import accounts
from monitor.audit.models import AuditEntry
from monitor.audit.queries import Wanted
from monitor.audit.verifying import Fault, Outside, Trouble, Verdict, verify
from monitor.history import ALWAYS
from monitor.reports import audit
from monitor.scope import Scope
from tests.acts.small_register import TODAY, Living, small

ZONE = "America/Mexico_City"


@pytest.fixture
def living(engine: Engine) -> Living:
    return small(engine)


def _written(living: Living, form: str = "text", zone: str = ZONE, **wanted: object) -> str:
    out = StringIO()
    asked = Wanted(**wanted)  # type: ignore[arg-type] # by name
    with db.reading(living.engine) as connection:
        audit.write_log(connection, living.scope, asked, audit.Shown(form, zone), out)
    return out.getvalue()


def test_people_read_both_dates_who_what_and_of_which_subject(living: Living) -> None:
    living.act(accounts.rename_account, "x/ieejemplo", "x/iee_nuevo", date(2026, 11, 2))
    told = _written(living, last=1)
    for word in (
        "recorded (America/Mexico_City)",
        "2026-11-22 12:00",
        "2026-11-02",
        "os:ana@host",
        "account renamed",
        "x/iee_nuevo",
        "1 row",
    ):
        assert word in told, word


def test_subjects_in_new_values_are_named_and_digests_are_short(living: Living) -> None:
    told = _written(living)
    assert "login_mailbox: redes@iee.example" in told
    assert "area_id: area JD01" in told
    row = next(line for line in told.splitlines() if "person added" in line)
    assert "sha256:" in row
    assert all(len(word) < 25 for word in row.split() if word.startswith("sha256:"))


def test_claimed_actors_are_marked(living: Living) -> None:
    with db.writing(living.engine) as connection:
        connection.execute(db.table(AuditEntry).update().values(claimed=True))
    assert "os:ana@host (claimed)" in _written(living, last=1)


def test_what_holds_since_always_has_no_day(living: Living) -> None:
    with living.acting() as session:
        session.record("area:changed", ("area", 1), happened_on=ALWAYS)
    assert "0001" not in _written(living, last=1)
    assert json.loads(_written(living, "json", last=1))[0]["happened_on"] == "0001-01-01"


def test_spanish_readers_read_spanish_days(living: Living) -> None:
    text.use("es")
    assert "22/11/2026 12:00" in _written(living, last=1)


def test_machines_read_values_as_they_are_hashed_an_entry_a_line(living: Living) -> None:
    told = _written(living, "json")
    found = json.loads(told)
    lines = told.splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    assert len(lines) == len(found) + 2
    first = found[0]
    assert list(first) == [
        *("chain", "seq", "recorded_at", "happened_on", "actor", "claimed", "action"),
        *("subject_kind", "subject_id", "details", "prev", "hash"),
    ]
    assert first["chain"] == "7"
    assert first["recorded_at"] == "2026-11-22T18:00:00.000000Z"
    assert isinstance(first["details"], dict)
    assert first["prev"] == "0" * 64


def test_no_entry_is_an_empty_list_to_machines_and_none_to_people(living: Living) -> None:
    assert json.loads(_written(living, "json", action="round")) == []
    assert "None." in _written(living, action="round")
    assert len(_written(living, "csv", action="round").splitlines()) == 1


def test_csv_has_whole_values_and_names(living: Living) -> None:
    rows = list(csv.DictReader(StringIO(_written(living, "csv"))))
    assert list(rows[0]) == [
        *("seq", "recorded_at", "happened_on", "actor", "claimed", "action", "subject", "details")
    ]
    account = next(row for row in rows if row["action"] == "account:added")
    assert account["subject"] == "account:x/ieejemplo"
    assert json.loads(account["details"])["handle"] == "ieejemplo"
    assert account["recorded_at"] == "2026-11-22T18:00:00.000000Z"


def test_details_that_are_no_json_are_shown_all_the_same(living: Living) -> None:
    for details in ("?", "[1]", '"x"'):
        with db.writing(living.engine) as connection:
            connection.execute(db.table(AuditEntry).update().values(details=details))
        assert f"?: {details}" in _written(living, last=1)
        assert json.loads(_written(living, "json", last=1))[0]["details"] == details


def test_a_subject_that_was_erased_is_shown_by_its_id(living: Living) -> None:
    with db.writing(living.engine) as connection:
        connection.execute(db.table(AuditEntry).update().values(object_id=5, object_kind="person"))
    assert "person 5" in _written(living, last=1)


def test_the_number_of_statements_does_not_grow_with_the_entries(living: Living) -> None:
    counts = []
    statements: list[str] = []
    event.listen(living.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    for count in (1, 400):
        with living.acting() as session:
            for _number in range(count):
                session.record("area:changed", ("area", 1))
        statements.clear()
        _written(living, "csv", action="area:changed")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_day_begins_and_ends_where_the_institution_is() -> None:
    zone = ZoneInfo(ZONE)
    assert audit.moments(TODAY, TODAY, ZONE) == (
        datetime(2026, 11, 22, tzinfo=zone),
        datetime(2026, 11, 23, tzinfo=zone),
    )
    assert audit.moments(None, None, ZONE) == (None, None)


def test_chains_are_called_by_the_codes_of_institutions(living: Living) -> None:
    with living.engine.connect() as connection:
        found = [*verify(connection, Outside()), Verdict(0, 1, None, 1, 1)]
        said = list(audit.verdicts(connection, found, anchored=True))
    size = found[0].size
    told = "{0}; entries after the last anchor: {1}; entries after the last checkpoint: {1}"
    assert [words for _verdict, words in said] == [
        told.format(f"IEE: intact, {size} entries", size),
        told.format("the installation: intact, 1 entry", 1),
    ]


def test_an_altered_chain_is_told_with_its_first_bad_entry(living: Living) -> None:
    bad = Verdict(99, 5, Trouble(Fault.CHANGED, 6, 6), 0, 0)
    with living.engine.connect() as connection:
        ((_verdict, told),) = audit.verdicts(connection, [bad], anchored=False)
    assert told == "99: altered; the first bad entry is 6: it is not what was recorded"


def test_another_institution_s_entries_are_not_shown(living: Living) -> None:
    out = StringIO()
    with db.reading(living.engine) as connection:
        shown = audit.Shown("json", "UTC")
        audit.write_log(connection, Scope(8), Wanted(), shown, out)
    assert json.loads(out.getvalue()) == []
