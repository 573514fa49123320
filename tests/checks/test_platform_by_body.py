"""Among boards only local ones may use the networks named; nobody else is judged (reading 55)."""

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial

NAMED = {"platforms": ("x", "facebook")}


@pytest.mark.parametrize(
    ("platform", "kind", "letter"),
    [
        ("x", "local_board", "p"),
        ("facebook", "district_board", "f"),
        ("youtube", "district_board", "n"),
        ("x", "central", "n"),
        ("x", None, "u"),
        ("youtube", None, "n"),
    ],
)
def test_the_kind_of_the_area_decides(
    connection: Connection, platform: str, kind: str | None, letter: str
) -> None:
    trial = Trial(connection, "platform_by_body", params=NAMED)
    assert trial.on(platform=platform, area_kind=kind).letter == letter
