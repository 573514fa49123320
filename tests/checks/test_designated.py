"""What checks about administrators share: each state of a role has its sentence."""

import pytest
from sqlalchemy import Connection

from monitor.checks.designated import SENTENCES
from tests.checks.trying import Trial


@pytest.mark.parametrize("role", ["owner", "substitute"])
@pytest.mark.parametrize(
    ("state", "place", "letter"), [("ended", 0, "f"), ("none", 1, "f"), (None, 2, "u")]
)
def test_each_state_of_a_role_has_a_sentence_of_its_own(
    connection: Connection, role: str, state: str | None, place: int, letter: str
) -> None:
    facts = {"owner": "active", "substitute": "active", "administrators": 2, role: state}
    tried = Trial(connection, "administrators_count").on(**facts)
    assert (tried.letter, tried.because) == (letter, SENTENCES[role][place])


def test_nobody_in_charge_leaves_nobody_to_be_judged(connection: Connection) -> None:
    facts = {"owner": "ended", "substitute": "active", "admins_elsewhere": 0}
    tried = Trial(connection, "administrators_area").on(**facts, admins_area_unknown=0)
    assert tried.letter == "u"
    assert "in charge whose area or rank could be judged" in tried.because
