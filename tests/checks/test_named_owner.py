"""An account that the text gives to an office is that office's, alone where it says so."""

from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.policy.parameters import Value
from tests.checks.trying import Trial

OWNERS: dict[str, Value] = {"owners": ("x/uno=electoral-register", "youtube/canal=communications")}
ALONE: dict[str, Value] = OWNERS | {"exclusive": ("youtube/canal",)}
X = {"platform": "x", "handle_key": "uno"}
YT = {"platform": "youtube", "handle_key": "canal", "area_role": "communications"}


@pytest.mark.parametrize(
    ("params", "facts", "letter"),
    [
        (OWNERS, X | {"area_role": "electoral-register"}, "p"),
        (OWNERS, X | {"area_role": "communications"}, "f"),
        (OWNERS, X, "u"),
        (OWNERS, {"platform": "x", "handle_key": "otra"}, "n"),
        (ALONE, X | {"area_role": "electoral-register"}, "p"),
        (ALONE, YT | {"access__outside_area": 0, "access__area_unknown": 0}, "p"),
        (ALONE, YT | {"access__outside_area": 1, "access__area_unknown": 0}, "f"),
        (ALONE, YT | {"access__outside_area": 0, "access__area_unknown": 1}, "u"),
        (ALONE, YT, "u"),
    ],
)
def test_the_office_and_who_has_access_decide(
    connection: Connection, params: dict[str, Value], facts: dict[str, Any], letter: str
) -> None:
    tried = Trial(connection, "named_owner", params=params).on(**facts)
    assert (tried.letter, tried.gives) == (letter, "fnpu")
