"""The responsibility letter: who answers for which account, in the words of the policy."""

import pytest
from sqlalchemy import Engine

from monitor.inventory.lookup import find
from monitor.reports.forms import responsiva
from monitor.reports.forms.page import Form
from tests.acts.small_register import ANA, CARLA, TODAY, Living
from tests.reports.forms.registered import X, adopt, staffed, today


@pytest.fixture
def living(engine: Engine) -> Living:
    made = staffed(engine)
    adopt(made)
    return made


def _letter(living: Living, person: str) -> tuple[Form, str]:
    with today(living) as on:
        own = (on.connection, on.scope)
        who, what = find(*own, "person", person, TODAY), find(*own, "account", X, TODAY)
        form = responsiva.form(on, who, what)
        return form, form.html()


def test_it_is_filled_in_with_two_boxes_to_sign(living: Living) -> None:
    form, page = _letter(living, ANA)
    for known in ("2026-11-22", "Ana Gómez", "Jefa de Redes", X, "Junta 01 (JD01)"):
        assert f"<dd>{known}</dd>" in page
    assert page.count('class="space"') == 2
    assert '<q lang="es">Cambiar la contraseña, al menos, cada dos meses</q>' in page
    assert form.missing == []
    assert form.filing == (
        "monitor document add x/ieejemplo --kind responsiva --signed-on DAY"
        " --person ana@iee.example --file SIGNED.pdf"
    )


def test_who_is_not_in_charge_can_sign_ahead_and_that_is_told(living: Living) -> None:
    form, _page = _letter(living, CARLA)
    assert [each.command for each in form.missing] == [
        f"monitor designation set x/ieejemplo --owner {CARLA}",
        f"monitor person set {CARLA} --position POSITION",
    ]
