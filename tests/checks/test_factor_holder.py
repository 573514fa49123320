"""The second factor is on the owner's device, where one is on (ruling 30)."""

from typing import Any

import pytest
from sqlalchemy import Connection

from tests.checks import trying
from tests.checks.trying import LIBRARY, Trial


@pytest.mark.parametrize(
    ("facts", "letter"),
    [
        ({"factor_holder": "owner"}, "p"),
        ({"factor_holder": "other"}, "f"),
        ({"factor_holder": "none"}, "f"),
        ({}, "u"),
        ({"second_factor": None, "factor_holder": "owner"}, "u"),
        ({"second_factor": "none", "factor_holder": "other"}, "n"),
        ({"platform": "mynetwork", "factor_holder": "other"}, "f"),
    ],
)
def test_the_holder_is_judged_where_a_factor_is_on(
    connection: Connection, facts: dict[str, Any], letter: str
) -> None:
    tried = Trial(connection, "factor_holder").on(
        **{"platform": "x", "second_factor": "totp"} | facts
    )
    assert (tried.letter, tried.gives) == (letter, "fnpu")


def test_a_network_that_offers_none_is_exempt(connection: Connection) -> None:
    tried = Trial(connection, "factor_holder").on(platform="bare", factor_holder="other")
    assert (tried.letter, tried.because) == ("n", "bare offers no second factor")


def test_where_every_network_offers_one_nobody_is_exempt(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "PLATFORMS", LIBRARY.platforms())
    facts = {"platform": "bare", "second_factor": "totp", "factor_holder": "owner"}
    assert Trial(connection, "factor_holder").on(**facts).letter == "p"
