"""What a form rests on: literal clauses of the policies in force, the annex in its own order."""

import pytest
from sqlalchemy import Engine

from monitor.intake.faults import RefusedError
from monitor.reports.forms.basis import basis
from tests.reports.forms.registered import adopt, staffed, today


def test_the_clause_that_asks_is_quoted_with_the_title_of_its_policy(engine: Engine) -> None:
    living = staffed(engine)
    adopt(living)
    with today(living) as on:
        stated = basis(on, "forms.designation").stated()
    assert "Guidelines for managing the e-mail accounts" in stated
    assert '<q lang="es">Designación (Anexo 1 de los presentes Lineamientos)</q>' in stated


def test_what_the_annex_states_comes_in_its_order_the_halves_of_a_numeral_together(
    engine: Engine,
) -> None:
    living = staffed(engine)
    adopt(living)
    with today(living) as on:
        found = basis(on, "forms.responsiva").undertakings()
        nothing = basis(on, "forms.designation").undertakings()
    assert [[clause.quote.split()[0] for clause in together] for together in found] == [
        ["Los"],
        ["Resguardar"],
        ["Construir", "así"],
        ["Cambiar", "y"],
        ["Informar"],
    ]
    assert nothing == []


def test_a_form_that_no_policy_asks_for_is_refused(engine: Engine) -> None:
    living = staffed(engine)
    with today(living) as on, pytest.raises(RefusedError, match="monitor policy list"):
        basis(on, "forms.designation")
    adopt(living)
    with today(living) as on, pytest.raises(RefusedError, match="No policy in force"):
        basis(on, "forms.other")
