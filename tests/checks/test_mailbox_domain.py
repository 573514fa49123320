"""The login mailbox is of the institution's domain, or under it; look-alikes are not."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial

BEGAN = date(2026, 1, 1)


def _trial(connection: Connection, *domains: str, began: date | None = None) -> Trial:
    return Trial(connection, "mailbox_domain", params={"allowed_domains": domains}, began=began)


@pytest.mark.parametrize(
    ("domain", "letter"),
    [
        ("ine.mx", "p"),
        ("redes.ine.mx", "p"),
        ("xine.mx", "f"),
        ("ine.mx.example", "f"),
        ("ine_mx", "f"),
        ("other.example", "p"),
        (None, "u"),
    ],
)
def test_a_domain_is_compared_whole_or_as_the_end_after_a_dot(
    connection: Connection, domain: str | None, letter: str
) -> None:
    facts = {"login_mailbox": domain and f"redes@{domain}", "login_domain": domain}
    tried = _trial(connection, "ine.mx", "other.example").on(**facts)
    assert tried.letter == letter
    if letter == "f":
        assert f"redes@{domain}" in tried.because


def test_a_wildcard_in_a_domain_is_a_letter_like_any_other(connection: Connection) -> None:
    facts = {"login_mailbox": "redes@a.xine.mx", "login_domain": "a.xine.mx"}
    assert _trial(connection, "_ine.mx").on(**facts).letter == "f"


def test_recorded_as_none_fails(connection: Connection) -> None:
    tried = _trial(connection, "ine.mx").on(login_none=True)
    assert (tried.letter, tried.because) == (
        "f",
        "the account is recorded as having no login mailbox",
    )


@pytest.mark.parametrize(
    ("opened_on", "letter"), [(date(2025, 12, 31), "w"), (BEGAN, "f"), (None, "f")]
)
def test_an_account_older_than_the_rule_warns(
    connection: Connection, opened_on: date | None, letter: str
) -> None:
    facts: dict[str, Any] = {"login_mailbox": "a@b.example", "login_domain": "b.example"}
    trial = _trial(connection, "ine.mx", began=BEGAN)
    assert trial.on(**facts, opened_on=opened_on).letter == letter
    assert _trial(connection, "ine.mx").on(**facts, opened_on=opened_on).letter == "f"
