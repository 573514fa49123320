"""The mailbox of a board is named like the example of the text (ruling 36)."""

from typing import Any

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial

BOARD: dict[str, Any] = {
    "address": "a@ine.mx",
    "area_kind": "district_board",
    "area_code": "jd01ags",
}


@pytest.mark.parametrize(
    ("facts", "letter"),
    [
        ({"local": "redes.jd01ags"}, "p"),
        ({"local": "prensa.jd01ags"}, "p"),
        ({"local": "redes.jd02ags"}, "w"),
        ({"local": "jd01ags"}, "w"),
        ({"local": "redes.jd01ags", "area_kind": "local_board"}, "p"),
        ({"local": "otra", "area_kind": "central"}, "n"),
        ({"local": "otra", "area_kind": "other"}, "n"),
        ({"local": "redes.jd01ags", "area_kind": None}, "u"),
        ({"local": "redes.jd01ags", "area_code": None}, "u"),
    ],
)
def test_the_name_is_judged_for_boards_alone(
    connection: Connection, facts: dict[str, Any], letter: str
) -> None:
    trial = Trial(
        connection, "mailbox_naming", kind="mailbox", params={"words": ("redes", "prensa")}
    )
    tried = trial.on(**BOARD | facts)
    assert (tried.letter, tried.gives) == (letter, "npuw")
