"""The lists of the register: stable for machines, in words for people, limited as asked."""

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from monitor import text
from monitor.acts import accounts, documents
from monitor.intake.faults import RefusedError
from monitor.inventory.listing import AsOf
from monitor.inventory.lookup import UnknownSubjectError
from monitor.reports import lists
from monitor.reports.lists import Asked
from monitor.reports.tables import Table, write
from tests.acts.small_register import ANA, BEGUN, TODAY, Living, small

MAY = date(2026, 5, 4)


@pytest.fixture
def living(engine: Engine) -> Living:
    return small(engine)


def listed(living: Living, of: Callable[..., Table], *asked: Any, form: str = "json") -> Any:
    out = io.StringIO()
    with living.engine.connect() as connection:
        write(of(AsOf(connection, living.scope, TODAY), *asked), out, form)
    return json.loads(out.getvalue()) if form == "json" else out.getvalue()


def test_machines_read_values_as_they_are_stored_and_people_words(living: Living) -> None:
    text.use("es")
    assert listed(living, lists.accounts)[0]["status"] == "open"
    assert "abierta" in listed(living, lists.accounts, form="text")


def test_every_list_has_its_columns(living: Living) -> None:
    for of in (lists.areas, lists.people, lists.mailboxes, lists.accounts):
        first = listed(living, of)[0]
        assert all(isinstance(key, str) and key.islower() for key in first)
    assert listed(living, lists.designations) == []
    assert listed(living, lists.access) == []


def test_a_network_may_be_named_as_people_do(living: Living) -> None:
    assert len(listed(living, lists.accounts, Asked(platform="Twitter"))) == 1


def test_an_unknown_area_is_refused(living: Living) -> None:
    with pytest.raises(UnknownSubjectError):
        listed(living, lists.accounts, Asked(area="JD99"))


def test_documents_are_told_with_what_they_are_about(living: Living) -> None:
    signed = {"kind": "responsiva", "signed_on": "2026-05-04", "person": ANA}
    living.act(documents.add_document, "x/ieejemplo", {**signed, "sha256": "a" * 64})
    living.act(documents.add_document, "CS", {**signed, "valid_until": "2026-06-01"})
    [one] = listed(living, lists.documents)
    assert (one["about"], one["person"], one["sha256"]) == (
        "account:x/ieejemplo",
        ANA,
        "a" * 64,
    )
    assert len(listed(living, lists.documents, Asked(everything=True))) == 2
    assert listed(living, lists.documents, Asked(about="area:CS")) == []
    assert "aaaaaaaaaaaa…" in listed(living, lists.documents, form="text")


def test_closed_accounts_are_listed_when_asked(living: Living) -> None:
    living.act(accounts.close_account, "x/ieejemplo", MAY)
    assert listed(living, lists.accounts) == []
    assert len(listed(living, lists.accounts, Asked(everything=True))) == 1
    assert BEGUN < MAY


def test_a_network_that_nobody_knows_is_refused_and_one_without_accounts_is_an_empty_list(
    living: Living,
) -> None:
    assert listed(living, lists.accounts, Asked(platform="tiktok")) == []
    with pytest.raises(RefusedError, match="did you mean “twitter”"):
        listed(living, lists.accounts, Asked(platform="twiter"))
    living.act(accounts.add_account, "elsewhere/iee", {"area": "JD01"}, BEGUN)
    assert len(listed(living, lists.accounts, Asked(platform="Elsewhere"))) == 1
