"""Which policies are in force on a day, and how they are written for an export."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from monitor import db
from monitor.adoption import queries
from monitor.inventory.models import Institution
from monitor.policy import guarded_yaml
from tests.adoption.adopting import Adopting
from tests.policy.drafts import Drafts


@pytest.fixture
def own(connection: Connection, tmp_path: Path) -> Adopting:
    return Adopting(connection, Drafts(tmp_path))


def test_the_nearest_is_what_holds_on_the_day_else_the_first_after_it(own: Adopting) -> None:
    assert queries.nearest(own.connection, own.scope, own.day) is None
    own.adopt("one")
    own.day += timedelta(days=10)
    own.adopt("two")
    for days, packs in ((-400, ["one"]), (-1, ["one"]), (0, ["one", "two"]), (90, ["one", "two"])):
        held = queries.nearest(own.connection, own.scope, own.day + timedelta(days=days))
        assert held is not None
        assert [each.pack.id for each in held.requirements.packs] == packs, days


def test_an_adoption_replaced_on_its_first_day_never_was_the_nearest(own: Adopting) -> None:
    own.adopt("one")
    own.adopt("two")
    held = queries.nearest(own.connection, own.scope, own.day - timedelta(days=1))
    assert held is not None
    assert len(held.requirements.packs) == 2


def test_what_was_adopted_calls_the_institution_as_it_is_called_now(own: Adopting) -> None:
    own.adopt("one")
    own.connection.execute(db.table(Institution).update().values(code="NEW"))
    held = own.in_force()
    assert held is not None
    assert held.requirements.institution.institution.code == "NEW"
    again = queries.by_id(own.connection, own.scope, held.id, own.day)
    assert again.requirements.institution.institution.code == "NEW"


def test_an_export_names_what_is_in_force_and_keeps_what_was_tailored(own: Adopting) -> None:
    assert _exported(own) == {"code": "IEE", "timezone": "America/Mexico_City"}
    tailored = "code: IEE\npolicies: [two]\nparams: {trial.one: {term: P1M}}\n"
    own.adopt("one", overlay=tailored)
    assert _exported(own) == {
        "code": "IEE",
        "timezone": "America/Mexico_City",
        "policies": ["one"],
        "params": {"trial.one": {"term": "P1M"}},
    }


def _exported(own: Adopting) -> object:
    text = queries.overlay_text(own.connection, own.scope, own.day)
    return guarded_yaml.load(text, "institution.yaml").data
