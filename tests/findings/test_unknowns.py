"""What is not known is spelled out from the words as they were last adopted, and in batches."""

import pytest
from sqlalchemy import Connection

from monitor.findings import unknowns
from monitor.findings.listing import Asking
from tests.findings.lives import only, small


def test_words_are_read_by_the_policies_of_their_round(connection: Connection) -> None:
    playing = small(connection)
    playing.round()
    playing.adopt(only("rotation.max-age"))  # no round since: the words stand as they were
    asking = Asking(connection, playing.scope, playing.day)
    found = [each.control for each in unknowns.listed(asking)]
    assert found == ["mfa.enabled", "rotation.max-age", "ownership.area-head"]


@pytest.mark.parametrize("batch", [1, 2000])
def test_what_has_a_row_of_its_own_is_listed_once(
    connection: Connection, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(unknowns, "BATCH", batch)
    playing = small(connection)
    playing.round()
    factor = next(each for each in playing.listed() if each.control == "mfa.enabled")
    playing.acknowledge(factor.code)
    (again,) = (each for each in playing.listed() if each.control == "mfa.enabled")
    assert (again.code, again.state, again.outcome) == (factor.code, "acknowledged", "unknown")
    assert again.id is not None
