"""The designation form: two people, three who sign, and what the register lacks for it."""

import pytest
from sqlalchemy import Engine

from monitor.acts import designations
from monitor.inventory.lookup import find_among
from monitor.reports.forms import designation
from monitor.reports.forms.page import Form
from tests.acts.small_register import BEA, BEGUN, CARLA, TODAY, Living
from tests.reports.forms.registered import X, adopt, staffed, today


@pytest.fixture
def living(engine: Engine) -> Living:
    made = staffed(engine)
    adopt(made)
    return made


def _form(living: Living, subject: str) -> tuple[Form, str]:
    with today(living) as on:
        found = find_among(on.connection, on.scope, ("account", "area"), subject, TODAY)
        form = designation.form(on, found)
        return form, form.html()


def test_it_is_filled_in_for_an_account_with_three_boxes_to_sign(living: Living) -> None:
    form, page = _form(living, X)
    for known in ("2026-11-22", "OF-12/2026", X, "Junta 01 (JD01)", "Ana Gómez", "Jefa de Redes"):
        assert f"<dd>{known}</dd>" in page
    assert "<dd>55 5555 0101</dd>" in page
    assert page.count('class="space"') == 3
    assert form.filing == (
        "monitor document add x/ieejemplo --kind designation --signed-on DAY"
        " --number OF-12/2026 --file SIGNED.pdf"
    )


def test_what_is_not_known_is_left_empty_and_told_with_its_command(living: Living) -> None:
    form, page = _form(living, X)
    assert [each.command for each in form.missing] == [
        f"monitor person set {BEA} --position POSITION --phone PHONE"
    ]
    assert "<dt>Position</dt><dd></dd>" in page


def test_for_an_area_it_names_all_its_accounts(living: Living) -> None:
    form, page = _form(living, "JD01")
    assert f"<dt>All its accounts</dt><dd>{X}</dd>" in page
    assert "owner" in form.missing[0].what.casefold()
    assert form.missing[0].command == "monitor designation set --area JD01 --owner EMAIL"
    assert form.filing.startswith("monitor document add area:JD01 --kind designation")
    assert "--number NUMBER" in form.filing


def test_somebody_else_in_the_same_role_is_not_passed_over_in_silence(living: Living) -> None:
    living.act(designations.set_designations, ("area", "JD01"), {"owner": CARLA}, BEGUN)
    form, page = _form(living, X)
    assert "Ana Gómez" in page
    assert form.missing[-1].command == f"monitor designation list --person {CARLA}"
    assert form.missing[-1].what == f"{CARLA}, though in charge as well"
