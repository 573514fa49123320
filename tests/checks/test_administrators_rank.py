"""The rank of the owner, or of the substitute, is one that the document allows."""

from typing import Any

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial

ROLES = ("owner", "substitute")


def _trial(connection: Connection, role: str, *ranks: str, outside: str = "fail") -> Trial:
    return Trial(
        connection,
        "administrators_rank",
        params={"ranks": ranks, "outside": outside},
        arguments={"role": role},
    )


def _holder(role: str, **counts: int | None) -> dict[str, Any]:
    known = {f"{role}_{rank}": 0 for rank in ("superior", "medio", "operativo", "rank_unknown")}
    return {role: "active"} | known | {f"{role}_{rank}": n for rank, n in counts.items()}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("outside", "letter"), [("fail", "f"), ("warn", "w")])
def test_a_rank_that_is_not_listed_fails_or_warns(
    connection: Connection, role: str, outside: str, letter: str
) -> None:
    trial = _trial(connection, role, "medio", outside=outside)
    tried = trial.on(**_holder(role, operativo=1))
    assert tried.letter == letter
    assert role in tried.because
    assert set(tried.gives) == {"p", "u", letter}
    assert trial.on(**_holder(role, medio=1)).letter == "p"


def test_ruling_22_a_rank_that_the_text_lets_be_passes_with_a_word(connection: Connection) -> None:
    trial = _trial(connection, "substitute", "medio", outside="pass")
    tried = trial.on(**_holder("substitute", superior=1))
    assert tried.letter == "p"
    assert "the rank of the substitute is not one" in tried.because
    assert trial.on(**_holder("substitute", medio=1)).because == "met"


@pytest.mark.parametrize("role", ROLES)
def test_one_of_two_holders_with_another_rank_is_enough(connection: Connection, role: str) -> None:
    assert _trial(connection, role, "medio").on(**_holder(role, medio=1, superior=1)).letter == "f"


def test_where_every_rank_is_listed_any_will_do(connection: Connection) -> None:
    trial = _trial(connection, "owner", "superior", "medio", "operativo")
    assert trial.on(**_holder("owner", operativo=1)).letter == "p"


@pytest.mark.parametrize(
    "facts",
    [{"owner": None}, {"owner": "ended"}, {"owner_rank_unknown": 1}, {"owner_rank_unknown": None}],
)
def test_a_rank_that_is_not_known_is_unknown(connection: Connection, facts: dict[str, Any]) -> None:
    assert _trial(connection, "owner", "medio").on(**_holder("owner") | facts).letter == "u"


def test_without_ranks_the_check_is_switched_off(connection: Connection) -> None:
    trial = Trial(connection, "administrators_rank", arguments={"role": "owner"})
    assert trial.test().uses == ()
