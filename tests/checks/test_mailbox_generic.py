"""The login mailbox is named after its function, not after a person (ruling 34)."""

from typing import Any

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial

KNOWN: dict[str, Any] = {
    "login_mailbox": "x@ine.mx",
    "login_person": False,
    "login_names_area": False,
}


def _trial(connection: Connection) -> Trial:
    return Trial(connection, "mailbox_generic", params={"generic_words": ("redes", "so_cial")})


@pytest.mark.parametrize(
    ("local", "letter"),
    [
        ("redes", "p"),
        ("redes.jd01", "p"),
        ("jd01-redes", "p"),
        ("jd01_redes", "p"),
        ("redesjd01", "u"),
        ("mi.redes.ya", "u"),
        ("nombre.apellido", "u"),
        ("social", "u"),
        ("so_cial.a", "p"),
        ("soxcial.a", "u"),
    ],
)
def test_a_word_counts_where_it_is_set_apart(
    connection: Connection, local: str, letter: str
) -> None:
    tried = _trial(connection).on(**KNOWN, login_local=local)
    assert (tried.letter, tried.gives) == (letter, "fpu")


@pytest.mark.parametrize(
    ("facts", "letter"),
    [
        ({"login_kind": "generic"}, "p"),
        ({"login_names_area": True}, "p"),
        ({"login_kind": "personal", "login_local": "redes"}, "f"),
        ({"login_person": True, "login_kind": "generic"}, "f"),
        ({"login_none": True, "login_mailbox": None}, "f"),
        ({"login_mailbox": None}, "u"),
    ],
)
def test_a_flag_a_code_or_a_person_settles_it(
    connection: Connection, facts: dict[str, Any], letter: str
) -> None:
    given = KNOWN | {"login_local": "nombre.apellido"} | facts
    assert _trial(connection).on(**given).letter == letter
