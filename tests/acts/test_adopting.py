"""Adopting and dropping policies: dated, in the log, and shown before it is done."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from monitor import db
from monitor.acts import adopting
from monitor.adoption import queries
from monitor.audit.models import AuditEntry
from monitor.intake.faults import RefusedError
from monitor.policy.library import read_institution
from monitor.policy.problems import PolicyError
from tests.adoption.adopting import Adopting
from tests.policy.drafts import Drafts


@pytest.fixture
def own(connection: Connection, tmp_path: Path) -> Adopting:
    return Adopting(connection, Drafts(tmp_path))


def _entries(own: Adopting) -> list[tuple[str, dict[str, object]]]:
    entry = db.table(AuditEntry)
    query = select(entry.c.action, entry.c.details).order_by(entry.c.seq)
    rows = own.connection.execute(query.where(entry.c.institution_id == 7))
    return [(row[0], json.loads(row[1])) for row in rows]


def test_what_is_adopted_is_in_force_from_its_day_and_in_the_log(own: Adopting) -> None:
    own.adopt("one")
    assert own.packs() == ["one"]
    assert own.packs(own.day - timedelta(days=1)) == []
    ((action, details),) = _entries(own)
    held = own.in_force()
    assert held is not None
    assert action == "policy:adopted"
    assert details == {"policies": {"one": "1.0.0"}, "sha256": held.digest}


def test_another_policy_is_adopted_beside_the_first(own: Adopting) -> None:
    own.adopt("one")
    own.day += timedelta(days=1)
    own.adopt("two")
    assert own.packs() == ["one", "two"]
    assert own.packs(own.day - timedelta(days=1)) == ["one"]
    assert own.term() == "P2M"


def test_a_policy_adopted_stays_as_it_was_until_it_is_adopted_anew(own: Adopting) -> None:
    own.adopt("one")
    own.pack("one", "P1M")
    own.day += timedelta(days=1)
    own.adopt("two")
    assert own.term() == "P2M"
    own.adopt("one")
    assert own.term() == "P1M"


def test_the_institutions_own_values_are_kept_until_another_file_is_given(own: Adopting) -> None:
    own.adopt("one", overlay="code: IEE\nparams: {trial.one: {term: P1M}}\n")
    assert own.term() == "P1M"
    asked = adopting.Asked((str(own.drafts.folder / "policies" / "packs" / "two.yaml"),))
    session = own.session()
    beside = adopting.propose(session.connection, session.scope, session.today, asked)
    adopting.adopt(session, beside)
    session.flush()
    assert (own.packs(), own.term()) == (["one", "two"], "P1M")
    own.adopt("two", overlay="code: IEE\n")
    assert own.term() == "P2M"


def test_without_a_name_those_of_the_file_are_meant(own: Adopting) -> None:
    own.adopt(overlay="code: IEE\npolicies: [two]\n")
    assert own.packs() == ["two"]
    with pytest.raises(PolicyError, match="no policy is named"):
        own.propose(overlay="code: IEE\n")


def test_what_is_in_force_already_changes_nothing(own: Adopting) -> None:
    own.adopt("one")
    assert not own.propose("one").changes_something
    assert own.propose("two").changes_something
    assert own.propose("one", overlay="code: IEE\nname: X\n").changes_something


def test_the_file_of_another_institution_is_refused(own: Adopting) -> None:
    with pytest.raises(PolicyError, match="another institution"):
        own.propose("one", overlay="code: OTHER\n")


def test_no_adoption_begins_tomorrow_or_before_the_one_in_force(own: Adopting) -> None:
    with pytest.raises(RefusedError, match="yet to come"):
        own.adopt("one", on=own.day + timedelta(days=1))
    own.adopt("one", on=own.day - timedelta(days=30))
    assert own.packs(own.day - timedelta(days=30)) == ["one"]
    with pytest.raises(RefusedError, match="or later"):
        own.adopt("two", on=own.day - timedelta(days=31))


def test_of_two_adoptions_of_one_day_the_later_one_holds(own: Adopting) -> None:
    own.adopt("one")
    own.adopt("two")
    assert own.packs() == ["one", "two"]
    listed = queries.ever(own.connection, own.scope)
    assert [(each.since, each.until) for each in listed] == [(own.day, own.day), (own.day, None)]


def test_what_is_dropped_is_no_longer_in_force_and_the_rest_stays(own: Adopting) -> None:
    own.adopt("one", "two")
    own.day += timedelta(days=1)
    own.drop("one")
    assert own.packs() == ["two"]
    assert own.packs(own.day - timedelta(days=1)) == ["one", "two"]
    own.day += timedelta(days=1)
    own.drop("two")
    assert own.packs() == []
    assert [action for action, _details in _entries(own)] == [
        "policy:adopted",
        "policy:dropped",
        "policy:dropped",
    ]


def test_what_is_not_adopted_cannot_be_dropped(own: Adopting) -> None:
    with pytest.raises(PolicyError, match="no policy is adopted"):
        own.drop("one")
    own.adopt("one")
    with pytest.raises(PolicyError, match="two"):
        own.drop("two")


def test_an_import_adopts_what_its_file_names_only_where_nothing_ever_was(own: Adopting) -> None:
    file = own.overlay("code: IEE\npolicies: [one]\nparams: {trial.one: {term: P1M}}\n")
    given, library = read_institution(file), own.drafts.library()
    session = own.session()
    assert adopting.adopt_if_none(session, library, given)
    session.flush()
    assert (own.packs(), own.term()) == (["one"], "P1M")
    assert not adopting.adopt_if_none(own.session(), library, given)
    own.drop("one")
    assert not adopting.adopt_if_none(own.session(), library, given)
    assert own.packs() == []


def test_an_import_without_policies_adopts_none(own: Adopting) -> None:
    given = read_institution(own.overlay("code: IEE\n"))
    assert not adopting.adopt_if_none(own.session(), own.drafts.library(), given)
    assert not adopting.adopt_if_none(own.session(), own.drafts.library(), read_institution(None))


def test_later_differences_of_a_file_wait_to_be_adopted(own: Adopting) -> None:
    own.adopt("one")
    library = own.drafts.library()
    same = read_institution(own.overlay("code: IEE\npolicies: [one]\n"))
    assert adopting.waiting(own.session(), library, same) == ()
    other = own.overlay("code: IEE\npolicies: [one]\nparams: {trial.one: {term: P1M}}\n")
    (found,) = adopting.waiting(own.session(), library, read_institution(other))
    assert (found.what, found.before, found.after) == ("parameter", "P2M", "P1M")
    assert adopting.waiting(own.session(), library, read_institution(None)) == ()


def test_policies_named_for_a_look_keep_the_institutions_own_values(own: Adopting) -> None:
    own.adopt("one", overlay="code: IEE\nparams: {trial.one: {term: P1M}}\n")
    looked = adopting.named(own.connection, own.scope, own.day, ("mx-ine-mail",))
    assert [each.pack.id for each in looked.packs] == ["mx-ine-mail"]
    assert any("left out" in note for note in looked.notes)
    assert own.packs() == ["one"]
