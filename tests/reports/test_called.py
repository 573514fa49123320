"""What subjects and controls are called by people, in the language in use."""

import pytest
from sqlalchemy import Connection

from monitor import text
from monitor.reports import called
from tests.findings.lives import small


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("account:x/ieejemplo", "x/ieejemplo"),
        ("mailbox:redes@iee.example", "redes@iee.example"),
        ("person:ana@iee.example", "ana@iee.example"),
        ("area:JD01", "área JD01"),
        ("institution:IEE", "institución IEE"),
        ("person:5", "persona 5"),
        ("area:", "area:"),
        ("sin dos puntos", "sin dos puntos"),
        (None, None),
    ],
)
def test_a_subject_is_called_without_the_english_word_for_its_kind(
    reference: str | None, told: str | None
) -> None:
    text.use("es")
    assert called.subject(reference) == told


def test_a_control_is_called_by_its_title_and_one_that_nobody_asks_for_by_its_id(
    connection: Connection,
) -> None:
    playing = small(connection)
    playing.round()
    text.use("es")
    control = called.controls(playing.connection, playing.scope, playing.day)
    assert control("rotation.max-age") == "Contraseña cambiada a tiempo"
    assert control("no.such") == "no.such"
    assert control(None) is None
