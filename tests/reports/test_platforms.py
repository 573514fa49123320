"""The networks as people see them: what each offers, since when, and where that is from."""

from datetime import date

import pytest

from monitor import text
from monitor.intake.faults import RefusedError
from monitor.policy.library import Library
from monitor.reports import platforms
from monitor.reports.tables import Table


def _rows(table: Table) -> list[dict[str, object]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_every_network_is_listed_with_what_it_offers() -> None:
    rows = {row["platform"]: row for row in _rows(platforms.networks())}
    assert set(rows) == set(Library().platforms().by_name)
    assert rows["threads"] == {
        "platform": "threads",
        "title": "Threads",
        "second_factor": "sms; totp",
        "credential_models": "shared",
        "checked_on": date(2026, 8, 4),
    }


def test_people_read_what_it_offers_in_their_own_words() -> None:
    text.use("es")
    table = platforms.networks()
    assert table.words["second_factor"]("sms; totp") == "mensaje de texto, código temporal"
    assert table.words["credential_models"]("shared; delegated") == "compartida, delegada"


@pytest.mark.parametrize("name", ["whatsapp", "WhatsApp", "whats app"])
def test_one_network_is_told_fact_by_fact(name: str) -> None:
    rows = {row["fact"]: row for row in _rows(platforms.network(name))}
    assert list(rows) == [*platforms.FACTS, "note"]
    assert rows["handle"]["value"] == "7 to 15 characters"
    assert rows["profiles"]["value"] == "wa.me/{handle}"
    assert rows["second_factor"]["value"] == "sms, call, email, passkey"
    assert "twofactorauth" in str(rows["second_factor"]["source"])
    assert rows["note"]["value"] == "the PIN is not represented in the directory"


def test_a_network_of_many_servers_has_no_host_of_its_own() -> None:
    rows = {row["fact"]: row for row in _rows(platforms.network("mastodon"))}
    assert rows["profiles"]["value"] == "HOST/@{handle}"


@pytest.mark.parametrize(("name", "reason"), [("instgram", "instagram"), ("orkut", "bluesky")])
def test_one_that_is_not_known_is_refused_with_the_nearest_or_all(name: str, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason):
        platforms.network(name)
